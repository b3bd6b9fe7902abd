package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DentryIdsTest {

  private final Simulated simulated = new Simulated();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private final Path file = simulated.workDirectory.resolve("dentry-ids");

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  private void fetch(String name) throws Exception {
    RemoteFile listed = simulated.list(base).file(name);
    assertThat(simulated.fetch(listed).text()).isEqualTo(name);
  }

  private int asked() {
    return simulated.dingTalk.requests().count("queryDentryId");
  }

  static Stream<byte[]> damages() {
    return Stream.of("{\"node\":\"a", "null\n", "{}\n", "[7]\n", "one\ttwo\tthree\n", "\0\0\0")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .flatMap(text -> Stream.of(text, new byte[] {(byte) 0xff, (byte) 0xc3}));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_damaged_line_costs_no_other_one(byte[] damage) throws Exception {
    base.root().addFile("a.pdf", "a.pdf");
    base.root().addFile("b.pdf", "b.pdf");
    fetch("a.pdf");
    Files.write(file, damage, StandardOpenOption.APPEND);
    simulated.restart();
    fetch("b.pdf");
    simulated.restart();
    fetch("a.pdf");
    fetch("b.pdf");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void a_place_that_was_wrong_is_asked_for_again_by_the_next_process() throws Exception {
    base.root().addFile("a.pdf", "a.pdf");
    fetch("a.pdf");
    simulated.dingTalk.trouble().fail("downloadInfo", 1, 404, "dentryNotExist", "no");
    assertThatThrownBy(() -> fetch("a.pdf")).hasMessageContaining("no longer there");
    simulated.restart();
    fetch("a.pdf");
    simulated.restart();
    fetch("a.pdf");
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void the_file_is_its_owners_alone_even_where_it_was_not() throws Exception {
    base.root().addFile("a.pdf", "a.pdf");
    fetch("a.pdf");
    assertThat(permissions()).isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    simulated.restart();
    fetch("a.pdf");
    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void ids_of_any_characters_are_found_again() {
    DentryIds.Line line = new DentryIds.Line("a\tb\n\"c", "空间", "\u2028");
    KeptLines kept = new KeptLines(file);
    kept.read();
    kept.add(DentryIds.JSON.toJson(line));
    assertThat(new KeptLines(file).read())
        .singleElement()
        .satisfies(text -> assertThat(DentryIds.JSON.fromJson(text)).isEqualTo(line));
  }

  @Test
  void a_file_that_cannot_be_read_or_written_costs_calls_and_nothing_else() throws Exception {
    Files.createDirectories(file);
    base.root().addFile("a.pdf", "a.pdf");
    fetch("a.pdf");
    fetch("a.pdf");
    assertThat(asked()).isEqualTo(1);
    simulated.restart();
    fetch("a.pdf");
    assertThat(asked()).isEqualTo(2);
  }

  private String permissions() throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
