package io.kbsync.api;

import java.util.Objects;

/**
 * A group of requests that a server limits together, such as one API of one application.
 *
 * @param name stable, readable, shown in reports: {@code "storage.dentries"}
 * @param counted whether such requests count against the monthly budget
 */
public record ApiGroup(String name, boolean counted) {

  public ApiGroup {
    Objects.requireNonNull(name, "name");
  }

  /** A group whose requests count against the monthly budget. */
  public static ApiGroup counted(String name) {
    return new ApiGroup(name, true);
  }

  /** A group whose requests cost nothing but time. */
  public static ApiGroup free(String name) {
    return new ApiGroup(name, false);
  }
}
