package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RagflowUploadsTest extends RagflowFixture {

  private static RemoteFile file(String name) {
    return RemoteFile.builder(new FileId("f"), name).revision(Revision.of("v", "1")).build();
  }

  private void assertSkipped(TestUpload upload) {
    assertThatThrownBy(() -> sink.put(upload))
        .isInstanceOfSatisfying(
            PermanentException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SKIPPED));
    assertThat(ragflow.dataset().documents()).isEmpty();
  }

  private void assertMayBeDone(TestUpload upload) {
    assertThatThrownBy(() -> sink.put(upload))
        .isInstanceOfSatisfying(
            RetriableException.class, e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void one_put_is_one_request(RagflowVersion version) throws Exception {
    start(version);
    StoredDocument stored = sink.put(TestUpload.text("plan.txt"));
    assertThat(stored.ownKey()).contains(TestUpload.KEY);
    assertThat(stored.name()).isEqualTo(TestUpload.KEY + ".txt");
    assertThat(ragflow.requests().log()).containsExactly("documents.upload");
    assertThat(document(stored.id()).location()).isEqualTo(TestUpload.KEY + ".txt");
  }

  @ParameterizedTest
  @EnumSource
  void an_upload_whose_answer_got_lost_is_found_and_not_sent_twice(RagflowVersion version)
      throws Exception {
    start(version);
    ragflow.faults().on("documents.upload").next(1).inject(Fault.unanswered());
    assertMayBeDone(TestUpload.text("plan.txt"));
    assertThat(ragflow.dataset().documents()).hasSize(1);
    assertThat(sink.find(TestUpload.KEY)).isPresent();
  }

  @Test
  void an_answer_that_breaks_off_leaves_the_outcome_open() throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(Fault.truncated());
    assertMayBeDone(TestUpload.text("plan.txt"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void a_status_of_a_proxy_leaves_the_outcome_open(int status) throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(Fault.status(status));
    assertMayBeDone(TestUpload.text("plan.txt"));
  }

  static Stream<Fault> passingTroubles() {
    return Stream.of(
        says(200, 100, "OperationalError(1205, 'Lock wait timeout exceeded')", null),
        says(200, 100, "InterfaceError(0, '')", null),
        says(200, 500, "a.txt: S3 operation failed; code: SlowDown", null),
        says(200, 0, "", null),
        says(200, 0, "", java.util.List.of()));
  }

  @ParameterizedTest
  @MethodSource("passingTroubles")
  void trouble_inside_the_server_leaves_the_outcome_open(Fault trouble) throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(trouble);
    assertMayBeDone(TestUpload.text("plan.txt"));
  }

  @Test
  void a_false_401_leaves_the_outcome_open() throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(says(401, 401, "401 from storage", null));
    assertMayBeDone(TestUpload.text("plan.txt"));
  }

  @ParameterizedTest
  @EnumSource
  void an_expired_key_ends_the_job(RagflowVersion version) throws Exception {
    start(version);
    Sink stranger =
        sink(TestConfig.of(ragflow.url(), "ragflow-expired99", RagflowSimulator.DATASET));
    assertThatThrownBy(() -> stranger.put(TestUpload.text("plan.txt")))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.CREDENTIALS));
  }

  @Test
  void a_missing_right_to_the_dataset_ends_the_job() throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(says(200, 109, "No authorization.", false));
    assertThatThrownBy(() -> sink.put(TestUpload.text("plan.txt")))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.PERMISSION));
  }

  @Test
  void a_type_that_an_old_server_refuses_is_skipped_and_then_not_fetched() throws Exception {
    start(V0_20);
    assertThat(sink.refuses(file("book.epub"), Rendition.ORIGINAL)).isEmpty();
    assertSkipped(TestUpload.text("book.epub"));
    assertThat(sink.refuses(file("book.epub"), Rendition.ORIGINAL)).isPresent();
  }

  @Test
  void what_is_not_supported_in_one_file_says_nothing_of_its_ending() throws Exception {
    start(V0_27);
    ragflow
        .faults()
        .on("documents.upload")
        .inject(says(200, 500, "plan.txt: this compression is not supported", null));
    assertThatThrownBy(() -> sink.put(TestUpload.text("plan.txt")))
        .isInstanceOfSatisfying(
            PermanentException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED));
    assertThat(sink.refuses(file("other.txt"), Rendition.ORIGINAL)).isEmpty();
  }

  @Test
  void other_types_are_refused_before_anything_is_fetched() throws Exception {
    start(V0_27);
    assertThat(sink.refuses(file("setup.EXE"), Rendition.ORIGINAL))
        .hasValueSatisfying(
            r -> assertThat(r.reason()).isEqualTo("RAGFlow does not take .exe files"));
    for (String taken : new String[] {"a.PDF", "a.log", "README", "v1.2", ".env", "a.yaml"}) {
      assertThat(sink.refuses(file(taken), Rendition.ORIGINAL)).as(taken).isEmpty();
    }
    assertThat(sink.refuses(file("Notes.adoc"), Rendition.ORIGINAL)).isPresent();
    assertThat(sink.refuses(file("Notes.adoc"), Rendition.of("docx"))).isEmpty();
    assertThat(ragflow.requests().total()).isZero();
  }

  @Test
  void a_file_over_a_gibibyte_is_refused_before_it_is_fetched() throws Exception {
    start(V0_27);
    RemoteFile huge =
        RemoteFile.builder(new FileId("f"), "film.mp4")
            .revision(Revision.of("v", "1"))
            .size((1L << 30) + 1)
            .build();
    assertThat(sink.refuses(huge, Rendition.ORIGINAL)).isPresent();

    Sink raised = sink(config().with("ragflowMaxContentLength", "2147483648"));
    assertThat(raised.refuses(huge, Rendition.ORIGINAL)).isEmpty();
  }

  @Test
  void a_file_over_the_servers_limit_says_what_to_raise() throws Exception {
    start(RagflowSimulator.builder().maxBody(100));
    assertThatThrownBy(() -> sink.put(TestUpload.of(1, "a.txt", "x".repeat(200))))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("MAX_CONTENT_LENGTH");
    ragflow.faults().onAny().inject(Fault.status(413));
    assertThatThrownBy(() -> sink.put(TestUpload.text("a.txt")))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("client_max_body_size");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405})
  void a_guard_that_refuses_one_file_fails_that_file_alone(int status) throws Exception {
    start(V0_27);
    ragflow
        .faults()
        .on("documents.upload")
        .next(1)
        .inject(Fault.answer(SimResponse.html(status, "<html>Blocked</html>")));
    assertThatThrownBy(() -> sink.put(TestUpload.text("plan.txt")))
        .isInstanceOfSatisfying(
            PermanentException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED))
        .hasMessageContaining("in front of RAGFlow")
        .hasMessageContaining("plan.txt")
        .hasMessageContaining("HTTP " + status);
    assertThat(sink.put(TestUpload.of(2, "other.txt", "x")).name()).isNotEmpty();
  }

  @Test
  void a_guard_that_refuses_upload_after_upload_ends_the_job_before_all_are_fetched()
      throws Exception {
    start(V0_27);
    ragflow.faults().on("documents.upload").inject(Fault.status(403));
    for (int i = 0; i < RagflowUploads.MOST_GUARDED; i++) {
      assertThatThrownBy(() -> put(1, "a.txt")).isInstanceOf(PermanentException.class);
    }
    assertThatThrownBy(() -> put(2, "b.txt")).isInstanceOf(FatalException.class);
    sink.verify();
    assertThatThrownBy(() -> put(2, "b.txt")).isInstanceOf(PermanentException.class);
  }

  @Test
  void a_guard_that_refuses_everything_ends_the_job() throws Exception {
    start(V0_27);
    ragflow.faults().onAny().inject(Fault.answer(SimResponse.html(403, "<html>Blocked</html>")));
    assertThatThrownBy(() -> sink.put(TestUpload.text("plan.txt")))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.UNREACHABLE));
  }

  @Test
  void digits_of_a_files_name_do_not_make_it_too_large() throws Exception {
    start(V0_27);
    String name = "kbsync-00000000000000000413-0000000000-0000000000.txt";
    ragflow
        .faults()
        .on("documents.upload")
        .inject(says(200, 500, name + ": S3 operation failed; code: SlowDown", null));
    assertMayBeDone(TestUpload.text("plan.txt"));
  }

  @Test
  void a_full_account_says_so() throws Exception {
    start(RagflowSimulator.builder().maxFiles(1));
    put(1, "a.txt");
    assertThatThrownBy(() -> put(2, "b.txt"))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("MAX_FILE_NUM_PER_USER");
  }

  @Test
  void of_two_documents_with_one_key_the_older_one_is_found() throws Exception {
    start(V0_27);
    StoredDocument first = sink.put(TestUpload.text("plan.txt"));
    StoredDocument second = sink.put(TestUpload.text("plan.txt"));
    assertThat(second.name()).isEqualTo(TestUpload.KEY + "(1).txt");
    assertThat(second.ownKey()).contains(TestUpload.KEY);
    assertThat(sink.find(TestUpload.KEY)).isPresent();
    sink.remove(first.id());
    assertThat(sink.find(TestUpload.KEY).map(StoredDocument::id)).contains(second.id());
  }

  @Test
  void text_goes_up_under_an_ending_that_is_taken() throws Exception {
    start(V0_27);
    assertThat(sink.put(TestUpload.of(1, "server.log.txt", "行一\n")).name()).endsWith(".txt");
    assertThat(sink.put(TestUpload.of(2, "README.txt", "Hello")).name()).endsWith(".txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.log.txt", "data.yaml.txt", "README.txt"})
  void what_is_no_text_is_skipped_under_an_appended_ending(String title) throws Exception {
    start(V0_27);
    byte[] binary = new byte[70_000];
    binary[0] = 'M';
    binary[1] = 'Z';
    assertSkipped(new TestUpload(TestUpload.KEY, title, binary));
    assertThat(ragflow.requests().total()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx.conf.txt", "server.log.txt", "README.txt", "a.txt"})
  void text_may_have_any_encoding(String title) throws Exception {
    start(V0_27);
    byte[] gbk = "报告内容".repeat(30_000).getBytes(Charset.forName("GBK"));
    byte[] utf16 = "报告 report".getBytes(StandardCharsets.UTF_16);
    assertThat(sink.put(new TestUpload(TestUpload.key(1), title, gbk)).name()).isNotEmpty();
    assertThat(sink.put(new TestUpload(TestUpload.key(2), title, utf16)).name()).isNotEmpty();
  }
}
