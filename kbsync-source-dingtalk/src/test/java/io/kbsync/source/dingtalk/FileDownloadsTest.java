package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static io.kbsync.source.dingtalk.KnowledgeBaseTest.assertOutcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloadsTest {

  private static final byte[] BYTES = "the content".getBytes(StandardCharsets.UTF_8);

  private final Simulated simulated = new Simulated();
  private final DriveSpace space = simulated.dingTalk.world().addSpace("Files");
  private Entry entry;
  private RemoteFile file;

  @BeforeEach
  void list() throws Exception {
    entry = space.root().addFile("a.txt", BYTES);
    space.root().addFile("page.html", "<html>mine</html>");
    file = simulated.list(space).file("a.txt");
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void the_signed_request_carries_its_headers_and_no_token() throws Exception {
    List<SimRequest> seen = new CopyOnWriteArrayList<>();
    simulated
        .dingTalk
        .faults()
        .on("download")
        .when(request -> !seen.add(request)) // looks, and lets it through
        .inject(Fault.reset());
    Simulated.Fetched fetched = simulated.fetch(file);
    assertThat(fetched.bytes()).isEqualTo(BYTES);
    assertThat(fetched.length()).isEqualTo(BYTES.length);
    assertThat(seen)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.header("Authorization").orElse("")).startsWith("OSS ");
              assertThat(request.header("x-oss-date")).isPresent();
              assertThat(request.header("Accept-Encoding")).contains("identity");
              assertThat(request.header("Content-Type")).isEmpty();
              assertThat(request.header("x-acs-dingtalk-access-token")).isEmpty();
            });
  }

  @Test
  void downloads_from_the_store_are_not_counted() throws Exception {
    long before = simulated.calls.counted();
    simulated.fetch(file);
    assertThat(simulated.calls.counted()).isEqualTo(before + 1);
    assertThat(simulated.calls.awaited).anyMatch(group -> group.name().equals("download"));
  }

  @Test
  void a_download_that_failed_is_repeated_with_the_same_link() throws Exception {
    simulated.dingTalk.faults().on("download").next(1).inject(Fault.status(503));
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(RetriableException.class);

    assertThat(simulated.fetch(file).bytes()).isEqualTo(BYTES);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(1);
    simulated.fetch(file);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(2);
  }

  @Test
  void a_download_that_broke_off_midway_is_repeated_with_the_same_link() throws Exception {
    for (Fault fault : List.of(Fault.truncated(), Fault.resetInBody())) {
      simulated.dingTalk.faults().on("download").next(1).inject(fault);
      assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(IOException.class);
    }

    assertThat(simulated.fetch(file).bytes()).isEqualTo(BYTES);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(1);
  }

  @Test
  void a_link_to_an_older_revision_is_not_used_for_a_newer_one() throws Exception {
    simulated.dingTalk.faults().on("download").next(1).inject(Fault.status(503));
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(RetriableException.class);

    entry.edit("newer");
    RemoteFile newer = simulated.list(space).file("a.txt");

    assertThat(simulated.fetch(newer).text()).isEqualTo("newer");
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(2);
  }

  @Test
  void an_expired_link_is_renewed_once() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .next(1)
        .inject(Fault.before(simulated.dingTalk::expireLinks));
    assertThat(simulated.fetch(file).bytes()).isEqualTo(BYTES);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(2);
  }

  @Test
  void a_file_whose_fresh_link_is_refused_too_fails_alone_and_costs_two_calls() {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.before(simulated.dingTalk::expireLinks));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED)
        .hasMessageContaining("'a.txt'")
        .hasMessageContaining("later run");
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void a_proxy_that_blocks_the_store_is_no_verdict_on_a_file(int status) throws Exception {
    RemoteFile page = simulated.list(space).file("page.html");
    simulated.dingTalk.faults().on("download").inject(Fault.status(status));
    for (RemoteFile each : List.of(file, page)) {
      assertThatThrownBy(() -> simulated.fetch(each))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("HTTP " + status)
          .hasMessageContaining("proxy");
    }
  }

  @Test
  void a_redirect_to_a_host_that_was_named_is_followed() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .next(1)
        .inject(Fault.answer(SimResponse.empty(302).withHeader("Location", "/moved")));
    simulated
        .dingTalk
        .faults()
        .onAny()
        .when(request -> request.path().equals("/moved"))
        .inject(Fault.answer(SimResponse.text(200, "moved")));
    assertThat(simulated.fetch(file).text()).isEqualTo("moved");
  }

  @Test
  void a_redirect_to_any_other_host_is_not_followed() {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(
            Fault.answer(
                SimResponse.empty(302)
                    .withHeader("Location", simulated.dingTalk.apiUrl() + "/elsewhere")));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("did not name");
    assertThat(simulated.dingTalk.requests().count("unknown")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/x",
        "http://127.0.0.2:8080/x",
        "http://[::1]/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/x",
        "http://10.0.0.1/x",
        "http://192.168.1.1/x",
        "http://172.16.0.1/x",
        "http://2130706433/x",
        "https://example.com/x",
        "file:///etc/passwd",
        "ftp://localhost/x",
        "javascript:alert(1)",
        "gopher://localhost:6379/_FLUSHALL",
        "//example.com/x",
        ""
      })
  void a_redirect_to_what_was_not_named_is_refused_whatever_it_is(String location) {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.answer(SimResponse.empty(302).withHeader("Location", location)));

    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED)
        .hasMessageMatching("(?s).*(did not name|leads in circles).*");
  }

  @Test
  void a_redirect_from_https_to_http_is_refused_even_to_the_same_host() {
    SignedLink link = SignedLink.of(List.of("https://store.example.com/a"), Map.of());
    HttpUrl from = HttpUrl.get("https://store.example.com/a");

    assertThat(link.leadsTo(from, HttpUrl.get("https://store.example.com/b"))).isTrue();
    assertThat(link.leadsTo(from, HttpUrl.get("http://store.example.com/b"))).isFalse();
    assertThat(link.leadsTo(from, HttpUrl.get("https://other.example.com/b"))).isFalse();
  }

  @Test
  void a_redirect_in_a_circle_ends() {
    simulated
        .dingTalk
        .faults()
        .onAny()
        .when(request -> request.path().contains("/lippi-") || request.path().contains("/again"))
        .inject(Fault.answer(SimResponse.empty(302).withHeader("Location", "/again")));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED).hasMessageContaining("circles");
  }

  @Test
  void the_second_link_is_tried_when_nothing_listens_behind_the_first() {
    String good = simulated.dingTalk.downloadUrl() + "/lippi-space-zjk/none";
    answerLink(List.of("http://localhost:1/x", good));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED);
    assertThat(simulated.dingTalk.requests().count("download")).isEqualTo(2); // and its renewal
  }

  @Test
  void the_second_address_is_tried_before_a_fresh_link_is_asked_for() throws Exception {
    String store = simulated.dingTalk.downloadUrl() + "/lippi-space-zjk/";
    answerLink(List.of(store + "first", store + "second"));
    simulated
        .dingTalk
        .faults()
        .on("download")
        .when(request -> request.path().endsWith("/second"))
        .inject(Fault.answer(SimResponse.text(200, "the content")));
    assertThat(simulated.fetch(file).bytes()).isEqualTo(BYTES);
    assertThat(simulated.dingTalk.requests().count("download")).isEqualTo(2);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(1);
  }

  @Test
  void an_answer_without_a_link_fails_the_file() {
    answerLink(List.of());
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED).hasMessageContaining("'a.txt'");
    simulated.dingTalk.faults().clear();
    answerLink(List.of("file:///etc/passwd"));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED);
    simulated.dingTalk.faults().clear();
    simulated
        .dingTalk
        .faults()
        .on("downloadInfo")
        .inject(Fault.answer(SimResponse.json(200, Map.of("protocol", "HEADER_SIGNATURE"))));
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED);
  }

  @Test
  void a_page_of_a_proxy_is_no_content() {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.answer(SimResponse.html(200, "<html>log in</html>")));
    assertThatThrownBy(() -> simulated.fetch(file))
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(5)));
  }

  @Test
  void a_page_that_somebody_uploaded_is_content() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("download")
        .inject(Fault.answer(SimResponse.html(200, "<html>mine</html>")));
    RemoteFile page = simulated.list(space).file("page.html");
    assertThat(simulated.fetch(page).text()).isEqualTo("<html>mine</html>");
  }

  @Test
  void a_store_that_is_ill_can_be_asked_again() {
    simulated.dingTalk.faults().on("download").next(1).inject(Fault.status(503));
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(RetriableException.class);
  }

  @Test
  void a_truncated_download_breaks_off_with_an_error() {
    simulated.dingTalk.faults().on("download").inject(Fault.truncated());
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(IOException.class);
  }

  @Test
  void what_cannot_be_downloaded_is_skipped() {
    for (String code : List.of("operationNotSupported", "dentryDownloadProtocolNotSupport")) {
      simulated.dingTalk.trouble().fail("downloadInfo", 1, 400, code, "文件不支持下载");
      assertOutcome(() -> simulated.fetch(file), Outcome.SKIPPED)
          .hasMessageContaining("'a.txt'")
          .hasMessageContaining(code);
    }
  }

  @Test
  void a_file_without_the_right_to_download_is_skipped() {
    simulated.dingTalk.trouble().fail("downloadInfo", 1, 403, "permissionDenied", "no");
    assertOutcome(() -> simulated.fetch(file), Outcome.SKIPPED)
        .hasMessageStartingWith("no download permission");
  }

  @Test
  void an_archived_file_comes_with_a_later_run() {
    simulated.dingTalk.trouble().fail("downloadInfo", 1, 400, "fileArchived", "archived");
    assertOutcome(() -> simulated.fetch(file), Outcome.FAILED).hasMessageContaining("next run");
  }

  @Test
  void an_uncertified_organisation_ends_the_job_with_the_explanation() {
    simulated.dingTalk.quirks().set(Quirk.CERTIFIED, false);
    assertFatal(() -> simulated.fetch(file), FatalException.Kind.PERMISSION)
        .hasMessageContaining("certified")
        .hasMessageContaining("企业认证");
  }

  private void answerLink(List<String> urls) {
    simulated
        .dingTalk
        .faults()
        .on("downloadInfo")
        .inject(
            Fault.answer(
                SimResponse.json(
                    200,
                    Map.of(
                        "headerSignatureInfo",
                        Map.of("resourceUrls", urls, "headers", Map.of("Authorization", "x"))))));
  }
}
