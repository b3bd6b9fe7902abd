package io.kbsync.api.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder, or a page that has pages below it.
 *
 * @param id unique within its root
 * @param parent the id of the folder above; null directly below the root
 * @param name as the source's own client shows it
 */
public record Folder(String id, @Nullable String parent, String name) {

  public Folder {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /** The folder above; empty directly below the root. */
  public Optional<String> parentId() {
    return Optional.ofNullable(parent);
  }
}
