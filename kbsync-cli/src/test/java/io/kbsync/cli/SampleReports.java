package io.kbsync.cli;

import io.kbsync.api.FatalException;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Counts;
import io.kbsync.core.report.SyncReport.Fatal;
import io.kbsync.core.report.SyncReport.Note;
import io.kbsync.core.report.SyncReport.Notes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reports as runs leave them. */
final class SampleReports {

  static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
  private static final Notes NONE = new Notes(0, List.of());

  private SampleReports() {}

  static Notes notes(String... pathsAndReasons) {
    List<Note> entries =
        IntStream.range(0, pathsAndReasons.length / 2)
            .mapToObj(i -> new Note(pathsAndReasons[2 * i], pathsAndReasons[2 * i + 1]))
            .toList();
    return new Notes(entries.size(), entries);
  }

  /** Something of everything. */
  static SyncReport eventful() {
    return new SyncReport(
        "config",
        START,
        START.plusSeconds(95),
        false,
        false,
        new Counts(40, 5, 2, 1, 3, 0, 20, 4, 0, 1_234_567, 7),
        Map.of("blackList entry 'old/'", 3L, "whiteList", 1L),
        notes("Team/clip.mp4", "RAGFlow takes no mp4"),
        notes("Team/a.docx", "the download broke off"),
        NONE,
        NONE,
        notes("Team/b.docx", "25 % of the files are gone"),
        9_000,
        NONE,
        List.of("blackList entry 'nwe/' matched nothing"),
        Map.of("storage.dentries", 7L, "wiki.nodes", 2L),
        Map.of("documents", 30L),
        null,
        false);
  }

  static SyncReport ended(Fatal fatal) {
    return of(NONE, false, fatal);
  }

  static SyncReport rehearsal() {
    return of(NONE, true, null);
  }

  static SyncReport failing(Notes failed) {
    return of(failed, false, null);
  }

  static Fatal quota() {
    return new Fatal(
        FatalException.Kind.QUOTA, "the month's calls are used up", START.plusSeconds(60));
  }

  private static SyncReport of(
      Notes failed, boolean rehearsal, @org.jspecify.annotations.Nullable Fatal fatal) {
    return new SyncReport(
        "config",
        START,
        START.plusSeconds(1),
        false,
        rehearsal,
        new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Map.of(),
        NONE,
        failed,
        NONE,
        NONE,
        NONE,
        0,
        NONE,
        List.of(),
        Map.of(),
        Map.of(),
        fatal,
        false);
  }
}
