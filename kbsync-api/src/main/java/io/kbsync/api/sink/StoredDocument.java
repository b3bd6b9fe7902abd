package io.kbsync.api.sink;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that stands in the sink.
 *
 * @param id the sink's own name of it
 * @param name what people see
 * @param key what it is, if we put it there; null for the documents of others
 * @param createdAtMillis when the sink received it, in milliseconds of its own clock; of two with
 *     one key the younger goes, unless it alone is searchable. 0: not known
 * @param status whether it can be found
 */
public record StoredDocument(
    DocumentId id,
    String name,
    @Nullable DocumentKey key,
    long createdAtMillis,
    IndexStatus status) {

  public StoredDocument {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
  }

  /** What it is, if we put it there. */
  public Optional<DocumentKey> ownKey() {
    return Optional.ofNullable(key);
  }
}
