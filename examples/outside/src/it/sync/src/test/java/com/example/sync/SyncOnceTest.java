package com.example.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is shipped: in a Java of its own, with nothing but the runtime's jars. */
class SyncOnceTest {

  @TempDir Path folder;

  @Test
  void it_syncs_with_nothing_but_what_it_depends_on() throws Exception {
    try (DingTalkSimulator dingTalk = DingTalkSimulator.builder().start();
        RagflowSimulator ragflow = RagflowSimulator.start(RagflowVersion.V0_27)) {
      DriveSpace space = dingTalk.world().addSpace("Handbook");
      space.root().addFolder("Rules").addFile("leave.md", "Twenty days a year.");
      space.root().addFile("welcome.txt", "Welcome!");

      assertThat(run(config(dingTalk, ragflow))).endsWith("stored 2, failed 0\n");
      assertThat(ragflow.dataset().named("leave.md").orElseThrow().content().orElseThrow())
          .asString(UTF_8)
          .isEqualTo("Twenty days a year.");

      assertThat(run(config(dingTalk, ragflow))).endsWith("stored 0, failed 0\n");
    }
  }

  private Path config(DingTalkSimulator dingTalk, RagflowSimulator ragflow) throws Exception {
    return Files.writeString(
        folder.resolve("config"),
        String.join(
            "\n",
            "sourceType=DingDing",
            "dingDingApiUrl=" + dingTalk.apiUrl(),
            "dingDingOapiUrl=" + dingTalk.oapiUrl(),
            "dingDingClientId=" + dingTalk.clientId(),
            "dingDingClientSecret=" + dingTalk.clientSecret(),
            "dingDingUserId=" + dingTalk.userId(),
            "dingDingSource=Drive",
            "dingDingRoot=Handbook",
            "proxy=none",
            "sinkType=RagFlow",
            "ragflowUrl=" + ragflow.url(),
            "ragflowApiKey=Bearer " + ragflow.apiKey(),
            "ragflowDatasetId=" + RagflowSimulator.DATASET,
            ""));
  }

  private static String run(Path config) throws Exception {
    String classPath =
        Path.of("target", "classes") + File.pathSeparator + System.getProperty("runtime.classpath");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", classPath, SyncOnce.class.getName(), config.toString())
            .redirectErrorStream(true)
            .redirectOutput(config.resolveSibling("output").toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String output = Files.readString(config.resolveSibling("output"));
    assertThat(ended).as("it ends; its output: %s", output).isTrue();
    return output;
  }
}
