package io.kbsync.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program writes anywhere holds no secret, and nothing that a terminal would obey. */
class HarmlessOutputIT {

  private static final String ESC = "\u001b";

  @TempDir private Path folder;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  @Test
  void no_secret_token_or_signature_stands_in_anything_that_is_written()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("logFile=sync.log");
      secrets.add(ground.dingTalk.clientSecret());
      secrets.add(ground.ragflow.apiKey().substring("ragflow-".length() + 4));
      ground.dingTalk.faults().onAny().when(this::collect).inject(Fault.reset());
      breakEveryCallOnce(ground);

      RunningProgram program = ground.syncAll("-vv", "--log-time", "--report", "report.json");

      assertThat(program.out()).contains("DEBUG", "Stored: ");
      assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
      List<String> written = new ArrayList<>(List.of(program.out(), program.err()));
      written.addAll(filesBelow(folder));
      for (String secret : secrets) {
        assertThat(written).noneMatch(text -> text.contains(secret));
      }
    }
  }

  private static void breakEveryCallOnce(Playground ground) {
    for (String call : List.of("token", "user", "drive.spaces", "nodes", "dentries.list")) {
      ground.dingTalk.faults().on(call).next(1).inject(Fault.status(502));
      ground.dingTalk.trouble().refuseToken(call, 1);
    }
    ground.dingTalk.faults().on("downloadInfo").next(1).inject(Fault.truncated());
    ground.dingTalk.faults().on("download").next(1).inject(Fault.resetInBody());
    ground.dingTalk.faults().on("download").next(1).inject(Fault.status(403));
    ground.ragflow.faults().on("datasets.list").next(1).inject(Fault.reset());
    ground.ragflow.faults().on("documents.upload").next(1).inject(Fault.unanswered());
    ground.ragflow.faults().on("documents.update").next(1).inject(Fault.status(500));
  }

  /** Takes a note of the secrets in a request; never makes it fail. */
  private boolean collect(SimRequest request) {
    request.header("x-acs-dingtalk-access-token").ifPresent(secrets::add);
    request.query("access_token").ifPresent(secrets::add);
    request.query("Signature").ifPresent(secrets::add);
    request
        .header("Authorization")
        .map(value -> value.substring(value.indexOf(':') + 1))
        .ifPresent(secrets::add);
    return false;
  }

  /** All but the configuration, which is a person's, and the program itself. */
  private static List<String> filesBelow(Path top) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!List.of("config", "KBSync").contains(file.getFileName().toString())) {
          contents.add(Files.readString(file, ISO_8859_1));
        }
      }
    }
    assertThat(contents).hasSizeGreaterThanOrEqualTo(4);
    return contents;
  }

  @Test
  void no_name_reaches_a_terminal_a_log_or_a_report_as_a_command()
      throws IOException, InterruptedException {
    try (Playground ground = new Playground(folder).withoutOnlineDocuments()) {
      ground.addToConfig("logFile=sync.log");
      Entry root = ground.dingTalk.world().addSpace(ESC + "[31mRed\r\nINFO faked").root();
      Entry below = root.addFolder(ESC + "]0;title\u0007");
      below.addFile("clear" + ESC + "[2J.md", "A.");
      below.addFile("turned\u202egpj.md", "B.");
      below.addFile("two\nERROR lines.md", "C.");
      below.addFile("csi\u009b2J.exe", "D.");
      below.addFile("x".repeat(4_000) + ".md", "E.");
      below.addFile("broken" + ESC + "c.md", "F.");
      ground.ragflow.parsing().failWhere(d -> d.name().startsWith("broken"), ESC + "[41mno model");

      RunningProgram program = ground.syncAll("-vv", "--report", "report.json");

      assertThat(program.exitCode()).as(program.everything()).isEqualTo(1);
      assertThat(ground.ragflow.dataset().size()).isEqualTo(Playground.UPLOADED_FILES + 5);
      String report = Files.readString(folder.resolve("report.json"));
      assertThat(report).contains("broken\\u001bc.md");
      for (String text :
          List.of(program.out(), program.err(), Files.readString(folder.resolve("sync.log")))) {
        assertHarmless(text);
        assertThat(text.lines()).noneMatch(line -> line.startsWith("INFO faked"));
        assertThat(text.lines()).noneMatch(line -> line.startsWith("ERROR lines"));
      }
      assertHarmless(report);
    }
  }

  private static void assertHarmless(String text) {
    assertThat(text.codePoints().filter(HarmlessOutputIT::acts).mapToObj(Integer::toHexString))
        .isEmpty();
  }

  private static boolean acts(int c) {
    return (Character.isISOControl(c) && c != '\n')
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
