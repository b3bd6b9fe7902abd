package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.ragflow.RagflowCalls.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowAccessTest {

  private static final String FOREIGN = "aaaaaaaa56f511f0a3d700163e0c2b1a";

  @ParameterizedTest
  @EnumSource(RagflowVersion.class)
  void a_good_key_lists_its_datasets(RagflowVersion version) throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      Answer answer = ragflow.get("/api/v1/datasets?id=" + RagflowSimulator.DATASET);
      assertThat(answer.code()).isZero();
      Map<?, ?> item = (Map<?, ?>) ((List<?>) answer.data()).get(0);
      assertThat(item.get("name")).isEqualTo("test");
      assertThat(item.get("document_count")).isEqualTo(0.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V0_20, 200, 109, Authentication error: API key is invalid!",
    "V0_24, 200, 109, Authentication error: API key is invalid!",
    "V0_25, 401, 401, <Unauthorized '401: Unauthorized'>",
    "V0_27, 401, 401, <Unauthorized '401: Unauthorized'>",
    "GO, 401, 401, Invalid access token"
  })
  void a_bad_key_is_told_in_the_words_of_the_version(
      RagflowVersion version, int status, int code, String message) throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      Answer answer = ragflow.withAuthorization("Bearer nonsense").get("/api/v1/datasets");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.code()).isEqualTo(code);
      assertThat(answer.message()).isEqualTo(message);
    }
  }

  @Test
  void an_empty_authorization_looks_like_a_success_on_old_servers() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      Answer answer = ragflow.withAuthorization("").get("/api/v1/datasets");
      assertThat(answer.body())
          .isEqualTo("{\"code\":0,\"data\":false,\"message\":\"`Authorization` can't be empty\"}");
      assertThat(ragflow.withAuthorization("nonsense").get("/api/v1/datasets").code()).isZero();
    }
  }

  @Test
  void in_0_25_0_some_endpoints_still_check_keys_the_old_way() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_25).withAuthorization("Bearer nonsense")) {
      Answer answer = ragflow.send("DELETE", ragflow.documents(), Map.of("ids", List.of("x")));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.code()).isEqualTo(109);
    }
  }

  @ParameterizedTest
  @CsvSource({"V0_20, 108", "V0_24, 108", "V0_25, 102", "V0_27, 102", "GO, 102"})
  void a_foreign_dataset_is_denied(RagflowVersion version, int code) throws Exception {
    try (RagflowCalls ragflow = new RagflowCalls(withForeign(version))) {
      Answer answer = ragflow.get("/api/v1/datasets?id=" + FOREIGN);
      assertThat(answer.code()).isEqualTo(code);
      assertThat(answer.message()).contains("lacks permission for dataset '" + FOREIGN);
      Answer list = ragflow.get("/api/v1/datasets/" + FOREIGN + "/documents");
      assertThat(list.code()).isEqualTo(102);
      assertThat(list.message()).containsIgnoringCase("You don't own the dataset " + FOREIGN);
    }
  }

  @Test
  void old_servers_take_uploads_into_any_dataset() throws Exception {
    String path = "/api/v1/datasets/" + FOREIGN + "/documents";
    try (RagflowCalls ragflow = new RagflowCalls(withForeign(V0_24))) {
      assertThat(ragflow.upload(path, List.of("a.txt"), "a").code()).isZero();
      assertThat(ragflow.simulator.dataset(FOREIGN).documents()).hasSize(1);
      Answer nowhere = ragflow.upload(path.replace("aaaa", "bbbb"), List.of("a.txt"), "a");
      assertThat(nowhere.code()).isEqualTo(100);
      assertThat(nowhere.message()).startsWith("LookupError");
    }
    try (RagflowCalls ragflow = new RagflowCalls(withForeign(V0_25))) {
      assertThat(ragflow.upload(path, List.of("a.txt"), "a").code()).isEqualTo(109);
    }
  }

  @Test
  void the_dataset_list_validates_what_it_is_asked() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      assertThat(ragflow.get("/api/v1/datasets?id=abc").message()).contains("Invalid UUID1 format");
      assertThat(ragflow.get("/api/v1/datasets?unknown=1").code()).isEqualTo(101);
      assertThat(ragflow.get("/api/v1/datasets?page_size=101").code()).isEqualTo(101);
      assertThat(ragflow.get("/api/v1/datasets?page_size=0").code()).isEqualTo(101);
      assertThat(ragflow.get("/api/v1/datasets?name=other").code()).isEqualTo(102);
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      assertThat(ragflow.get("/api/v1/datasets?page_size=101").code()).isZero();
    }
  }

  @Test
  void unknown_paths_differ() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      Answer answer = ragflow.get("/api/v1/nowhere");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.code()).isEqualTo(100);
      assertThat(answer.message()).isEqualTo("<NotFound '404: Not Found'>");
      assertThat(ragflow.simulator.requests().count("unknown")).isEqualTo(1);
    }
    for (RagflowVersion version : List.of(V0_24, V0_25, V0_27, GO)) {
      try (RagflowCalls ragflow = RagflowCalls.to(version)) {
        assertThat(ragflow.get("/api/v1/nowhere").status()).isEqualTo(404);
      }
    }
  }

  @Test
  void the_version_can_be_asked_from_0_25_on() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      assertThat(ragflow.get("/api/v1/system/version").data()).isEqualTo("v0.27.0");
      assertThat(ragflow.get("/api/v1/datasets/" + RagflowSimulator.DATASET).code()).isZero();
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      assertThat(ragflow.get("/api/v1/system/version").status()).isEqualTo(404);
      assertThat(ragflow.get("/v1/system/version").data()).isEqualTo("v0.24.0");
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      assertThat(ragflow.get("/api/v1/system/version").code()).isEqualTo(100);
    }
  }

  private static RagflowSimulator withForeign(RagflowVersion version) {
    return RagflowSimulator.builder()
        .version(version)
        .dataset(RagflowSimulator.DATASET, "test")
        .dataset(FOREIGN, "theirs", "someone-else")
        .start();
  }
}
