package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that want to be more than names: every file arrives, under one that is harmless. */
class HostileNamesTest {

  private static final String ESC = "\u001b";

  private static final List<String> NAMES =
      List.of(
          "../../../etc/cron.d/x.md",
          "..\\..\\windows\\x.md",
          "/absolute.md",
          "C:\\x.md",
          "%2e%2e%2fx.md",
          ESC + "[2J" + ESC + "]0;title\u0007.md",
          "\u009b31mred.md",
          "line\r\nINFO Sync completed.md",
          "null\u0000byte.md",
          "cod\u202egpj.exe.md",
          "\u2066isolated\u2069.md",
          "\u200fright-to-left.md",
          "--once.md",
          "-rf.md",
          "; rm -rf ~ #.md",
          "$(reboot)`reboot`.md",
          "'; DROP TABLE file; --.md",
          "<script>alert(1)</script>.md",
          "\"quoted\".md",
          "....md",
          " .md",
          "  spaced  .md",
          "\u3000\u3000.md",
          "CON.md",
          "con?*|.md",
          "emoji \ud83d\udc80.md",
          "長".repeat(1_400) + ".md",
          "x".repeat(4_096) + ".md");

  @TempDir Path folder;

  private Playground play;

  @BeforeEach
  void servers() {
    play = new Playground(folder).set("dingDingSource", "*");
  }

  @AfterEach
  void stop() {
    play.close();
  }

  /** In files, in the names of folders and of roots. */
  private Map<String, String> fill(Entry top) {
    Map<String, String> contents = new TreeMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Entry parent = i % 3 == 0 ? top.addFolder(NAMES.get(i)) : top;
      String text = "Content " + i + " of " + top.spaceId();
      parent.addFile(NAMES.get(i), text);
      contents.put(text, NAMES.get(i));
    }
    return contents;
  }

  private Map<String, String> arrived() {
    Map<String, String> contents = new TreeMap<>();
    for (RagflowDocument document : play.dataset().documents()) {
      contents.put(new String(document.content().orElseThrow(), UTF_8), document.name());
    }
    return contents;
  }

  @Test
  void every_file_arrives_once_under_a_harmless_name_and_keeps_it() throws Exception {
    Map<String, String> wanted =
        new TreeMap<>(fill(play.dingTalk.world().addSpace("../" + ESC + "[1m Team").root()));
    wanted.putAll(fill(play.dingTalk.world().addKnowledgeBase("--help\u202e").root()));

    SyncReport report = play.runWell();

    Map<String, String> arrived = arrived();
    assertThat(arrived.keySet()).isEqualTo(wanted.keySet());
    assertThat(play.dataset().size()).isEqualTo(wanted.size());
    assertThat(arrived.values())
        .allSatisfy(HostileNamesTest::assertHarmless)
        .doesNotHaveDuplicates();
    assertThat(report.counts().stored()).isEqualTo(wanted.size());
    assertThat(play.runWell().changedAnything()).isFalse();
    assertThat(arrived()).isEqualTo(arrived);
  }

  private static void assertHarmless(String name) {
    assertThat(name).isNotBlank().isEqualTo(name.strip()).endsWith(".md");
    assertThat(name).doesNotContain("/", "\\");
    assertThat(name.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
    assertThat(name.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "...", " ", "   ", "\u3000", "\u202e", "-", "--", "\u0000"})
  void an_online_document_with_hardly_a_name_arrives_too(String title) throws Exception {
    play.dingTalk.world().addKnowledgeBase("Base").root().addDocument(title, Block.paragraph("A."));

    play.runWell();

    assertThat(play.names()).singleElement().asString().endsWith(".docx");
    assertThat(play.runWell().changedAnything()).isFalse();
  }

  @Test
  void nothing_is_written_outside_the_state_and_only_the_owner_may_read_it() throws Exception {
    fill(play.dingTalk.world().addSpace("Team").root());
    Entry large = play.dingTalk.world().addSpace("Large").root();
    large.addFile("../../large.txt", "x".repeat(400 * 1024));

    play.runWell();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("kbsync-state", "ledger");
    }
    try (Stream<Path> files = Files.walk(play.stateFolder())) {
      assertThat(files).hasSizeGreaterThan(3).allSatisfy(HostileNamesTest::assertPrivate);
    }
  }

  private static void assertPrivate(Path file) {
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
