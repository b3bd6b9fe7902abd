package io.kbsync.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that change while their pages are turned, and names that change hands. */
class ListingFaultsTest {

  /** Two pages of 50. */
  private static final int FILES = 60;

  private static final Predicate<SimRequest> SECOND_PAGE =
      request -> request.query("nextToken").isPresent();

  @TempDir Path folder;

  private Playground play;
  private Entry root;
  private Entry full;
  private List<Entry> files;

  @BeforeEach
  void aFolderOfTwoPages() throws Exception {
    play = new Playground(folder).set("dingDingRoot", "Team");
    play.dingTalk.quirks().listAll(Quirks.ListAll.NOT_FOUND);
    root = play.dingTalk.world().addSpace("Team").root();
    full = root.addFolder("Full");
    files =
        IntStream.range(0, FILES).mapToObj(i -> full.addFile("f" + i + ".md", "F " + i)).toList();
    root.addFile("other.md", "Other.");
    play.runWell();
    play.afterwards();
  }

  @AfterEach
  void stop() {
    play.close();
  }

  private void assertEverythingIsStillThere() {
    assertThat(play.found()).hasSize(FILES + 1);
    assertThat(play.ragflow.requests().count("documents.delete")).isZero();
    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
  }

  private static Fault refusedToken() {
    return Fault.answer(
        SimResponse.json(
            400, Map.of("code", "paramError", "message", "nextToken", "requestid", "0")));
  }

  @Test
  void a_page_token_that_is_refused_once_makes_the_folder_be_read_anew() throws Exception {
    play.dingTalk.faults().on("dentries.list").when(SECOND_PAGE).next(1).inject(refusedToken());

    SyncReport report = play.runWell();

    assertThat(play.dingTalk.faults().injected()).isEqualTo(1);
    assertThat(report.counts().unchanged()).isEqualTo(FILES + 1);
    assertEverythingIsStillThere();
  }

  @Test
  void a_page_token_that_is_always_refused_leaves_a_gap_and_removes_nothing() throws Exception {
    play.dingTalk.faults().on("dentries.list").when(SECOND_PAGE).inject(refusedToken());
    files.get(0).delete();

    SyncReport report = play.run();

    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.path()).isEqualTo("Team/Full"));
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.HELD_BACK);
    assertEverythingIsStillThere();
    play.dingTalk.faults().clear();
    play.runWell();
    assertThat(play.found()).hasSize(FILES).doesNotContainKey("f0.md");
  }

  @Test
  void a_page_that_comes_again_is_read_once_and_what_it_hid_is_not_removed() throws Exception {
    // The first page in place of the second, its token included: it leads to itself.
    play.dingTalk.faults().on("dentries.list").when(SECOND_PAGE).inject(Fault.answer(firstPage()));

    SyncReport report = play.run();

    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.HELD_BACK);
    assertThat(report.failed().entries().get(0).reason()).contains("not a full list");
    assertThat(play.dingTalk.requests().count("dentries.list")).isLessThanOrEqualTo(5);
    assertEverythingIsStillThere();
    play.dingTalk.faults().clear();
    play.runWell();
    assertEverythingIsStillThere();
  }

  private SimResponse firstPage() {
    return SimResponse.json(
        200,
        Map.of(
            "dentries",
            files.subList(0, 50).stream()
                .map(
                    file ->
                        Map.of(
                            "id", file.dentryId(),
                            "spaceId", file.spaceId(),
                            "type", "FILE",
                            "name", file.name(),
                            "version", 1,
                            "uuid", file.uuid(),
                            "storageDriver", "DINGTALK"))
                .toList(),
            "nextToken",
            "ZnJvbTo1MA=="));
  }

  @Test
  void files_that_a_knowledge_base_lists_twice_are_stored_once() throws Exception {
    Entry handbook = play.dingTalk.world().addKnowledgeBase("Handbook").root();
    IntStream.range(0, FILES).forEach(i -> handbook.addFile("page" + i + ".md", "Page " + i));
    play.dingTalk.quirks().set(Quirk.REPEATED_NODES, true);
    play.set("dingDingSource", "KnowledgeBase Drive").set("dingDingRoot", "*");

    play.runWell();

    assertThat(play.found()).hasSize(FILES + FILES + 1);
    assertThat(play.dataset().size()).isEqualTo(FILES + FILES + 1);
    assertThat(play.ragflow.requests().count("documents.upload")).isEqualTo(FILES);
  }

  @Test
  void a_file_that_goes_while_pages_are_turned_hides_another_and_that_one_stays() throws Exception {
    // All later files move up by one: the 51st comes to the page that was read already.
    play.dingTalk
        .faults()
        .on("dentries.list")
        .when(SECOND_PAGE)
        .next(1)
        .inject(Fault.before(() -> files.get(0).delete()));

    play.run();

    assertThat(play.dingTalk.faults().injected()).isEqualTo(1);
    assertThat(play.found()).containsKey("f50.md").hasSizeGreaterThanOrEqualTo(FILES);
    play.runWell();
    assertThat(play.found()).hasSize(FILES).containsKey("f50.md").doesNotContainKey("f0.md");
    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
  }

  @Test
  void a_file_that_moves_into_a_folder_that_was_read_already_stays() throws Exception {
    Entry late = root.addFolder("Late");
    Entry moving = late.addFile("moving.md", "Moving.");
    play.runWell();
    play.afterwards();
    play.dingTalk
        .faults()
        .on("dentries.list")
        .when(request -> request.query("parentId").filter(late.dentryId()::equals).isPresent())
        .next(1)
        .inject(Fault.before(() -> moving.moveTo(full)));

    play.run();

    assertThat(play.dingTalk.faults().injected()).isEqualTo(1);
    assertThat(play.found()).containsKey("moving.md").hasSize(FILES + 2);
    play.runWell();
    assertThat(play.document("moving.md").metadata())
        .containsEntry("kbsync_path", "Team/Full/moving.md");
    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
    assertThat(play.ragflow.requests().count("documents.delete")).isZero();
  }

  @Test
  void a_renamed_folder_costs_labels_and_no_transfer() throws Exception {
    List<String> ids = play.dataset().documents().stream().map(RagflowDocument::id).toList();

    full.rename("Fuller");
    SyncReport report = play.runWell();

    assertThat(report.counts().relabelled()).isEqualTo(FILES);
    assertThat(play.dingTalk.requests().count("downloadInfo")).isZero();
    assertThat(play.ragflow.requests().count("documents.parse")).isZero();
    assertEverythingIsStillThere();
    assertThat(play.dataset().documents()).extracting(RagflowDocument::id).isEqualTo(ids);
    assertThat(play.document("f7.md").metadata()).containsEntry("kbsync_path", "Team/Fuller/f7.md");
  }

  @Test
  void the_same_name_in_two_cases_makes_two_documents_that_keep_their_names() throws Exception {
    Entry small = root.addFile("report.md", "Small.");
    Entry large = root.addFile("REPORT.md", "Large.");

    play.runWell();

    Map<String, String> names = play.found();
    assertThat(names).hasSize(FILES + 3);
    assertThat(contents()).contains("Small.", "Large.");
    small.edit("Smaller.");
    large.edit("Larger.");
    play.runWell();
    assertThat(play.found().keySet()).isEqualTo(names.keySet());
    assertThat(contents()).contains("Smaller.", "Larger.").doesNotContain("Small.", "Large.");
    assertThat(play.runWell().changedAnything()).isFalse();
  }

  private List<String> contents() {
    return play.dataset().documents().stream()
        .map(document -> new String(document.content().orElseThrow(), UTF_8))
        .toList();
  }

  @Test
  void a_rename_onto_the_name_of_a_removed_file_keeps_the_renamed_document() throws Exception {
    String document = play.document("f2.md").id();

    files.get(1).delete();
    files.get(2).rename("f1.md");
    play.runWell();
    play.runWell();

    assertThat(play.document("f1.md").id()).isEqualTo(document);
    assertThat(play.found()).hasSize(FILES).doesNotContainKey("f2.md");
    assertThat(play.ragflow.requests().count("documents.upload")).isZero();
  }

  @Test
  void two_files_that_swap_their_names_while_one_changes_keep_their_documents() throws Exception {
    files.get(3).rename("f4.md");
    files.get(4).rename("f3.md");
    files.get(4).edit("Was four.");

    play.runWell();

    assertThat(text("f4.md")).isEqualTo("F 3");
    assertThat(text("f3.md")).isEqualTo("Was four.");
    assertThat(play.dataset().size()).isEqualTo(FILES + 1);
  }

  private String text(String name) {
    return new String(play.document(name).content().orElseThrow(), UTF_8);
  }
}
