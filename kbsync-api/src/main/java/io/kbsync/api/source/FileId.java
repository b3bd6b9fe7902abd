package io.kbsync.api.source;

import java.util.Objects;

/**
 * What a file stays through every rename, move and edit. Unique among all files that sources of one
 * type can ever show, whatever the root or account.
 */
public record FileId(String value) {

  public FileId {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A file id is not empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
