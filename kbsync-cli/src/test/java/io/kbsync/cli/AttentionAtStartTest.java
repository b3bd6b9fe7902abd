package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that needs a person before it can begin. */
class AttentionAtStartTest {

  private static final String CALLED = "A person is needed (quota): onAttention was run";

  private final ScriptedTerminal terminal = ScriptedTerminal.pipe();
  private final DingTalkSimulator dingTalk = DingTalkSimulator.builder().start();
  private final RagflowSimulator ragflow = RagflowSimulator.builder().start();

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void theCallsOfTheMonthAreSpent() throws Exception {
    dingTalk.quirks().monthlyQuota(0);
    config =
        Files.writeString(
            folder.resolve("config"),
            """
            sinkType=RagFlow
            sourceType=DingDing
            ragflowUrl=%s
            ragflowApiKey=Bearer %s
            ragflowDatasetId=%s
            dingDingClientId=%s
            dingDingClientSecret=%s
            dingDingUserId=%s
            dingDingApiUrl=%s
            dingDingOapiUrl=%s
            dingDingDocsUrl=%s
            dingDingSource=Drive
            dingDingRoot=*
            ledgerDir=ledger
            onAttention=true
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
                    dingTalk.docsUrl()));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stopServers() {
    dingTalk.close();
    ragflow.close();
  }

  @Test
  void a_sync_that_cannot_even_begin_calls_for_a_person() {
    int code = Main.run(terminal.program(), "--config", config.toString(), "--once");

    assertThat(code).as(terminal.out()).isEqualTo(4);
    assertThat(terminal.out()).contains(CALLED);
  }

  @Test
  void whoever_only_checks_is_there_already() {
    int code = Main.run(terminal.program(), "check", "--config", config.toString());

    assertThat(code).as(terminal.out()).isEqualTo(4);
    assertThat(terminal.out()).doesNotContain("onAttention was run");
  }
}
