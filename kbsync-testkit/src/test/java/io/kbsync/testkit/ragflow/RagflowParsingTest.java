package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.ragflow.RagflowCalls.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowParsingTest {

  @ParameterizedTest
  @EnumSource(RagflowVersion.class)
  void a_document_is_done_when_a_list_shows_it_next(RagflowVersion version) throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      String id = add(ragflow, "a.txt", "x".repeat(2_500));
      assertThat(ragflow.list().get(0).get("run")).isEqualTo("UNSTART");
      assertThat(parse(ragflow, id).body()).isEqualTo("{\"code\":0}");
      assertThat(document(ragflow, id).run()).isEqualTo(RunState.RUNNING);
      Map<?, ?> listed = ragflow.list().get(0);
      assertThat(listed.get("run")).isEqualTo("DONE");
      assertThat(listed.get("progress")).isEqualTo(1.0);
      assertThat(listed.get("chunk_count")).isEqualTo(3.0);
    }
  }

  @Test
  void parsing_can_take_its_time() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      ragflow.simulator.parsing().parseAfter(2);
      parse(ragflow, add(ragflow, "a.txt", "x"));
      assertThat(List.of(run(ragflow), run(ragflow), run(ragflow)))
          .containsExactly("RUNNING", "RUNNING", "DONE");
    }
  }

  @Test
  void parsing_can_be_done_by_hand() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      ragflow.simulator.parsing().parseManually();
      String id = add(ragflow, "a.txt", "x");
      parse(ragflow, id);
      assertThat(run(ragflow)).isEqualTo("RUNNING");
      ragflow.simulator.dataset().fail(id, "no model");
      Map<?, ?> failed = ragflow.list().get(0);
      assertThat(failed.get("run")).isEqualTo("FAIL");
      assertThat(failed.get("progress")).isEqualTo(-1.0);
      assertThat(failed.get("progress_msg")).isEqualTo("[ERROR]no model");
      ragflow.simulator.dataset().finish(id, 7);
      assertThat(document(ragflow, id).searchable()).isTrue();
    }
  }

  @Test
  void some_documents_fail_and_some_hold_nothing() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      ragflow
          .simulator
          .parsing()
          .failWhere(document -> document.name().startsWith("bad"), "broken file")
          .emptyWhere(document -> document.name().startsWith("scan"));
      String bad = add(ragflow, "bad.txt", "x");
      String scan = add(ragflow, "scan.pdf", "x");
      String empty = add(ragflow, "void.txt", "");
      parse(ragflow, bad, scan, empty);
      ragflow.list();
      assertThat(document(ragflow, bad).run()).isEqualTo(RunState.FAIL);
      assertThat(document(ragflow, bad).progressMessage()).contains("broken file");
      assertThat(document(ragflow, scan).run()).isEqualTo(RunState.DONE);
      assertThat(document(ragflow, scan).searchable()).isFalse();
      assertThat(document(ragflow, empty).chunkCount()).isZero();
      ragflow.simulator.parsing().withoutTrouble();
      parse(ragflow, bad);
      ragflow.list();
      assertThat(document(ragflow, bad).searchable()).isTrue();
    }
  }

  @Test
  void a_disabled_document_never_gets_on() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt", "x");
      ragflow.simulator.dataset().enable(id, false);
      parse(ragflow, id);
      assertThat(List.of(run(ragflow), run(ragflow))).containsExactly("RUNNING", "RUNNING");
      ragflow.simulator.dataset().enable(id, true);
      assertThat(run(ragflow)).isEqualTo("DONE");
    }
  }

  @Test
  void parsing_ends_at_the_first_document_that_is_running() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      ragflow.simulator.parsing().parseManually();
      String first = add(ragflow, "a.txt", "x");
      String running = add(ragflow, "b.txt", "x");
      String last = add(ragflow, "c.txt", "x");
      ragflow.simulator.dataset().parse(running);
      Answer answer = parse(ragflow, first, running, last);
      assertThat(answer.code()).isEqualTo(102);
      assertThat(answer.message()).contains("currently being processed");
      assertThat(document(ragflow, first).run()).isEqualTo(RunState.RUNNING);
      assertThat(document(ragflow, last).run()).isEqualTo(RunState.UNSTART);
    }
  }

  @Test
  void unknown_documents_do_not_hold_up_the_others() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_25)) {
      String id = add(ragflow, "a.txt", "x");
      Answer answer = parse(ragflow, "gone", id);
      assertThat(answer.code()).isEqualTo(102);
      assertThat(answer.message()).isEqualTo("Documents not found: ['gone']");
      assertThat(document(ragflow, id).run()).isEqualTo(RunState.RUNNING);
      assertThat(ragflow.send("POST", ragflow.chunks(), Map.of()).code()).isEqualTo(102);
    }
  }

  @Test
  void a_dataset_with_a_pipeline_is_parsed_by_ingest() throws Exception {
    RagflowSimulator simulator =
        RagflowSimulator.builder()
            .pipelineDataset(RagflowSimulator.DATASET, "test", "cccccccc56f511f0a3d700163e0c2b1a")
            .start();
    try (RagflowCalls ragflow = new RagflowCalls(simulator)) {
      String id = add(ragflow, "a.txt", "x");
      Answer refused = parse(ragflow, id);
      assertThat(refused.code()).isEqualTo(101);
      assertThat(refused.message()).contains("Use `/documents/ingest` instead");
      assertThat(ingest(ragflow, id, "1").code()).isZero();
      assertThat(run(ragflow)).isEqualTo("DONE");
      ingest(ragflow, id, "1");
      ingest(ragflow, id, "2");
      assertThat(run(ragflow)).isEqualTo("CANCEL");
    }
  }

  @Test
  void what_runs_can_be_stopped() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt", "x");
      Map<String, Object> ids = Map.of("document_ids", List.of(id));
      parse(ragflow, id);
      assertThat(ragflow.send("DELETE", ragflow.chunks(), ids).code()).isZero();
      assertThat(document(ragflow, id).run()).isEqualTo(RunState.CANCEL);
      Answer again = ragflow.send("POST", ragflow.documents() + "/stop", ids);
      assertThat(again.code()).isEqualTo(102);
      assertThat(again.data()).isEqualTo(Map.of("error_code", "DOC_STOP_PARSING_INVALID_STATE"));
      assertThat(ragflow.send("POST", ragflow.documents() + "/parse", ids).data())
          .isEqualTo(Map.of("success_count", 1.0));
    }
  }

  private static String add(RagflowCalls ragflow, String name, String text) {
    return ragflow.simulator.dataset().upload(name, text).id();
  }

  private static Answer parse(RagflowCalls ragflow, String... ids) throws Exception {
    return ragflow.send("POST", ragflow.chunks(), Map.of("document_ids", List.of(ids)));
  }

  private static Answer ingest(RagflowCalls ragflow, String id, String run) throws Exception {
    return ragflow.send(
        "POST",
        "/api/v1/documents/ingest",
        Map.of("doc_ids", List.of(id), "run", run, "delete", true));
  }

  private static String run(RagflowCalls ragflow) throws Exception {
    return String.valueOf(ragflow.list().get(0).get("run"));
  }

  private static RagflowDocument document(RagflowCalls ragflow, String id) {
    return ragflow.simulator.dataset().document(id).orElseThrow();
  }
}
