package io.kbsync.api.sink;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a sink holds.
 *
 * @param documents in no particular order
 * @param next the cursor of the next page; null at the end
 */
public record StoredPage(List<StoredDocument> documents, @Nullable String next) {

  public StoredPage {
    documents = List.copyOf(documents);
  }

  /** Where the next page begins; empty at the end. */
  public Optional<String> cursor() {
    return Optional.ofNullable(next);
  }
}
