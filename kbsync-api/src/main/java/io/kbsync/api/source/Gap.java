package io.kbsync.api.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a root that could not be read. In this run nothing below it is removed, and of the rest
 * of the root only what the source itself calls gone, what a filter does not want, or what a person
 * let through: the others may have moved there.
 *
 * @param folder the id of the folder that could not be read; null: the whole root
 * @param reason for people: which part, and why
 */
public record Gap(@Nullable String folder, String reason) {

  public Gap {
    Objects.requireNonNull(reason, "reason");
  }

  /** The folder that could not be read; empty when it is the whole root. */
  public Optional<String> folderId() {
    return Optional.ofNullable(folder);
  }
}
