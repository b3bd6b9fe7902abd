package io.kbsync.core.plan;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.sink.Target;
import io.kbsync.api.sink.Upload;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.state.FileRow;
import io.kbsync.core.state.StoredFile;
import io.kbsync.core.state.WantedName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What deciding on a listed file costs, by what has become of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final SourcePath PATH =
      new SourcePath("Team", List.of("Reports", "2026", "Minutes.docx"));

  private final Decider decider = new Decider(new Mirror(), new AcceptsAll(), 1L << 30);
  private final ListedFile listed = new ListedFile(file(), PATH);
  private final FileRow unchanged = row("1");
  private final FileRow changed = row("0");

  @Benchmark
  public Decision unchanged() {
    return decider.decide(listed, unchanged, NOW);
  }

  @Benchmark
  public Decision changed() {
    return decider.decide(listed, changed, NOW);
  }

  @Benchmark
  public Decision added() {
    return decider.decide(listed, null, NOW);
  }

  private static RemoteFile file() {
    return RemoteFile.builder(new FileId("space/1"), "Minutes.docx")
        .extension("docx")
        .revision(revision("1"))
        .size(16_384)
        .build();
  }

  /** As DingTalk's uploaded files have it. */
  private static Revision revision(String version) {
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put("version", version);
    marks.put("modifiedTime", "Tue Nov 03 10:00:00 CST 2026");
    return Revision.of(marks);
  }

  private static FileRow row(String version) {
    String original = Rendition.ORIGINAL.id();
    StoredFile stored =
        new StoredFile(
            new DocumentId("d1"),
            "Minutes.docx",
            "",
            revision(version),
            original,
            original,
            "digest",
            16_384,
            false);
    return new FileRow(
        new FileId("space/1"),
        "space",
        "Minutes.docx",
        PATH.toString(),
        null,
        null,
        1,
        stored,
        "Minutes.docx",
        PATH.toString(),
        "Minutes.docx",
        new WantedName("Minutes.docx", "Minutes.docx"),
        false,
        null,
        null,
        null,
        false);
  }

  /** Takes every file; a decision asks for nothing else. */
  private static final class AcceptsAll implements Sink {

    @Override
    public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
      return Optional.empty();
    }

    @Override
    public Target verify() {
      throw new UnsupportedOperationException();
    }

    @Override
    public NameRules nameRules() {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredDocument put(Upload upload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredDocument> find(DocumentKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void label(DocumentId id, Label label, DocumentId keeping) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(DocumentId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredPage documents(String cursor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
