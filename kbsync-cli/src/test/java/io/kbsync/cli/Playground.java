package io.kbsync.cli;

import io.kbsync.testkit.dingtalk.DingTalkSimulator;
import io.kbsync.testkit.dingtalk.SampleWorld;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A folder with nothing in it but the program and a configuration, and the servers it names. */
final class Playground implements AutoCloseable {

  static final int UPLOADED_FILES = 9;

  final DingTalkSimulator dingTalk =
      DingTalkSimulator.builder()
          .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))
          .start();
  final RagflowSimulator ragflow = RagflowSimulator.builder().start();
  final SampleWorld world = SampleWorld.fill(dingTalk.world());

  private final Path folder;
  private String display = "";
  private final List<RunningProgram> programs = new ArrayList<>();

  Playground(Path folder) throws IOException {
    this.folder = folder;
    Files.copy(
        Path.of("target", "KBSync"), folder.resolve("KBSync"), StandardCopyOption.COPY_ATTRIBUTES);
    writeConfig(
        """
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
        dingDingApiUrl=%s
        dingDingOapiUrl=%s
        dingDingDocsUrl=%s
        dingDingLogin=none
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
                dingTalk.docsUrl()));
  }

  Path folder() {
    return folder;
  }

  /** Replaces the configuration. */
  void writeConfig(String text) throws IOException {
    Path config = Files.writeString(folder.resolve("config"), text);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  /** A later line overrides nothing: the key must not be there yet. */
  void addToConfig(String line) throws IOException {
    Files.writeString(folder.resolve("config"), line + "\n", StandardOpenOption.APPEND);
  }

  /** Changes the value of a key that is there. */
  void setInConfig(String key, String value) throws IOException {
    Path config = folder.resolve("config");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceAll("(?m)^" + key + "=.*$", key + "=" + value));
  }

  /** Leaves {@link #UPLOADED_FILES} files: an export takes DingTalk, and so a test, its seconds. */
  Playground withoutOnlineDocuments() throws IOException {
    setInConfig("blackList", ".*\\\\.adoc .*\\\\.axls .*\\\\.amind");
    return this;
  }

  /** Starts {@code ./KBSync ARGUMENTS} in the folder; its standard input is empty. */
  RunningProgram start(String... arguments) throws IOException {
    RunningProgram program = startWithInput(arguments);
    program.endInput();
    return program;
  }

  /** The same, with an input that the test writes. */
  RunningProgram startWithInput(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./KBSync"));
    command.addAll(List.of(arguments));
    return startCommand(command);
  }

  /** The same on a terminal of its own, on which the test types. */
  RunningProgram startOnTerminal(String arguments) throws IOException {
    return startCommand(List.of("script", "-qfec", "./KBSync " + arguments, "/dev/null"));
  }

  /** A program that starts from now on finds this screen; without it, there is none. */
  Playground screen(String display) {
    this.display = display;
    return this;
  }

  private RunningProgram startCommand(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(Set.of("DISPLAY", "WAYLAND_DISPLAY"));
    if (!display.isEmpty()) {
      builder.environment().put("DISPLAY", display);
    }
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("XDG_CACHE_HOME", Path.of("target", "cache").toAbsolutePath().toString());
    RunningProgram program = RunningProgram.start(builder);
    programs.add(program);
    return program;
  }

  /** Syncs everything there is, once, and gives the ended program. */
  RunningProgram syncAll(String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--config", "config", "--once", "--source", "KnowledgeBase Drive", "--root", "*"));
    arguments.addAll(List.of(more));
    RunningProgram program = start(arguments.toArray(new String[0]));
    program.exitCode();
    return program;
  }

  @Override
  public void close() {
    programs.forEach(RunningProgram::kill);
    dingTalk.close();
    ragflow.close();
  }
}
