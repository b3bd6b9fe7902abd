package io.kbsync.core.state;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import java.time.Instant;
import java.util.stream.Stream;

/** Files of the root {@code Base}; the document of file {@code a} is {@code doc-a}. */
final class World {

  static final Root ROOT = new Root("root-id", "Base");
  static final Instant NOW = Instant.parse("2026-07-14T09:00:00Z");
  static final Revision FIRST = Revision.of("version", "1");

  private World() {}

  static FileId id(String id) {
    return new FileId(id);
  }

  static DocumentId document(String id) {
    return new DocumentId("doc-" + id);
  }

  static Sighting sighting(String id) {
    return new Sighting(id(id), id + ".txt", "Base/" + id + ".txt", "https://x/" + id, NOW);
  }

  static StoredFile stored(String id) {
    return stored(id, "doc-" + id, FIRST);
  }

  static StoredFile stored(String id, String document, Revision revision) {
    return new StoredFile(
        new DocumentId(document),
        "key-" + document,
        "key-" + document,
        revision,
        "original",
        "original",
        "digest-" + id,
        3,
        false);
  }

  /** A document that would like to be called as its file is. */
  static WantedName wanted(String name) {
    return new WantedName(name, name);
  }

  /** A document that stood in the sink under this name before KBSync came. */
  static StoredFile found(String id, String name) {
    return new StoredFile(
        new DocumentId("doc-" + id), name, "", FIRST, "original", "original", "", 3, true);
  }

  /** The run's listing shows these. */
  static void see(JobState state, long run, String... ids) {
    see(state, run, ROOT, ids);
  }

  static void see(JobState state, long run, Root root, String... ids) {
    state.files().observe(run, root, Stream.of(ids).map(World::sighting).toList());
  }

  /** They are listed by the run, and stand in the sink. */
  static void store(JobState state, long run, String... ids) {
    see(state, run, ids);
    for (String id : ids) {
      state.files().stored(id(id), stored(id), wanted(id + ".txt"), null, NOW);
    }
  }
}
