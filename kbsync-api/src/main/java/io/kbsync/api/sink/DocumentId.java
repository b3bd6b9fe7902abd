package io.kbsync.api.sink;

import java.util.Objects;

/** The sink's own name of a document. */
public record DocumentId(String value) {

  public DocumentId {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A document id is not empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
