package io.kbsync.source.dingtalk;

import static io.kbsync.api.source.Revision.Comparison.SAME;
import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import io.kbsync.source.dingtalk.Simulated.Tree;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriveTest {

  private final Simulated simulated = new Simulated();
  private final DriveSpace space = simulated.dingTalk.world().addSpace("Files");

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void a_file_says_all_that_dingtalk_says() throws Exception {
    Entry entry = space.root().addFolder("F").addFile("a.txt", "hello");
    Tree tree = simulated.list(space);
    RemoteFile file = tree.file("a.txt");
    assertThat(file.id().value()).isEqualTo(space.id() + "/" + entry.dentryId());
    assertThat(file.parentId()).contains(tree.folder("F").id());
    assertThat(file.revision().marks())
        .containsEntry("version", "1")
        .containsEntry("modifiedSecond", "2026-11-24T08:00:00Z");
    assertThat(file.modifiedAt()).contains(Instant.parse("2026-11-24T08:00:00Z"));
    assertThat(file.settled()).isTrue();
    assertThat(file.size()).hasValue(5);
    assertThat(file.extension()).contains("txt");
    assertThat(file.webUrl()).contains(simulated.dingTalk.docsUrl() + "/i/nodes/" + entry.uuid());
    assertThat(file.renditions()).containsExactly(Rendition.ORIGINAL);
    assertThat(file.lane()).isEqualTo("files");
    assertThat(file.attributes())
        .isEqualTo(
            Map.of(
                "spaceId", space.id(),
                "dentryId", entry.dentryId(),
                "uuid", entry.uuid(),
                "storageDriver", "DINGTALK"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docx", "xlsx", "pptx"})
  void office_files_made_in_drive_download_like_any_other(String extension) throws Exception {
    byte[] content = ("PK made in Drive: " + extension).getBytes(StandardCharsets.UTF_8);
    space.root().addFile("Plan." + extension, content);
    RemoteFile file = simulated.list(space).file("Plan." + extension);
    assertThat(file.renditions()).containsExactly(Rendition.ORIGINAL);
    assertThat(simulated.fetch(file).bytes()).isEqualTo(content);
  }

  @Test
  void the_storage_driver_decides_not_the_extension() throws Exception {
    space.root().addFile("uploaded.adoc", "just bytes");
    space.root().addDocument("Written here");
    Tree tree = simulated.list(space);
    assertThat(tree.file("uploaded.adoc").renditions()).containsExactly(Rendition.ORIGINAL);
    assertThat(simulated.fetch(tree.file("uploaded.adoc")).text()).isEqualTo("just bytes");
    RemoteFile online = tree.file("Written here.adoc");
    assertThat(online.renditions()).extracting(Rendition::id).containsExactly("docx", "md");
    assertThat(online.lane()).isEqualTo("export");
    assertThat(online.settled()).isFalse();
  }

  @Test
  void a_drawing_whose_exports_cannot_be_compared_is_settled_once_its_mark_is_old()
      throws Exception {
    space.root().addOnline(OnlineKind.ADRAW, "Drawing");
    assertThat(simulated.list(space).file("Drawing.adraw").settled()).isFalse();
    simulated.clock.advance(Duration.ofMinutes(4));
    assertThat(simulated.list(space).file("Drawing.adraw").settled()).isTrue();
  }

  @Test
  void a_listing_costs_its_pages_and_a_file_one_call() throws Exception {
    for (int i = 0; i < 120; i++) {
      space.root().addFile(i + ".txt", "content " + i);
    }
    space.root().addFolder("Empty");
    Tree tree = simulated.list(space);
    assertThat(tree.files()).hasSize(120);
    assertThat(simulated.calls.counted()).isEqualTo(4); // 3 pages of the root, 1 of the folder
    for (int i = 0; i < 10; i++) {
      simulated.fetch(tree.files().get(i));
    }
    assertThat(simulated.calls.counted()).isEqualTo(14);
    assertThat(simulated.dingTalk.callsCounted()).isEqualTo(14);
  }

  @Test
  void ten_thousand_files_in_one_folder_are_listed_page_by_page() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      space.root().addFile("f" + i, "");
    }
    assertThat(simulated.list(space).files()).hasSize(10_000);
    assertThat(simulated.calls.counted()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Quirks.StorageDates.class)
  void every_date_form_is_read_and_the_mark_says_how_exact_it_is(Quirks.StorageDates form)
      throws Exception {
    simulated.dingTalk.quirks().storageDates(form);
    simulated.clock.advance(Duration.ofSeconds(28));
    space.root().addFile("a.txt", "a");
    RemoteFile file = simulated.list(space).file("a.txt");
    assertThat(file.modifiedAt())
        .contains(
            Instant.parse(
                form == Quirks.StorageDates.ISO_MINUTES
                    ? "2026-11-24T08:00:00Z"
                    : "2026-11-24T08:00:28Z"));
    assertThat(file.revision().marks())
        .isEqualTo(
            form == Quirks.StorageDates.ISO_MINUTES
                ? Map.of("version", "1", "modifiedMinute", "2026-11-24T08:00:00Z")
                : Map.of(
                    "version", "1",
                    "modifiedMinute", "2026-11-24T08:00:00Z",
                    "modifiedSecond", "2026-11-24T08:00:28Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "ISO, JAVA",
    "JAVA, ISO",
    "ISO, ISO_MINUTES",
    "ISO_MINUTES, ISO",
    "JAVA, ISO_MINUTES",
    "ISO_MINUTES, JAVA"
  })
  void a_turn_of_the_way_of_listing_changes_no_file_whatever_form_each_gives_dates(
      Quirks.StorageDates ofWalk, Quirks.StorageDates ofListAll) throws Exception {
    simulated.dingTalk.quirks().storageDates(ofWalk).listAllDates(ofListAll);
    simulated.clock.advance(Duration.ofSeconds(28));
    space.root().addFile("a.txt", "a");

    Revision walked = simulated.list(space).file("a.txt").revision();
    Revision whole = simulated.listAll(space).file("a.txt").revision();

    assertThat(simulated.dingTalk.requests().count("dentries.list")).isEqualTo(1);
    assertThat(simulated.dingTalk.requests().count("dentries.listAll")).isEqualTo(1);
    assertThat(whole.compareTo(walked)).isEqualTo(SAME);
  }

  @Test
  void a_revision_that_was_recorded_with_the_text_of_its_time_is_known_by_its_version()
      throws Exception {
    space.root().addFile("a.txt", "a");
    Revision recorded =
        Revision.of(Map.of("version", "1", "modifiedTime", "Tue Nov 24 16:00:00 CST 2026"));
    assertThat(simulated.list(space).file("a.txt").revision().compareTo(recorded)).isEqualTo(SAME);
  }

  @ParameterizedTest
  @EnumSource(Quirks.LastPage.class)
  void every_mark_of_the_last_page_ends_the_listing(Quirks.LastPage mark) throws Exception {
    simulated.dingTalk.quirks().lastPage(mark);
    for (int i = 0; i < 51; i++) {
      space.root().addFile(i + ".txt", "a");
    }
    assertThat(simulated.list(space).files()).hasSize(51);
    assertThat(simulated.dingTalk.requests().count("dentries.list")).isEqualTo(2);
  }

  @Test
  void deleted_and_expired_entries_are_not_listed() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .inject(
            Fault.answer(
                SimResponse.json(
                    200,
                    Map.of(
                        "dentries",
                        List.of(entry("1", "DELETED"), entry("2", "EXPIRED"), entry("3", "NORMAL")),
                        "nextToken",
                        0))));
    assertThat(simulated.list(space).names()).containsExactly("3");
  }

  @Test
  void entries_without_version_date_or_name_are_files_too() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .inject(
            Fault.answer(
                SimResponse.json(
                    200, Map.of("dentries", List.of(Map.of("id", "7", "type", "FILE"))))));
    RemoteFile file = simulated.list(space).file("7");
    assertThat(file.settled()).isFalse();
    assertThat(file.modifiedAt()).isEmpty();
    assertThat(file.webUrl()).isEmpty();
  }

  @Test
  void an_entry_without_an_id_makes_its_folder_a_gap() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .inject(
            Fault.answer(
                SimResponse.json(
                    200, Map.of("dentries", List.of(Map.of("name", "x"), entry("3", "NORMAL"))))));
    Tree tree = simulated.list(space);
    assertThat(tree.names()).containsExactly("3");
    assertThat(tree.gaps()).hasSize(1);
  }

  @Test
  void shortcuts_are_skipped_with_the_reason_and_not_walked() throws Exception {
    Entry folder = space.root().addFolder("Real");
    folder.addFile("a.txt", "a");
    space.root().addShortcut(folder);
    Tree tree = simulated.list(space);
    assertThat(tree.folders()).hasSize(1);
    assertThat(tree.files()).hasSize(2);
    assertThat(tree.file("Real").skipReason().orElseThrow()).contains("shortcut");
    assertThat(simulated.calls.counted()).isEqualTo(2);
  }

  @Test
  void kinds_without_any_export_are_skipped_before_any_call() throws Exception {
    space.root().addOnline(OnlineKind.AFORM, "Form");
    space.root().addOnline(OnlineKind.AWBD, "Board");
    Tree tree = simulated.list(space);
    assertThat(tree.file("Form.aform").skipReason()).contains("no export for aform");
    assertThat(tree.file("Board.awbd").skipReason()).contains("no export for awbd");
  }

  @Test
  void a_space_that_is_gone_or_denied_ends_the_job() {
    assertFatal(
        () -> simulated.list(new Root("drive/999", "Old")), FatalException.Kind.REFUSED_VALUE);
    space.deny();
    assertFatal(() -> simulated.list(space), FatalException.Kind.PERMISSION);
  }

  @Test
  void a_root_of_another_source_is_refused() {
    assertFatal(() -> simulated.list(new Root("/home/me", "Me")), FatalException.Kind.REFUSED_VALUE)
        .hasMessageContaining("drive/SPACE");
  }

  private static Map<String, Object> entry(String id, String status) {
    return Map.of("id", id, "type", "FILE", "name", id, "version", 1, "status", status);
  }
}
