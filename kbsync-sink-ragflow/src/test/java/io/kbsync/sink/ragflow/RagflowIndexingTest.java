package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.IndexStatus.State;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import io.kbsync.testkit.ragflow.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowIndexingTest extends RagflowFixture {

  private List<DocumentId> putMany(int count) {
    List<DocumentId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(new DocumentId(ragflow.dataset().upload(i + ".txt", "text").id()));
    }
    return ids;
  }

  private IndexStatus status(DocumentId id) throws Exception {
    return indexing().states(List.of(id)).get(id);
  }

  private void assertAllRunning(List<DocumentId> ids) {
    assertThat(ids).allSatisfy(id -> assertThat(document(id).run()).isEqualTo(RunState.RUNNING));
  }

  @Test
  void without_ragflowParse_there_is_no_indexing() throws Exception {
    start(V0_27);
    assertThat(sink(config().with("ragflowParse", "false")).indexing()).isEmpty();
    assertThat(sink(config().with("ragflowParseWindow", "7")).indexing().orElseThrow().window())
        .isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void every_run_state_has_its_meaning(RagflowVersion version) throws Exception {
    start(version);
    ragflow.parsing().parseManually();
    DocumentId id = put(1, "a.txt");
    assertThat(status(id).state()).isEqualTo(State.WAITING);
    indexing().start(List.of(id));
    assertThat(status(id).state()).isEqualTo(State.RUNNING);
    ragflow.dataset().finish(id.value(), 3);
    assertThat(status(id).state()).isEqualTo(State.SEARCHABLE);
    ragflow.dataset().finish(id.value(), 0);
    assertThat(status(id).state()).isEqualTo(State.EMPTY);
    ragflow.dataset().finish(id.value(), 3);
    ragflow.dataset().enable(id.value(), false);
    assertThat(status(id).state()).isEqualTo(State.DISABLED);
    ragflow.dataset().delete(id.value());
    assertThat(status(id).state()).isEqualTo(State.MISSING);
  }

  @ParameterizedTest
  @EnumSource
  void a_failure_brings_the_servers_last_word(RagflowVersion version) throws Exception {
    start(version);
    DocumentId id = put(1, "a.txt");
    ragflow.dataset().fail(id.value(), "12:00 Begin\n[ERROR]Model not found\n12:01 The end");
    assertThat(status(id).state()).isEqualTo(State.FAILED);
    assertThat(status(id).detail()).contains("Model not found").doesNotContain("Begin");
  }

  @Test
  void a_cancelled_parsing_has_failed() throws Exception {
    assertThat(
            IndexStates.of(
                    new RagflowWire.Document(
                        "1", "a", null, "CANCEL", "1", 0L, null, null, null, null, null))
                .state())
        .isEqualTo(State.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void one_that_runs_already_does_not_keep_the_others_from_starting(RagflowVersion version)
      throws Exception {
    start(version);
    ragflow.parsing().parseManually();
    List<DocumentId> ids = putMany(5);
    ragflow.dataset().parse(ids.get(2).value());
    indexing().start(ids);
    assertAllRunning(ids);
  }

  @ParameterizedTest
  @EnumSource
  void one_that_is_gone_does_not_keep_the_others_from_starting(RagflowVersion version)
      throws Exception {
    start(version);
    ragflow.parsing().parseManually();
    List<DocumentId> ids = putMany(3);
    ragflow.dataset().delete(ids.get(1).value());
    indexing().start(ids);
    assertAllRunning(List.of(ids.get(0), ids.get(2)));
  }

  @Test
  void a_window_is_started_by_one_request() throws Exception {
    start(V0_27);
    indexing().start(putMany(20));
    assertThat(ragflow.requests().log()).containsExactly("documents.parse");
    indexing().start(List.of());
    assertThat(ragflow.requests().total()).isEqualTo(1);
  }

  @Test
  void a_dataset_with_a_pipeline_is_ingested_and_that_is_remembered() throws Exception {
    start(
        RagflowSimulator.builder()
            .version(V0_27)
            .pipelineDataset(RagflowSimulator.DATASET, "test", "0a1b2c3d56f511f0a3d700163e0c2b1a"));
    ragflow.parsing().parseManually();
    List<DocumentId> ids = putMany(3);
    indexing().start(ids);
    assertAllRunning(ids);
    indexing().start(putManyMore());
    assertThat(ragflow.requests().count("documents.parse")).isEqualTo(1);
    assertThat(ragflow.requests().count("documents.ingest")).isEqualTo(2);
    indexing().start(ids);
    assertThat(ragflow.requests().count("documents.ingest")).isEqualTo(2);
  }

  private List<DocumentId> putManyMore() {
    return List.of(new DocumentId(ragflow.dataset().upload("more.txt", "text").id()));
  }

  @Test
  void a_start_whose_answer_got_lost_may_be_repeated() throws Exception {
    start(V0_24);
    ragflow.parsing().parseManually();
    List<DocumentId> ids = putMany(3);
    ragflow.faults().on("documents.parse").next(1).inject(Fault.unanswered());
    assertThatThrownBy(() -> indexing().start(ids)).isInstanceOf(RetriableException.class);
    indexing().start(ids);
    assertAllRunning(ids);
  }

  @Test
  void a_hundred_states_cost_one_request() throws Exception {
    start(V0_27);
    List<DocumentId> ids = putMany(300);
    Map<DocumentId, IndexStatus> states = indexing().states(ids.subList(0, 100));
    assertThat(states).hasSize(100).doesNotContainValue(IndexStatus.of(State.MISSING));
    assertThat(ragflow.requests().total()).isEqualTo(1);
    assertThat(indexing().states(ids.subList(0, 250))).hasSize(250);
    assertThat(ragflow.requests().total()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_24", "V0_25"})
  void the_newest_documents_cost_one_request_with_an_old_server_too(RagflowVersion version)
      throws Exception {
    start(version);
    List<DocumentId> ids = putMany(300);
    List<DocumentId> newest = ids.subList(280, 300);
    assertThat(indexing().states(newest)).doesNotContainValue(IndexStatus.of(State.MISSING));
    assertThat(indexing().states(newest)).hasSize(20);
    assertThat(ragflow.requests().total()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_24", "V0_25"})
  void old_documents_of_an_old_server_are_found_the_cheaper_way(RagflowVersion version)
      throws Exception {
    start(version);
    List<DocumentId> ids = putMany(450);
    indexing().states(List.of(ids.get(449)));
    ragflow.requests().reset();
    assertThat(indexing().states(List.of(ids.get(0))).get(ids.get(0)).state())
        .isEqualTo(State.WAITING);
    assertThat(ragflow.requests().total()).isEqualTo(1);
    ragflow.requests().reset();
    assertThat(indexing().states(ids.subList(0, 60)))
        .hasSize(60)
        .doesNotContainValue(IndexStatus.of(State.MISSING));
    assertThat(ragflow.requests().total()).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_gone_is_missing_beside_what_is_there(RagflowVersion version) throws Exception {
    start(version);
    List<DocumentId> ids = putMany(130);
    DocumentId gone = ids.get(3);
    ragflow.dataset().delete(gone.value());
    Map<DocumentId, IndexStatus> states = indexing().states(List.of(ids.get(0), gone));
    assertThat(states.get(gone).state()).isEqualTo(State.MISSING);
    assertThat(states.get(ids.get(0)).state()).isEqualTo(State.WAITING);
  }

  @Test
  void a_page_that_shifts_makes_nothing_missing() throws Exception {
    start(V0_24);
    List<DocumentId> ids = putMany(350);
    ragflow
        .faults()
        .on("documents.list")
        .after(1)
        .inject(Fault.before(() -> ragflow.dataset().delete(newestId())));
    Map<DocumentId, IndexStatus> states = indexing().states(ids.subList(0, 100));
    assertThat(states).hasSize(100).doesNotContainValue(IndexStatus.of(State.MISSING));
  }

  private String newestId() {
    var documents = ragflow.dataset().documents();
    return documents.get(documents.size() - 1).id();
  }
}
