package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Label;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowVersion;
import io.kbsync.testkit.ragflow.RunState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RagflowLabelsTest extends RagflowFixture {

  private List<String> updatesSent() {
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    ragflow
        .faults()
        .on("documents.update")
        .when(
            request -> {
              bodies.add(request.bodyText());
              return false;
            })
        .inject(Fault.reset());
    return bodies;
  }

  @ParameterizedTest
  @EnumSource
  void the_way_to_update_is_found_once(RagflowVersion version) throws Exception {
    start(version);
    DocumentId id = put(1, "plan.txt");
    ragflow.requests().reset();
    sink.label(id, new Label("plan.txt", OURS), null);
    int first = ragflow.requests().total();
    sink.label(id, new Label("plan 2.txt", OURS), null);
    assertThat(first).isEqualTo(List.of(V0_20, V0_24).contains(version) ? 2 : 1);
    assertThat(ragflow.requests().total()).isEqualTo(first + 1);
    assertThat(document(id).name()).isEqualTo("plan 2.txt");
  }

  @ParameterizedTest
  @EnumSource
  void a_renamed_document_keeps_its_chunks_and_its_key(RagflowVersion version) throws Exception {
    start(version);
    DocumentId id = labelled(1, "plan.txt");
    ragflow.dataset().finish(id.value(), 7);
    sink.label(id, new Label("renamed.txt", OURS), id);
    assertThat(document(id).chunkCount()).isEqualTo(7);
    assertThat(document(id).run()).isEqualTo(RunState.DONE);
    assertThat(document(id).location()).startsWith(TestUpload.KEY.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_24", "V0_25", "V0_27"})
  void a_successor_takes_over_what_people_set(RagflowVersion version) throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(old.value(), Map.of("kbsync_path", "x", "level", 5, "by", "Li"));
    ragflow.dataset().setParser(old.value(), "qa", Map.of("chunk_token_num", 64));
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label("plan (new).txt", OURS), old);
    assertThat(document(next).chunkMethod()).isEqualTo("qa");
    assertThat(document(next).parserConfig().get("chunk_token_num").toString()).startsWith("64");
    assertThat(document(next).metadata())
        .containsEntry("by", "Li")
        .containsEntry("kbsync_path", "Base/plan.txt");
  }

  @Test
  void whole_numbers_in_metadata_stay_whole() throws Exception {
    start(V0_27);
    DocumentId id = labelled(1, "plan.txt");
    ragflow
        .faults()
        .on("documents.list")
        .next(1)
        .inject(
            says(
                200,
                0,
                "",
                Map.of(
                    "total",
                    1,
                    "docs",
                    List.of(
                        Map.of(
                            "id", id.value(),
                            "name", "plan.txt",
                            "meta_fields", Map.of("level", 5, "share", 0.5, "on", true))))));
    List<String> sent = updatesSent();
    sink.label(id, new Label("plan.txt", OURS), id);
    assertThat(sent.get(0)).containsPattern("\"level\":5[,}]").contains("\"share\":0.5");
  }

  @Test
  void a_second_hand_over_changes_no_parser_again() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setParser(old.value(), "qa", Map.of("chunk_token_num", 64));
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label("plan 2.txt", OURS), old);
    ragflow.dataset().finish(next.value(), 3);
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(document(next).chunkCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_25", "V0_27"})
  void settings_that_a_newer_server_does_not_know_are_left_out(RagflowVersion version)
      throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow
        .dataset()
        .setParser(old.value(), "qa", Map.of("chunk_token_num", 64, "retired", 1, "older", 2));
    ragflow.refuseSettings("retired", "older");
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(document(next).chunkMethod()).isEqualTo("qa");
    assertThat(document(next).parserConfig())
        .containsKey("chunk_token_num")
        .doesNotContainKeys("retired", "older");
  }

  @Test
  void settings_that_were_all_refused_are_not_sent_again() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setParser(old.value(), "naive", Map.of("retired", 1));
    ragflow.refuseSettings("retired");
    DocumentId next = put(2, "plan.txt");
    List<String> sent = updatesSent();
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(sent).filteredOn(body -> body.contains("parser_config")).hasSize(1);
  }

  @Test
  void settings_wait_for_a_server_that_is_in_trouble() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setParser(old.value(), "qa", Map.of());
    DocumentId next = put(2, "plan.txt");
    Label label = new Label("plan 2.txt", OURS);
    ragflow
        .faults()
        .on("documents.update")
        .next(1)
        .inject(says(200, 100, "OperationalError(2013, 'Lost connection')", null));
    assertThatThrownBy(() -> sink.label(next, label, old)).isInstanceOf(RetriableException.class);
    sink.label(next, label, old);
    assertThat(document(next).chunkMethod()).isEqualTo("qa");
  }

  @Test
  void what_is_parsed_already_keeps_its_chunks_whatever_people_set_since() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    DocumentId next = put(2, "plan.txt");
    ragflow.dataset().finish(next.value(), 3);
    ragflow.dataset().setParser(old.value(), "qa", Map.of());
    ragflow.dataset().enable(old.value(), false);
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(document(next).chunkCount()).isEqualTo(3);
    assertThat(document(next).enabled()).isFalse();
  }

  @Test
  void settings_that_do_not_differ_are_never_sent() throws Exception {
    start(V0_24);
    DocumentId old = labelled(1, "plan.txt");
    DocumentId next = put(2, "plan.txt");
    List<String> sent = updatesSent();
    sink.label(next, new Label("plan 2.txt", OURS), old);
    sink.label(next, new Label("plan 3.txt", OURS), next);
    assertThat(sent)
        .noneMatch(body -> body.contains("chunk_method") || body.contains("parser_config"));
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_24", "V0_27"})
  void no_update_ever_names_a_pipeline(RagflowVersion version) throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setParser(old.value(), "qa", Map.of());
    DocumentId next = put(2, "plan.txt");
    List<String> sent = updatesSent();
    sink.label(next, new Label("plan 2.txt", OURS), old);
    sink.label(next, new Label("plan 3.txt", OURS), next);
    assertThat(sent).isNotEmpty().noneMatch(body -> body.contains("pipeline_id"));
  }

  @ParameterizedTest
  @EnumSource
  void a_successor_is_switched_off_only_when_it_is_parsed(RagflowVersion version) throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().enable(old.value(), false);
    DocumentId next = put(2, "plan.txt");
    Label label = new Label("plan 2.txt", OURS);
    sink.label(next, label, old);
    assertThat(document(next).enabled()).isTrue();
    ragflow.dataset().finish(next.value(), 3);
    sink.label(next, label, old);
    assertThat(document(next).enabled()).isFalse();
    assertThat(document(next).chunkCount()).isEqualTo(3);
  }

  @Test
  void settings_that_a_kind_of_file_does_not_have_are_left_out() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setParser(old.value(), "qa", Map.of());
    DocumentId picture = put(2, "plan.png");
    sink.label(picture, new Label("plan.png", OURS), old);
    assertThat(document(picture).name()).isEqualTo("plan.png");
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_25", "V0_27", "GO"})
  void metadata_that_a_newer_server_refuses_stays_as_text(RagflowVersion version) throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow
        .dataset()
        .setMetadata(
            old.value(),
            Map.of(
                "kbsync_path", "x",
                "by", Map.of("name", "Li"),
                "tags", List.of("a", "b"),
                "steps", List.of(Map.of("no", "1"), "2"),
                "level", 5));
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(document(next).name()).isEqualTo("plan 2.txt");
    assertThat(document(next).metadata())
        .containsEntry("by", "{\"name\":\"Li\"}")
        .containsEntry("tags", List.of("a", "b"))
        .containsEntry("steps", "[{\"no\":\"1\"},\"2\"]")
        .containsEntry("kbsync_path", "Base/plan.txt")
        .containsKey("level");
  }

  @Test
  void metadata_that_an_older_server_takes_goes_back_as_it_came() throws Exception {
    start(V0_24);
    DocumentId id = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(id.value(), Map.of("by", Map.of("name", "Li")));
    sink.label(id, new Label("plan 2.txt", OURS), id);
    assertThat(document(id).metadata()).containsEntry("by", Map.of("name", "Li"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Database operation failed",
        "Database error (Document rename)!",
        "Failed to update metadata"
      })
  void a_label_waits_for_a_server_that_is_in_trouble(String words) throws Exception {
    start(V0_27);
    DocumentId id = put(1, "plan.txt");
    Label label = new Label("plan.txt", OURS);
    ragflow.faults().on("documents.update").next(1).inject(says(200, 102, words, null));
    assertThatThrownBy(() -> sink.label(id, label, null))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("the name and metadata of 'plan.txt'");
    sink.label(id, label, null);
    assertThat(document(id).name()).isEqualTo("plan.txt");
  }

  @Test
  void metadata_that_cannot_be_read_is_not_overwritten() throws Exception {
    start(V0_27);
    DocumentId id = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(id.value(), Map.of("kbsync_path", "x", "by", "Li"));
    hideMetadata(id, 2);
    sink.label(id, new Label("renamed.txt", OURS), id);
    assertThat(document(id).name()).isEqualTo("renamed.txt");
    assertThat(document(id).metadata()).containsEntry("by", "Li");
  }

  @Test
  void metadata_that_comes_the_second_time_is_kept() throws Exception {
    start(V0_27);
    DocumentId id = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(id.value(), Map.of("kbsync_path", "x", "by", "Li"));
    hideMetadata(id, 1);
    sink.label(id, new Label("renamed.txt", OURS), id);
    assertThat(document(id).metadata())
        .containsEntry("by", "Li")
        .containsEntry("kbsync_path", "Base/plan.txt");
  }

  @Test
  void a_predecessor_whose_metadata_cannot_be_read_stays_until_it_can() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(old.value(), Map.of("kbsync_path", "x", "by", "Li"));
    DocumentId next = put(2, "plan.txt");
    Label label = new Label("plan 2.txt", OURS);
    ragflow.showMetadata(false);
    assertThatThrownBy(() -> sink.label(next, label, old))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("'plan.txt'");
    ragflow.showMetadata(true);
    sink.label(next, label, old);
    assertThat(document(next).metadata())
        .containsEntry("by", "Li")
        .containsEntry("kbsync_path", "Base/plan.txt");
  }

  @ParameterizedTest
  @EnumSource
  void a_predecessor_whose_metadata_a_person_emptied_is_succeeded(RagflowVersion version)
      throws Exception {
    start(version);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(old.value(), Map.of());
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label("plan 2.txt", OURS), old);
    assertThat(document(next).metadata()).isEqualTo(OURS);
  }

  @Test
  void a_successor_keeps_what_it_took_over_when_its_metadata_cannot_be_read() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "plan.txt");
    ragflow.dataset().setMetadata(old.value(), Map.of("kbsync_path", "x", "by", "Li"));
    DocumentId next = put(2, "plan.txt");
    sink.label(next, new Label(document(next).name(), OURS), old);
    sink.remove(old);
    ragflow.showMetadata(false);
    sink.label(next, new Label("plan.txt", OURS), next);
    assertThat(document(next).name()).isEqualTo("plan.txt");
    assertThat(document(next).metadata()).containsEntry("by", "Li");
  }

  @Test
  void metadata_of_a_document_of_others_is_not_written_over_unseen() throws Exception {
    start(V0_27);
    String theirs = ragflow.dataset().upload("plan.txt", "x").id();
    ragflow.dataset().setMetadata(theirs, Map.of("by", "Li"));
    ragflow.showMetadata(false);
    sink.label(new DocumentId(theirs), new Label("new.txt", OURS), new DocumentId(theirs));
    assertThat(ragflow.dataset().document(theirs).orElseThrow().name()).isEqualTo("new.txt");
    assertThat(ragflow.dataset().document(theirs).orElseThrow().metadata())
        .isEqualTo(Map.of("by", "Li"));
  }

  private void hideMetadata(DocumentId id, int times) {
    Map<String, Object> document =
        Map.of(
            "id",
            id.value(),
            "name",
            "plan.txt",
            "location",
            TestUpload.KEY + ".txt",
            "meta_fields",
            Map.of());
    ragflow
        .faults()
        .on("documents.list")
        .next(times)
        .inject(says(200, 0, "", Map.of("total", 1, "docs", List.of(document))));
  }

  @Test
  void a_document_of_others_gets_our_metadata_beside_theirs() throws Exception {
    start(V0_27);
    String theirs = ragflow.dataset().upload("plan.txt", "x").id();
    ragflow.dataset().setMetadata(theirs, Map.of("by", "Li"));
    sink.label(new DocumentId(theirs), new Label("plan.txt", OURS), new DocumentId(theirs));
    assertThat(ragflow.dataset().document(theirs).orElseThrow().metadata())
        .containsEntry("by", "Li")
        .containsEntry("kbsync_path", "Base/plan.txt");
  }

  @Test
  void a_predecessor_that_is_gone_leaves_nothing_to_take_over() throws Exception {
    start(V0_27);
    DocumentId old = labelled(1, "old.txt");
    DocumentId next = put(2, "plan.txt");
    sink.remove(old);
    sink.label(next, new Label("plan.txt", OURS), old);
    assertThat(document(next).name()).isEqualTo("plan.txt");
  }

  @ParameterizedTest
  @EnumSource
  void a_document_that_is_gone_is_no_reason_to_end_the_job(RagflowVersion version)
      throws Exception {
    start(version);
    DocumentId id = labelled(1, "plan.txt");
    ragflow.dataset().delete(id.value());
    Label label = new Label("plan.txt", OURS);
    assertThatThrownBy(() -> sink.label(id, label, id)).isInstanceOf(PermanentException.class);
    assertThatThrownBy(() -> sink.label(id, label, null)).isInstanceOf(PermanentException.class);
  }

  @Test
  void a_key_of_a_team_member_is_told_whose_key_it_takes() throws Exception {
    start(V0_24);
    DocumentId id = put(1, "plan.txt");
    ragflow
        .faults()
        .on("documents.update")
        .inject(says(200, 102, "You don't own the dataset.", null));
    assertThatThrownBy(() -> sink.label(id, new Label("plan.txt", OURS), null))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("owner");
  }

  @Test
  void an_update_whose_answer_got_lost_may_be_repeated() throws Exception {
    start(V0_25);
    DocumentId id = put(1, "plan.txt");
    Label label = new Label("plan.txt", OURS);
    ragflow.faults().on("documents.update").next(1).inject(Fault.unanswered());
    assertThatThrownBy(() -> sink.label(id, label, null)).isInstanceOf(RetriableException.class);
    sink.label(id, label, null);
    assertThat(document(id).name()).isEqualTo("plan.txt");
  }

  @Test
  void the_go_server_is_updated_by_patch_alone() throws Exception {
    start(GO);
    DocumentId id = labelled(1, "plan.txt");
    assertThat(document(id).name()).isEqualTo("plan.txt");
  }
}
