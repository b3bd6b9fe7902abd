package io.kbsync.sink.ragflow;

import io.kbsync.api.source.FileId;
import io.kbsync.core.plan.DocumentNames;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a new file's names cost, with the rules of RAGFlow. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameAssignmentBenchmark {

  private static final FileId FILE = new FileId("b2af7c4c56f5/11f0a3d7");

  private final DocumentNames names = new DocumentNames(new RagflowNames(TypeMap.DEFAULT));

  @Param({"file-0000001.txt", "会议纪要 2026 年 11 月.docx", "Résumé of the Łódź office.log"})
  private String name;

  /** The names that a file would like, the best first. */
  @Benchmark
  public List<String> candidates() {
    return names.candidates(name, "Team/Reports/" + name, FILE);
  }

  /** What makes RAGFlow take two names for equal. */
  @Benchmark
  public String sameKey() {
    return names.sameKey(name);
  }
}
