package io.kbsync.api.source;

import java.util.Objects;

/**
 * A tree of files that is listed as a whole.
 *
 * @param id opaque to the engine, which keeps it in its record: enough for {@link Source#open}
 *     without another call
 * @param name as people know it; may change while the id stays
 */
public record Root(String id, String name) {

  public Root {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }
}
