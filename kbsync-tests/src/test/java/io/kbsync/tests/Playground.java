package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.report.SyncListener;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.ragflow.RagflowDataset;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Both servers, a configuration, and runs of the engine between them, each with a new engine as if
 * the program was started anew. What the engine waits for comes at once.
 */
public final class Playground implements AutoCloseable {

  public final JumpingClock clock = new JumpingClock();
  public final DingTalkSimulator dingTalk;
  public final RagflowSimulator ragflow;

  private final Path folder;
  private final Map<String, String> values = new HashMap<>();
  private SyncListener listener = SyncListener.NONE;
  private Duration firstLook = Duration.ofMillis(20);

  public Playground(Path folder) {
    this(folder, RagflowVersion.V0_27);
  }

  public Playground(Path folder, RagflowVersion version) {
    this(folder, RagflowSimulator.builder().version(version));
  }

  public Playground(Path folder, RagflowSimulator.Builder server) {
    this.folder = folder;
    // Files that changed a day ago: their marks can be trusted.
    this.dingTalk =
        DingTalkSimulator.builder().clock(Clock.offset(clock, Duration.ofDays(-1))).start();
    dingTalk.quirks().set(Quirk.EXPORT_AT_ONCE, true);
    this.ragflow = server.clock(clock).start();
    values.put("job", "promises");
    values.put("sourceType", "DingDing");
    values.put("sinkType", "RagFlow");
    values.put("dingDingApiUrl", dingTalk.apiUrl());
    values.put("dingDingOapiUrl", dingTalk.oapiUrl());
    values.put("dingDingDocsUrl", dingTalk.docsUrl());
    values.put("dingDingClientId", dingTalk.clientId());
    values.put("dingDingClientSecret", dingTalk.clientSecret());
    values.put("dingDingUserId", dingTalk.userId());
    values.put("dingDingSource", "Drive");
    values.put("dingDingRoot", "*");
    values.put("dingDingLogin", "none");
    values.put("dingDingRate", "0");
    values.put("callBudget", "0");
    values.put("ragflowUrl", ragflow.url());
    values.put("ragflowApiKey", "Bearer " + ragflow.apiKey());
    values.put("ragflowDatasetId", ragflow.dataset().id());
  }

  /** Another value for a key of the configuration. */
  public Playground set(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** The value of a key that is set. */
  public String value(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  public JobConfig config() throws Exception {
    return JobConfig.of(values, folder, Connectors.discover(Playground.class.getClassLoader()));
  }

  /** What happens in runs from now on is told to this one. */
  public Playground listen(SyncListener listener) {
    this.listener = listener;
    return this;
  }

  private EngineOptions options() {
    return EngineOptions.defaults(folder.resolve("ledger"))
        .listener(listener)
        .clock(clock)
        .sleeper(clock::jump)
        .firstRetry(Duration.ZERO)
        .firstLook(firstLook);
  }

  public SyncReport run() throws Exception {
    return run(RunOptions.once());
  }

  public SyncReport run(RunOptions run) throws Exception {
    try (SyncEngine engine = engine()) {
      return engine.run(run);
    }
  }

  /** An engine whose roots are chosen; the caller closes it. */
  public SyncEngine engine() throws Exception {
    SyncEngine engine = SyncEngine.open(config(), options());
    try {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      return engine;
    } catch (Exception | Error e) {
      engine.close();
      throw e;
    }
  }

  /** For many runs: how long engines wait before they look how far RAGFlow is. */
  public Playground firstLook(Duration value) {
    firstLook = value;
    return this;
  }

  /** A run in which nothing went wrong. */
  public SyncReport runWell() throws Exception {
    SyncReport report = run();
    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.failed().entries()).isEmpty();
    assertThat(report.notSearchable().entries()).isEmpty();
    assertThat(report.counts().indexing()).isZero();
    return report;
  }

  /** Why a run could not begin, or not go on to its end. */
  public SyncReport.Fatal refusal() throws Exception {
    try {
      return run().fatalEnd().orElseThrow(() -> new AssertionError("Nothing stopped the run"));
    } catch (FatalException e) {
      return new SyncReport.Fatal(e.kind(), e.getMessage(), e.until().orElse(null));
    }
  }

  /** What was asked of the servers so far does not count. */
  public void afterwards() {
    dingTalk.requests().reset();
    ragflow.requests().reset();
  }

  public RagflowDataset dataset() {
    return ragflow.dataset();
  }

  public RagflowDocument document(String name) {
    return dataset()
        .named(name)
        .orElseThrow(() -> new AssertionError("no " + name + " in " + names()));
  }

  public List<String> names() {
    return dataset().documents().stream().map(RagflowDocument::name).sorted().toList();
  }

  /** What a person finds who searches: names and contents of the documents that can be found. */
  public Map<String, String> found() {
    return dataset().documents().stream()
        .filter(RagflowDocument::searchable)
        .collect(Collectors.toMap(RagflowDocument::name, RagflowDocument::sha256));
  }

  /** Where the state of the job lies. */
  public Path stateFolder() {
    return folder.resolve("kbsync-state");
  }

  @Override
  public void close() {
    dingTalk.close();
    ragflow.close();
  }
}
