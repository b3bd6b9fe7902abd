package io.kbsync.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Uses a sink the way the engine does. */
final class SinkDriver {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Callable<Sink> sink;
  private int keys;

  SinkDriver(Callable<Sink> sink) {
    this.sink = sink;
  }

  /** All that the target holds, each document once. */
  Map<DocumentId, StoredDocument> documents() throws Exception {
    Map<DocumentId, StoredDocument> documents = new LinkedHashMap<>();
    Optional<String> cursor = Optional.empty();
    do {
      StoredPage page = sink.call().documents(cursor.orElse(null));
      for (StoredDocument document : page.documents()) {
        assertThat(documents.put(document.id(), document)).as("listed twice").isNull();
      }
      cursor = page.cursor();
    } while (cursor.isPresent());
    return documents;
  }

  /** The one that the target holds under this id. */
  StoredDocument document(DocumentId id) throws Exception {
    return Optional.ofNullable(documents().get(id))
        .orElseThrow(() -> new AssertionError("The sink does not list " + id));
  }

  DocumentId put(String title, byte[] content) throws Exception {
    return sink.call().put(upload(title, content)).id();
  }

  /** Of a file that no other upload is of. */
  BytesUpload upload(String title, byte[] content) {
    return new BytesUpload(nextKey(), title, content);
  }

  DocumentKey nextKey() {
    String number = "%010x".formatted(++keys);
    return new DocumentKey("0123456789" + number, number, "abcdef0123");
  }

  IndexStatus.State state(Indexing indexing, DocumentId id)
      throws ConnectorException, InterruptedException {
    IndexStatus status = indexing.states(List.of(id)).get(id);
    if (status == null) {
      throw new AssertionError("No state of " + id);
    }
    return status.state();
  }

  /** Asks until waiting longer changes nothing, or the deadline has come. */
  IndexStatus.State settled(Indexing indexing, DocumentId id)
      throws ConnectorException, InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    IndexStatus.State state = state(indexing, id);
    while (!state.settled() && System.nanoTime() < end) {
      Thread.onSpinWait();
      state = state(indexing, id);
    }
    return state;
  }
}
