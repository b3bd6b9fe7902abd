package io.kbsync.examples.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.EngineOptions;
import io.kbsync.core.RunOptions;
import io.kbsync.core.SyncEngine;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plugin.Connectors;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program's own integration test: its files in a Drive space, its assistant's dataset. */
class HandbookSyncTest {

  @TempDir Path folder;

  private final DingTalkSimulator dingTalk = DingTalkSimulator.builder().start();
  private final RagflowSimulator ragflow = RagflowSimulator.start(RagflowVersion.V0_27);
  private DriveSpace space;
  private Entry leave;

  @BeforeEach
  void aHandbook() {
    space = dingTalk.world().addSpace("Handbook");
    leave = space.root().addFolder("Rules").addFile("leave.md", "Twenty days a year.");
    space.root().addFile("welcome.txt", "Welcome!");
  }

  @AfterEach
  void stop() {
    dingTalk.close();
    ragflow.close();
  }

  @Test
  void what_people_write_today_is_what_the_assistant_reads() throws Exception {
    assertThat(sync().counts().stored()).isEqualTo(2);

    leave.edit("Twenty-five days a year.");
    SyncReport report = sync();

    assertThat(report.counts().replaced()).isEqualTo(1);
    RagflowDocument document = ragflow.dataset().named("leave.md").orElseThrow();
    assertThat(document.content().orElseThrow())
        .asString(UTF_8)
        .isEqualTo("Twenty-five days a year.");
    assertThat(document.searchable()).isTrue();
  }

  @Test
  void a_server_that_is_busy_is_asked_again() throws Exception {
    dingTalk.trouble().throttle("downloadInfo", 1);

    assertThat(sync().counts().stored()).isEqualTo(2);
  }

  private SyncReport sync() throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("job", "handbook");
    values.put("sourceType", "DingDing");
    values.put("sinkType", "RagFlow");
    values.put("dingDingApiUrl", dingTalk.apiUrl());
    values.put("dingDingOapiUrl", dingTalk.oapiUrl());
    values.put("dingDingClientId", dingTalk.clientId());
    values.put("dingDingClientSecret", dingTalk.clientSecret());
    values.put("dingDingUserId", dingTalk.userId());
    values.put("dingDingSource", "Drive");
    values.put("dingDingRoot", "Handbook");
    values.put("ragflowUrl", ragflow.url());
    values.put("ragflowApiKey", "Bearer " + ragflow.apiKey());
    values.put("ragflowDatasetId", RagflowSimulator.DATASET);
    JobConfig config =
        JobConfig.of(values, folder, Connectors.discover(getClass().getClassLoader()));
    try (SyncEngine engine = SyncEngine.open(config, EngineOptions.defaults(folder))) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      return engine.run(RunOptions.once());
    }
  }
}
