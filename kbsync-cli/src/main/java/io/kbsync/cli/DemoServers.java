package io.kbsync.cli;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.SampleWorld;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A small organisation in a played DingTalk, and an empty dataset in a played RAGFlow. */
final class DemoServers implements AutoCloseable {

  /** The value of {@code --source} for everything there is. */
  static final String KINDS = "KnowledgeBase Drive";

  /** Files that were changed a moment ago would be looked at once more by the next sync. */
  private static final Duration AGE_OF_FILES = Duration.ofDays(1);

  private final DingTalkSimulator dingTalk;
  private final RagflowSimulator ragflow;
  private final SampleWorld world;

  private DemoServers(DingTalkSimulator dingTalk, RagflowSimulator ragflow) {
    this.dingTalk = dingTalk;
    this.ragflow = ragflow;
    this.world = SampleWorld.fill(dingTalk.world());
  }

  static DemoServers start() {
    Clock yesterday = Clock.offset(Clock.systemUTC(), AGE_OF_FILES.negated());
    return new DemoServers(
        DingTalkSimulator.builder().clock(yesterday).start(), RagflowSimulator.builder().start());
  }

  /** A configuration as people write it, but for the addresses. */
  Path writeConfig(Path folder) throws IOException {
    String text =
        """
        # Which files: empty lists mean all of them.
        whiteList=
        blackList=
        sinkType=RagFlow
        sourceType=DingDing
        ragflowUrl=%s
        ragflowApiKey=Bearer %s
        ragflowDatasetId=%s
        dingDingClientId=%s
        dingDingClientSecret=%s
        dingDingUserId=%s
        # Where this demo plays DingTalk; without these lines, DingTalk's own addresses hold.
        dingDingApiUrl=%s
        dingDingOapiUrl=%s
        dingDingDocsUrl=%s
        # What only a browser could fetch is skipped.
        dingDingLogin=none
        # The calls of this demo are counted here.
        ledgerDir=ledger
        """
            .formatted(
                ragflow.url(),
                ragflow.apiKey(),
                ragflow.dataset().id(),
                dingTalk.clientId(),
                dingTalk.clientSecret(),
                dingTalk.userId(),
                dingTalk.apiUrl(),
                dingTalk.oapiUrl(),
                dingTalk.docsUrl());
    Path config = Files.writeString(folder.resolve("config"), text);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    return config;
  }

  /** What a day of work does. */
  void change() {
    world.change();
  }

  /** The names of the documents in the dataset, sorted. */
  List<String> documents() {
    return ragflow.dataset().documents().stream().map(RagflowDocument::name).sorted().toList();
  }

  @Override
  public void close() {
    dingTalk.close();
    ragflow.close();
  }
}
