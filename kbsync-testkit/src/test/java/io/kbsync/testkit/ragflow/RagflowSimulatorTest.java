package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.testkit.TestClock;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowCalls.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowSimulatorTest {

  private static final String OTHER = "bbbbbbbb56f511f0a3d700163e0c2b1a";

  @ParameterizedTest
  @CsvSource({"V0_20, 0, 100", "V0_24, 0, 100", "V0_25, 100, 0", "V0_27, 0, 0"})
  void each_version_has_its_methods_for_an_update(RagflowVersion version, int put, int patch)
      throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      String path = ragflow.documents() + "/" + add(ragflow, "a.txt");
      Map<String, Object> body = Map.of("name", "b.txt");
      assertThat(ragflow.send("PUT", path, body).code()).isEqualTo(put);
      Answer patched = ragflow.send("PATCH", path, body);
      assertThat(patched.code()).isEqualTo(patch);
      assertThat(patched.status()).isEqualTo(200);
      if (patch != 0) {
        assertThat(patched.message()).isEqualTo("<MethodNotAllowed '405: Method Not Allowed'>");
      }
      assertThat(ragflow.simulator.dataset().named("b.txt")).isPresent();
      assertThat(ragflow.simulator.requests().count("documents.update")).isEqualTo(2);
    }
  }

  @Test
  void the_go_server_knows_no_put() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(GO)) {
      String path = ragflow.documents() + "/" + add(ragflow, "a.txt");
      assertThat(ragflow.send("PUT", path, Map.of("name", "b.txt")).status()).isEqualTo(404);
      assertThat(ragflow.send("PATCH", path, Map.of("name", "b.txt")).code()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(RagflowVersion.class)
  void metadata_is_replaced_as_a_whole_and_a_name_in_one_go(RagflowVersion version)
      throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      String id = add(ragflow, "a.txt");
      ragflow.simulator.dataset().setMetadata(id, Map.of("old", "x"));
      Map<String, Object> body = Map.of("name", "b.txt", "meta_fields", Map.of("k", "v、w", "n", 1));
      assertThat(update(ragflow, id, body).code()).isZero();
      RagflowDocument document = ragflow.simulator.dataset().document(id).orElseThrow();
      assertThat(document.metadata()).isEqualTo(Map.of("k", "v、w", "n", 1.0));
      assertThat(document.name()).isEqualTo("b.txt");
    }
  }

  @Test
  void metadata_is_validated_by_newer_servers_and_lists_are_split() throws Exception {
    Map<String, Object> nested = Map.of("meta_fields", Map.of("a", Map.of("b", 1)));
    Map<String, Object> list = Map.of("meta_fields", Map.of("a", List.of("x,y", "y；z")));
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      String id = add(ragflow, "a.txt");
      assertThat(update(ragflow, id, nested).code()).isZero();
      assertThat(update(ragflow, id, Map.of("meta_fields", "text")).code()).isEqualTo(102);
      update(ragflow, id, list);
      assertThat(metadata(ragflow, id)).isEqualTo(Map.of("a", List.of("x,y", "y；z")));
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt");
      assertThat(update(ragflow, id, nested).code()).isEqualTo(102);
      update(ragflow, id, list);
      assertThat(metadata(ragflow, id)).isEqualTo(Map.of("a", List.of("x", "y", "z")));
    }
  }

  @Test
  void names_in_updates_have_rules() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt");
      add(ragflow, "b.txt");
      assertThat(update(ragflow, id, Map.of("name", "a.md")).code()).isEqualTo(101);
      assertThat(update(ragflow, id, Map.of("name", "B.txt")).message())
          .isEqualTo("Duplicated document name in the same dataset.");
      assertThat(update(ragflow, id, Map.of("name", "x".repeat(252) + ".txt")).code())
          .isEqualTo(101);
      assertThat(update(ragflow, id, Map.of("name", "😀.txt")).message()).contains("1267");
      assertThat(update(ragflow, id, Map.of("name", "A.TXT")).code()).isZero();
      assertThat(update(ragflow, "nobody", Map.of("name", "A.TXT")).code()).isEqualTo(102);
    }
  }

  @Test
  void a_change_of_the_chunk_method_resets_a_document() throws Exception {
    for (RagflowVersion version : RagflowVersion.values()) {
      try (RagflowCalls ragflow = RagflowCalls.to(version)) {
        String id = add(ragflow, "a.txt");
        ragflow.simulator.dataset().finish(id, 5);
        update(ragflow, id, Map.of("name", "b.txt", "enabled", 1));
        assertThat(document(ragflow, id).searchable()).isTrue();
        assertThat(update(ragflow, id, Map.of("chunk_method", "nonsense")).code()).isEqualTo(102);
        update(ragflow, id, Map.of("chunk_method", "qa"));
        assertThat(document(ragflow, id).run()).isEqualTo(RunState.UNSTART);
        assertThat(document(ragflow, id).chunkCount()).isZero();
      }
    }
  }

  @Test
  void in_0_27_the_mere_key_of_a_pipeline_resets_a_document() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt");
      ragflow.simulator.dataset().finish(id, 5);
      update(ragflow, id, Map.of("pipeline_id", ""));
      assertThat(document(ragflow, id).run()).isEqualTo(RunState.UNSTART);
    }
  }

  @Test
  void documents_are_switched_off_by_a_number() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_25)) {
      String id = add(ragflow, "a.txt");
      assertThat(update(ragflow, id, Map.of("enabled", true)).code()).isEqualTo(102);
      update(ragflow, id, Map.of("enabled", 0));
      assertThat(ragflow.list().get(0).get("status")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @CsvSource({"V0_20, 0, 0", "V0_24, 0, 0", "V0_25, 0, 2", "V0_27, 102, 2", "GO, 102, 2"})
  void a_delete_without_ids_empties_the_dataset_up_to_0_24(
      RagflowVersion version, int code, int left) throws Exception {
    for (String body :
        List.of("{}", "{\"ids\":[]}", "{\"ids\":null}", "{\"document_ids\":[\"x\"]}")) {
      try (RagflowCalls ragflow = RagflowCalls.to(version)) {
        add(ragflow, "a.txt");
        add(ragflow, "b.txt");
        assertThat(ragflow.sendText("DELETE", ragflow.documents(), body).code()).isEqualTo(code);
        assertThat(ragflow.simulator.dataset().size()).isEqualTo(left);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V0_20, 0, 0", "V0_24, 0, 0", "V0_25, 0, 0", "V0_27, 102, 1", "GO, 102, 1"})
  void a_delete_takes_documents_of_other_datasets_up_to_0_25_1(
      RagflowVersion version, int code, int left) throws Exception {
    RagflowSimulator simulator =
        RagflowSimulator.builder()
            .version(version)
            .dataset(RagflowSimulator.DATASET, "test")
            .dataset(OTHER, "other", "someone-else")
            .start();
    try (RagflowCalls ragflow = new RagflowCalls(simulator)) {
      String id = simulator.dataset(OTHER).upload("theirs.txt", "x").id();
      assertThat(delete(ragflow, id).code()).isEqualTo(code);
      assertThat(simulator.dataset(OTHER).size()).isEqualTo(left);
    }
  }

  @Test
  void an_unknown_id_stops_a_delete_only_where_ids_are_checked_first() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      Answer answer = delete(ragflow, add(ragflow, "a.txt"), "gone");
      assertThat(answer.code()).isEqualTo(102);
      assertThat(answer.message()).isEqualTo("Documents not found: ['gone']");
      assertThat(ragflow.simulator.dataset().size()).isZero();
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      String id = add(ragflow, "a.txt");
      assertThat(delete(ragflow, id, "gone").message()).contains("Document not found: gone");
      assertThat(delete(ragflow, id, id).code()).isEqualTo(101);
      assertThat(ragflow.simulator.dataset().size()).isEqualTo(1);
      assertThat(delete(ragflow, id).data()).isEqualTo(Map.of("deleted", 1.0));
      assertThat(ragflow.simulator.dataset().size()).isZero();
    }
  }

  @Test
  void lists_are_paged_ordered_and_filtered() throws Exception {
    TestClock clock = TestClock.at("2026-07-14T09:00:00Z");
    RagflowSimulator simulator = RagflowSimulator.builder().version(V0_24).clock(clock).start();
    try (RagflowCalls ragflow = new RagflowCalls(simulator)) {
      for (String name : List.of("c.txt", "Alpha.txt", "b.md")) {
        simulator.dataset().upload(name, "x");
        clock.advance(Duration.ofSeconds(1));
      }
      String documents = ragflow.documents();
      assertThat(names(ragflow.get(documents))).containsExactly("b.md", "Alpha.txt", "c.txt");
      assertThat(names(ragflow.get(documents + "?orderby=name&desc=false")))
          .containsExactly("Alpha.txt", "b.md", "c.txt");
      Answer page = ragflow.get(documents + "?page=2&page_size=2");
      assertThat(names(page)).containsExactly("c.txt");
      assertThat(((Map<?, ?>) page.data()).get("total")).isEqualTo(3.0);
      assertThat(names(ragflow.get(documents + "?page=3&page_size=2"))).isEmpty();
      assertThat(names(ragflow.get(documents + "?keywords=ALPH"))).containsExactly("Alpha.txt");
      assertThat(names(ragflow.get(documents + "?name=ALPHA.txt"))).containsExactly("Alpha.txt");
      assertThat(names(ragflow.get(documents + "?suffix=md"))).containsExactly("b.md");
      assertThat(ragflow.get(documents + "?name=none.txt").code()).isEqualTo(102);
      assertThat(ragflow.get(documents + "?id=none").code()).isEqualTo(102);
      String id = simulator.dataset().named("c.txt").orElseThrow().id();
      simulator.dataset().finish(id, 1);
      assertThat(names(ragflow.get(documents + "?run=DONE"))).containsExactly("c.txt");
      assertThat(names(ragflow.get(documents + "?run=0"))).containsExactly("b.md", "Alpha.txt");
      assertThat(ragflow.get(documents + "?run=nonsense").code()).isEqualTo(102);
      assertThat(names(ragflow.get(documents + "?id=" + id))).containsExactly("c.txt");
    }
  }

  @Test
  void the_oldest_documents_come_first_whatever_came_and_went_between_two_pages() throws Exception {
    try (RagflowCalls ragflow = new RagflowCalls(RagflowSimulator.builder().start())) {
      String first = ragflow.documents() + "?desc=false&page_size=2&page=";
      List<String> ids =
          Stream.of("a.txt", "b.txt", "c.txt")
              .map(name -> ragflow.simulator.dataset().upload(name, name).id())
              .toList();
      assertThat(names(ragflow.get(first + 1))).containsExactly("a.txt", "b.txt");
      assertThat(names(ragflow.get(first + 2))).containsExactly("c.txt");
      ragflow.simulator.dataset().upload("d.txt", "d");
      assertThat(names(ragflow.get(first + 2))).containsExactly("c.txt", "d.txt");
      ragflow.simulator.dataset().delete(ids.get(0));
      assertThat(names(ragflow.get(first + 1))).containsExactly("b.txt", "c.txt");
      assertThat(names(ragflow.get(first + 2))).containsExactly("d.txt");
    }
  }

  @Test
  void the_old_server_understands_one_spelling_of_false() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      add(ragflow, "a.txt");
      add(ragflow, "b.txt");
      String query = ragflow.documents() + "?orderby=name&desc=";
      assertThat(names(ragflow.get(query + "false"))).containsExactly("b.txt", "a.txt");
      assertThat(names(ragflow.get(query + "False"))).containsExactly("a.txt", "b.txt");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V0_24, 101, 101",
    "V0_25, 101, 101",
    "GO, 101, 10",
    "GO, 100, 100",
    "V0_27, 100, 100"
  })
  void page_sizes_have_limits(RagflowVersion version, int asked, int got) throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      for (int i = 0; i < 120; i++) {
        add(ragflow, "a" + i + ".txt");
      }
      assertThat(names(ragflow.get(ragflow.documents() + "?page_size=" + asked))).hasSize(got);
    }
  }

  @Test
  void the_newest_server_refuses_large_pages_and_odd_orders() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      Answer answer = ragflow.get(ragflow.documents() + "?page_size=101");
      assertThat(answer.code()).isEqualTo(100);
      assertThat(answer.message()).startsWith("ValueError('page_size must be");
      assertThat(ragflow.get(ragflow.documents() + "?orderby=size").code()).isEqualTo(101);
      assertThat(ragflow.get(ragflow.documents() + "?page_size=0").code()).isZero();
    }
  }

  @Test
  void faults_and_counts_go_by_endpoint() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      ragflow.simulator.faults().on("documents.upload").next(1).inject(Fault.status(502));
      assertThat(ragflow.upload("a.txt", "x").status()).isEqualTo(502);
      assertThat(ragflow.upload("a.txt", "x").code()).isZero();
      assertThat(ragflow.simulator.requests().count("documents.upload")).isEqualTo(2);
    }
  }

  @Test
  void a_listener_sees_every_state_and_its_verdict_fails_the_test() throws Exception {
    List<String> seen = new ArrayList<>();
    RagflowCalls ragflow = RagflowCalls.to(V0_27);
    RagflowDataset dataset = ragflow.simulator.dataset();
    ragflow.simulator.onChange(
        change -> {
          seen.add(change.kind() + " " + dataset.size());
          assertThat(dataset.documents()).as("documents").isNotEmpty();
        });
    String id = add(ragflow, "a.txt");
    delete(ragflow, id);
    assertThat(seen).containsExactly("UPLOADED 1", "DELETED 0");
    assertThat(ragflow.simulator.history())
        .extracting(RagflowChange::kind)
        .containsExactly(RagflowChange.Kind.UPLOADED, RagflowChange.Kind.DELETED);
    assertThatThrownBy(ragflow::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("documents");
  }

  @Test
  void a_dataset_id_that_ragflow_would_not_make_is_refused() {
    assertThatThrownBy(() -> RagflowSimulator.builder().dataset("abc", "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'abc'");
  }

  private static String add(RagflowCalls ragflow, String name) {
    return ragflow.simulator.dataset().upload(name, "content of " + name).id();
  }

  private static Answer update(RagflowCalls ragflow, String id, Map<String, Object> body)
      throws Exception {
    Answer patched = ragflow.send("PATCH", ragflow.documents() + "/" + id, body);
    return patched.code() == 100 && patched.message().contains("MethodNotAllowed")
        ? ragflow.send("PUT", ragflow.documents() + "/" + id, body)
        : patched;
  }

  private static Answer delete(RagflowCalls ragflow, String... ids) throws Exception {
    return ragflow.send("DELETE", ragflow.documents(), Map.of("ids", List.of(ids)));
  }

  private static RagflowDocument document(RagflowCalls ragflow, String id) {
    return ragflow.simulator.dataset().document(id).orElseThrow();
  }

  private static Object metadata(RagflowCalls ragflow, String id) {
    return document(ragflow, id).metadata();
  }

  private static List<String> names(Answer answer) throws Exception {
    return answer.docs().stream().map(doc -> String.valueOf(doc.get("name"))).toList();
  }
}
