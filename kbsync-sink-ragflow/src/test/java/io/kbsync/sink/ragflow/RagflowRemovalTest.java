package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.sink.ragflow.RagflowWire.Deletion;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowRemovalTest extends RagflowFixture {

  private static final String OTHER = "0a1b2c3d56f511f0a3d700163e0c2b1a";

  @ParameterizedTest
  @EnumSource
  void a_removal_names_exactly_one_id(RagflowVersion version) throws Exception {
    start(version);
    DocumentId id = put(1, "a.txt");
    put(2, "b.txt");
    List<String> bodies = new ArrayList<>();
    ragflow
        .faults()
        .on("documents.delete")
        .when(
            request -> {
              bodies.add(request.bodyText());
              return false;
            })
        .inject(Fault.reset());
    sink.remove(id);
    assertThat(bodies).containsExactly("{\"ids\":[\"" + id + "\"]}");
    assertThat(ragflow.dataset().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_document_of_another_dataset_is_never_deleted(RagflowVersion version) throws Exception {
    start(
        RagflowSimulator.builder()
            .version(version)
            .dataset(RagflowSimulator.DATASET, "test")
            .dataset(OTHER, "other"));
    String theirs = ragflow.dataset(OTHER).upload("theirs.txt", "x").id();
    sink.remove(new DocumentId(theirs));
    assertThat(ragflow.dataset(OTHER).size()).isEqualTo(1);
    assertThat(ragflow.requests().count("documents.delete")).isZero();
  }

  @Test
  void an_empty_list_of_ids_cannot_even_be_made() {
    assertThatThrownBy(() -> new Deletion(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_removal_whose_answer_got_lost_may_be_repeated(RagflowVersion version) throws Exception {
    start(version);
    DocumentId id = put(1, "a.txt");
    ragflow.faults().on("documents.delete").next(1).inject(Fault.unanswered());
    assertThatThrownBy(() -> sink.remove(id)).isInstanceOf(RetriableException.class);
    sink.remove(id);
    assertThat(ragflow.dataset().size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void one_that_somebody_else_deletes_meanwhile_is_gone_all_the_same(RagflowVersion version)
      throws Exception {
    start(version);
    DocumentId id = put(1, "a.txt");
    ragflow
        .faults()
        .on("documents.delete")
        .inject(Fault.before(() -> ragflow.dataset().delete(id.value())));
    sink.remove(id);
    assertThat(ragflow.dataset().size()).isZero();
  }

  @Test
  void a_refused_removal_of_what_is_still_there_is_told() throws Exception {
    start(V0_24);
    DocumentId id = put(1, "a.txt");
    ragflow
        .faults()
        .on("documents.delete")
        .inject(says(200, 100, "OperationalError(2006, 'gone away')", null));
    assertThatThrownBy(() -> sink.remove(id)).isInstanceOf(RetriableException.class);
  }

  @Test
  void an_id_that_the_server_holds_for_none_fails_its_document_alone() throws Exception {
    start(V0_25);
    DocumentId id = put(1, "a.txt");
    ragflow
        .faults()
        .on("documents.delete")
        .inject(says(200, 101, "Field: <ids> - Message: <Invalid UUID1 format>", null));
    assertThatThrownBy(() -> sink.remove(id))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("Invalid UUID1 format");
  }

  @Test
  void a_dataset_that_is_gone_is_not_taken_for_removed_documents() throws Exception {
    start(V0_27);
    DocumentId id = put(1, "a.txt");
    ragflow
        .faults()
        .on("documents.list")
        .inject(says(200, 102, "you don't own the dataset " + OTHER + ". ", null));
    assertThatThrownBy(() -> sink.remove(id)).isInstanceOf(FatalException.class);
  }
}
