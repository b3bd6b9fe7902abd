package io.kbsync.testkit.ragflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a simulated server parses. By default a document is done when a list shows it next, with one
 * chunk for each started 1,000 bytes: an empty file has none. A disabled document never gets on.
 * Thread-safe.
 */
public final class Parsing {

  private static final int CHUNK = 1_000;

  private final List<Failure> failures = new ArrayList<>();
  private final List<Predicate<RagflowDocument>> barren = new ArrayList<>();
  private int polls;
  private boolean manual;

  Parsing() {}

  /** Done when a list shows a document next. */
  public Parsing parseAtOnce() {
    return parseAfter(0);
  }

  /** Lists show a document this often as running before it is done. */
  public synchronized Parsing parseAfter(int lists) {
    this.manual = false;
    this.polls = lists;
    return this;
  }

  /** Documents run until {@link RagflowDataset#finish} or {@link RagflowDataset#fail}. */
  public synchronized Parsing parseManually() {
    this.manual = true;
    return this;
  }

  /** Parsing of these documents fails with this message. */
  public synchronized Parsing failWhere(Predicate<RagflowDocument> documents, String message) {
    failures.add(new Failure(documents, message));
    return this;
  }

  /** Parsing of these documents is done without a chunk. */
  public synchronized Parsing emptyWhere(Predicate<RagflowDocument> documents) {
    barren.add(documents);
    return this;
  }

  /** Documents parse without trouble again. */
  public synchronized Parsing withoutTrouble() {
    failures.clear();
    barren.clear();
    return this;
  }

  /** A list is about to show the document; true when its parsing has come to an end by that. */
  synchronized boolean poll(StoredFile file) {
    if (file.run != RunState.RUNNING || !file.enabled || manual || file.polls++ < polls) {
      return false;
    }
    RagflowDocument document = file.snapshot();
    Optional<Failure> failure =
        failures.stream().filter(f -> f.documents().test(document)).findFirst();
    if (failure.isPresent()) {
      file.fail(failure.get().message());
    } else {
      file.finish(barren.stream().anyMatch(b -> b.test(document)) ? 0 : chunks(document));
    }
    return true;
  }

  private static int chunks(RagflowDocument document) {
    return (int) ((document.size() + CHUNK - 1) / CHUNK);
  }

  private record Failure(Predicate<RagflowDocument> documents, String message) {}
}
