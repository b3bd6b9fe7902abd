package io.kbsync.sink.ragflow;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this server turned out to understand, learned from its answers. Version numbers would be a
 * hint at best: some versions do not tell theirs, and nightly builds lie. Thread-safe.
 */
final class ServerDialect {

  /** From v0.26 on more is an error, with the Go server it silently becomes 10. */
  static final int PAGE_SIZE = 100;

  private volatile boolean updatesByPut;
  private volatile boolean ingests;
  private volatile boolean ignoresIdsFilter;
  private final Set<String> refusedEndings = ConcurrentHashMap.newKeySet();

  /** PUT up to v0.24, PATCH in v0.25.0, both later, PATCH alone with the Go server. */
  boolean updatesByPut() {
    return updatesByPut;
  }

  void updatesByPut(boolean value) {
    this.updatesByPut = value;
  }

  /** Whether the dataset has a pipeline, which {@code chunks} refuses from v0.26.4 on. */
  boolean ingests() {
    return ingests;
  }

  void learnIngest() {
    this.ingests = true;
  }

  /** Whether documents cannot be asked for by a list of ids (up to v0.25.0). */
  boolean ignoresIdsFilter() {
    return ignoresIdsFilter;
  }

  void learnNoIdsFilter() {
    this.ignoresIdsFilter = true;
  }

  /** The server said at an upload that it does not take names with this ending. */
  void learnRefusedEnding(String ending) {
    refusedEndings.add(ending);
  }

  boolean refusedBefore(String ending) {
    return refusedEndings.contains(ending);
  }
}
