package io.kbsync.api.sink;

import java.util.Objects;

/**
 * The collection a sink writes to.
 *
 * @param id of the collection
 * @param name of the collection
 * @param documents how many documents it holds, whoever stored them
 */
public record Target(String id, String name, long documents) {

  public Target {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }
}
