package io.kbsync.cli;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirks.Export;
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
import java.util.Optional;

/** A small organisation in a played DingTalk, and an empty dataset in a played RAGFlow. */
final class DemoServers implements AutoCloseable {

  /** The value of {@code --source} for everything there is. */
  static final String KINDS = "KnowledgeBase Drive";

  /** Files that were changed a moment ago would be looked at once more by the next sync. */
  private static final Duration AGE_OF_FILES = Duration.ofDays(1);

  private final DingTalkSimulator dingTalk;
  private final RagflowSimulator ragflow;
  private final SampleWorld world;

  private final Optional<Path> browser;
  private final DemoPhone phone;

  private DemoServers(
      DingTalkSimulator dingTalk, RagflowSimulator ragflow, Optional<Path> browser) {
    this.dingTalk = dingTalk;
    this.ragflow = ragflow;
    this.browser = browser;
    this.world = SampleWorld.fill(dingTalk.world());
    this.phone = DemoPhone.of(dingTalk.web());
    if (browser.isPresent()) {
      needBrowser();
    }
  }

  /**
   * Starts them.
   *
   * @param browser what the sync may use; without one, the Open API has to give what it can
   */
  static DemoServers start(Optional<Path> browser) {
    Clock yesterday = Clock.offset(Clock.systemUTC(), AGE_OF_FILES.negated());
    return new DemoServers(
        DingTalkSimulator.builder().clock(yesterday).start(),
        RagflowSimulator.builder().start(),
        browser);
  }

  /** As in most organisations. */
  private void needBrowser() {
    dingTalk.quirks().export(Export.NOT_FOUND).revoke(Permission.WORKSPACE_DOCUMENT);
    world.addDrawings();
  }

  private String browserLines() {
    return browser
        .map(
            program ->
                """
                # The browser works without a screen and without rests; somebody scans the code.
                chromePath=%s
                chromeHeadless=true
                browserPause=0s
                loginWait=2m"""
                    .formatted(program))
        .orElse(
            """
            # What only a browser could fetch is skipped.
            dingDingLogin=none""");
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
        %s
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
                dingTalk.docsUrl(),
                browserLines());
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
    phone.close();
    dingTalk.close();
    ragflow.close();
  }
}
