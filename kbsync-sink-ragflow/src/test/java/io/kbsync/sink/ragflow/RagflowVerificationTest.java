package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.kbsync.api.FatalException;
import io.kbsync.api.FatalException.Kind;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.Target;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RagflowVerificationTest extends RagflowFixture {

  private static final String FOREIGN = "0a1b2c3d56f511f0a3d700163e0c2b1a";

  private static AbstractThrowableAssert<?, ?> assertFatal(Kind kind, Sink sink) {
    return assertThatThrownBy(sink::verify)
        .isInstanceOfSatisfying(FatalException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @EnumSource
  void a_good_configuration_is_proved_by_one_request(RagflowVersion version) throws Exception {
    start(version);
    ragflow.dataset().upload("a.txt", "a");
    assertThat(sink.verify()).isEqualTo(new Target(RagflowSimulator.DATASET, "test", 1));
    assertThat(ragflow.requests().log()).containsExactly("datasets.list");
  }

  @Test
  void people_recognise_their_success() throws Exception {
    start(V0_27);
    try (LogLines log = new LogLines()) {
      sink.verify();
      assertThat(log.of(Level.INFO))
          .containsExactly(
              "Verifying RAGFlow connection...",
              "Attempting to list datasets to validate the connection...",
              "Successfully found matching dataset: Name='test', ID='"
                  + RagflowSimulator.DATASET
                  + "'",
              "RAGFlow connection verified successfully.");
    }
  }

  @Test
  void no_log_line_of_any_level_holds_the_key() throws Exception {
    start(V0_27);
    try (LogLines log = new LogLines()) {
      sink.verify();
      put(1, "a.txt");
      assertThat(log.all())
          .isNotEmpty()
          .noneMatch(line -> line.contains(ragflow.apiKey().substring(8)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_key_is_told(RagflowVersion version) throws Exception {
    start(version);
    String wrong = "ragflow-ZZZZZZZZZZZZZZZZZZZZZZZZ";
    Sink stranger = sink(TestConfig.of(ragflow.url(), wrong, RagflowSimulator.DATASET));
    assertFatal(Kind.CREDENTIALS, stranger)
        .hasMessageContaining("ragflowApiKey")
        .hasMessageNotContaining("ZZZZ");
  }

  @ParameterizedTest
  @EnumSource
  void a_foreign_dataset_is_told(RagflowVersion version) throws Exception {
    start(
        RagflowSimulator.builder()
            .version(version)
            .dataset(RagflowSimulator.DATASET, "test")
            .dataset(FOREIGN, "theirs", "another tenant"));
    assertFatal(Kind.REFUSED_VALUE, sink(config().with("ragflowDatasetId", FOREIGN)))
        .hasMessageContaining("ragflowDatasetId")
        .hasMessageContaining(FOREIGN);
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_dataset_is_told(RagflowVersion version) throws Exception {
    start(version);
    assertFatal(Kind.REFUSED_VALUE, sink(config().with("ragflowDatasetId", FOREIGN)))
        .hasMessageContaining("ragflowDatasetId");
    assertFatal(Kind.REFUSED_VALUE, sink(config().with("ragflowDatasetId", "nonsense")))
        .hasMessageContaining("ragflowDatasetId");
  }

  @ParameterizedTest
  @EnumSource
  void an_address_that_is_no_api_is_told(RagflowVersion version) throws Exception {
    start(version);
    assertFatal(Kind.REFUSED_VALUE, sink(config().with("ragflowUrl", ragflow.url() + "/nowhere")))
        .hasMessageContaining("ragflowUrl");
  }

  @Test
  void a_page_that_is_not_found_means_a_wrong_address() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.status(404));
    assertFatal(Kind.REFUSED_VALUE, sink).hasMessageContaining("ragflowUrl");
  }

  @Test
  void the_page_of_a_login_is_told() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.answer(SimResponse.html(200, "<html>Log in</html>")));
    assertFatal(Kind.UNREACHABLE, sink).hasMessageContaining("web page");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_proxy_that_wants_a_login_is_not_taken_for_a_wrong_key(int status) throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.status(status));
    assertFatal(Kind.UNREACHABLE, sink).hasMessageContaining("proxy");
  }

  @Test
  void json_of_another_server_is_told() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.answer(SimResponse.json(200, Map.of("a", 1))));
    assertFatal(Kind.UNREACHABLE, sink).hasMessageContaining("something else than RAGFlow");
  }

  @Test
  void json_of_another_shape_is_no_silence() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.answer(SimResponse.json(200, Map.of("code", "none"))));
    assertThatThrownBy(sink::verify)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("another shape than expected")
        .hasMessageNotContaining("does not answer");
  }

  @Test
  void a_redirect_is_told() throws Exception {
    start(V0_27);
    SimResponse redirect =
        SimResponse.empty(302).withHeader("Location", "https://sso.test/login?t=1");
    ragflow.faults().onAny().inject(Fault.answer(redirect));
    assertFatal(Kind.UNREACHABLE, sink).hasMessageContaining("https://sso.test/login");
  }

  @Test
  void a_server_that_is_away_is_told() throws Exception {
    start(V0_27);
    ragflow.close();
    assertFatal(Kind.UNREACHABLE, sink)
        .hasMessageContaining(ragflow.url())
        .hasMessageContaining("ragflowUrl");
  }

  @Test
  void a_connection_that_breaks_is_worth_another_try() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().next(1).inject(Fault.reset());
    assertThatThrownBy(sink::verify)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("ragflowUrl");
    assertThat(sink.verify().name()).isEqualTo("test");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429})
  void a_server_that_is_busy_is_worth_another_try(int status) throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.status(status));
    assertThatThrownBy(sink::verify).isInstanceOf(RetriableException.class);
  }

  @Test
  void a_false_401_is_not_taken_for_a_wrong_key() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().next(1).inject(says(401, 401, "upstream: 401 in some text", null));
    assertThatThrownBy(sink::verify).isInstanceOf(RetriableException.class);
    assertThat(sink.verify().name()).isEqualTo("test");
  }

  @Test
  void a_success_without_data_is_no_success() throws Exception {
    start(V0_24);
    ragflow.faults().onAny().inject(says(200, 0, "`Authorization` can't be empty", false));
    assertFatal(Kind.CREDENTIALS, sink);
  }

  @Test
  void a_database_that_is_away_is_worth_another_try() throws Exception {
    start(V0_24);
    ragflow
        .faults()
        .onAny()
        .inject(says(200, 100, "OperationalError(2013, 'Lost connection to MySQL server')", null));
    assertThatThrownBy(sink::verify).isInstanceOf(RetriableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Database operation failed", "Internal server error"})
  void a_server_in_trouble_is_not_taken_for_a_missing_dataset(String words) throws Exception {
    start(V0_27);
    ragflow.faults().onAny().next(1).inject(says(200, 102, words, null));
    assertThatThrownBy(sink::verify)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining(words);
    assertThat(sink.verify().name()).isEqualTo("test");
  }

  @Test
  void a_list_without_the_dataset_means_that_it_is_not_ours() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(says(200, 0, "", java.util.List.of()));
    assertFatal(Kind.REFUSED_VALUE, sink);
  }
}
