package io.kbsync.core.filter;

import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.SourcePath;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What whiteList and blackList cost a listed file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PathMatchingBenchmark {

  private static final int FILES = 1024;
  private static final int IN_FOLDER = 50;

  /** As people write them: nothing, folders by name, and regular expressions beside them. */
  public enum Lists {
    EMPTY("", ""),
    FOLDERS("制度 Reports", "Reports/Drafts"),
    EXPRESSIONS("制度 Reports .*\\.docx .*\\.adoc", ".*/Drafts .*/~\\$.* .*\\.tmp");

    private final PathPatterns white;
    private final PathPatterns black;

    Lists(String white, String black) {
      this.white = PathPatterns.parse(white);
      this.black = PathPatterns.parse(black);
    }
  }

  @Param private Lists lists;

  private final RemoteFile[] files = new RemoteFile[FILES];
  private final SourcePath[] paths = new SourcePath[FILES];
  private PathListFilter filter;
  private int next;

  /** Three folders deep, a folder's files one after the other, as listings show them. */
  @Setup
  public void listing() {
    for (int i = 0; i < FILES; i++) {
      String name = i % 2 == 0 ? "Minutes " + i + ".docx" : "会议纪要 " + i + ".adoc";
      String folder = i / IN_FOLDER % 4 == 0 ? "Drafts" : "Week " + i / IN_FOLDER;
      files[i] =
          RemoteFile.builder(new FileId("space/" + i), name)
              .extension(i % 2 == 0 ? "docx" : "adoc")
              .revision(Revision.of("version", "1"))
              .build();
      paths[i] = new SourcePath("Team", List.of("Reports", "2026", folder, name));
    }
    filter = new PathListFilter(lists.white, lists.black);
  }

  @Benchmark
  public Verdict judge() {
    int file = next++ & (FILES - 1);
    return filter.judge(files[file], paths[file]);
  }
}
