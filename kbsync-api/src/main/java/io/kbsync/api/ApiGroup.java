package io.kbsync.api;

import java.util.Objects;

/**
 * A group of requests that a server limits together, such as one API of one application.
 *
 * @param name stable, readable, shown in reports: {@code "storage.dentries"}
 * @param counted whether such requests count against the monthly budget
 * @param listing whether such requests only find out what there is: when the budget comes to its
 *     end they are refused first, so that what was found can still be fetched
 */
public record ApiGroup(String name, boolean counted, boolean listing) {

  public ApiGroup {
    Objects.requireNonNull(name, "name");
  }

  public ApiGroup(String name, boolean counted) {
    this(name, counted, false);
  }

  /** A group whose requests count against the monthly budget. */
  public static ApiGroup counted(String name) {
    return new ApiGroup(name, true);
  }

  /** A group whose requests cost nothing but time. */
  public static ApiGroup free(String name) {
    return new ApiGroup(name, false);
  }

  /** A group whose requests count, and find out what there is. */
  public static ApiGroup listing(String name) {
    return new ApiGroup(name, true, true);
  }
}
