package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.config.ConfigException;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No key, secret, token or signature stands in anything that is written, at the most verbose level,
 * whatever goes wrong.
 */
class SecretsTest {

  @TempDir Path folder;

  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private Playground play;
  private LogRecord log;

  @BeforeEach
  void aJobWhoseRequestsAreWatched() {
    log = LogRecord.begin();
    play =
        new Playground(folder)
            .set("dingDingRoot", "Handbook")
            .set("dingDingSource", "KnowledgeBase");
    play.listen(event -> written.add(event.toString()));
    secrets.add(play.dingTalk.clientSecret());
    secrets.add(play.ragflow.apiKey());
    secrets.add(play.ragflow.apiKey().substring("ragflow-".length() + 4));
    play.dingTalk.faults().onAny().when(this::collect).inject(Fault.reset());
    KnowledgeBase base = play.dingTalk.world().addKnowledgeBase("Handbook");
    for (int i = 0; i < 3; i++) {
      base.root().addFile("file" + i + ".md", "Text " + i);
    }
    base.root().addDocument("Page", Block.paragraph("Text."));
  }

  @AfterEach
  void stop() {
    log.close();
    play.close();
  }

  /** Takes a note of the secrets in a request; never makes it fail. */
  private boolean collect(SimRequest request) {
    request.header("x-acs-dingtalk-access-token").ifPresent(secrets::add);
    request.query("access_token").ifPresent(secrets::add);
    request.query("Signature").ifPresent(secrets::add);
    request
        .header("Authorization")
        .map(value -> value.substring(value.indexOf(':') + 1))
        .ifPresent(secrets::add);
    return false;
  }

  private void assertNoSecretIsWritten() throws IOException {
    written.addAll(log.lines());
    written.addAll(filesBelow(folder));
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(3);
    for (String secret : secrets) {
      assertThat(written).noneMatch(text -> text.contains(secret));
    }
  }

  /** The bytes of the state, of its journal and of the ledger, as text. */
  private static List<String> filesBelow(Path top) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readString(file, ISO_8859_1));
      }
    }
    assertThat(contents).hasSizeGreaterThanOrEqualTo(2);
    return contents;
  }

  @Test
  void a_run_with_every_kind_of_trouble_writes_no_secret() throws Exception {
    play.dingTalk.trouble().throttle("nodes", 1);
    play.dingTalk.trouble().refuseToken("nodes", 1);
    play.dingTalk.trouble().banWithHtml("nodes", 1);
    play.dingTalk.faults().on("downloadInfo").next(1).inject(Fault.status(502));
    play.dingTalk.faults().on("queryDentryId").next(1).inject(Fault.reset());
    play.dingTalk.faults().on("download").next(1).inject(Fault.truncated());
    play.dingTalk.faults().on("download").next(1).inject(Fault.status(403));
    play.ragflow.faults().on("documents.upload").next(1).inject(Fault.unanswered());
    play.ragflow.faults().on("documents.update").next(1).inject(Fault.status(500));

    written.add(play.run().toString());
    written.addAll(play.config().startLines());
    written.add(play.config().toString());

    assertThat(play.found()).hasSize(4);
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(3 + 2);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("DEBUG"));
    assertNoSecretIsWritten();
  }

  @Test
  void a_server_that_repeats_the_secret_in_its_error_is_not_quoted_in_full() throws Exception {
    Map<String, Object> refusal =
        Map.of("code", 109, "message", "Bearer " + play.ragflow.apiKey() + " is not valid");
    play.ragflow
        .faults()
        .on("documents.upload")
        .inject(Fault.answer(SimResponse.json(200, refusal)));

    written.add(play.run().toString());

    assertNoSecretIsWritten();
  }

  @Test
  void a_link_that_a_server_repeats_is_not_quoted_with_its_signature() throws Exception {
    play.dingTalk
        .trouble()
        .fail("downloadInfo", 100, 400, "paramError", "see https://x/y?Signature=abcdefsignature");
    secrets.add("abcdefsignature");

    written.add(play.run().toString());

    assertNoSecretIsWritten();
  }

  @Test
  void wrong_credentials_are_not_repeated() throws Exception {
    secrets.add("another-secret-that-is-wrong");
    secrets.add("0000YzBlNTZmNTExZjA4YTNkNzAwMTY");

    collectFailure("dingDingClientSecret", "another-secret-that-is-wrong");
    collectFailure("ragflowApiKey", "Bearer ragflow-0000YzBlNTZmNTExZjA4YTNkNzAwMTY");

    assertNoSecretIsWritten();
  }

  @Test
  void values_that_are_no_good_are_not_repeated_either() throws Exception {
    String key = play.ragflow.apiKey();

    collectFailure("ragflowApiKey", key);
    collectFailure("ragflowApiKey", "bearer " + key);
    collectFailure("ragflowUrl", "http://user:pass-word-1@host/?key=" + key);
    secrets.add("pass-word-1");

    play.run();
    assertNoSecretIsWritten();
  }

  /** Runs with a value that is refused, and collects what is said. */
  private void collectFailure(String name, String value) throws Exception {
    String good = play.value(name);
    play.set(name, value);
    try {
      written.add(play.run().toString());
      assertThat(written.get(written.size() - 1)).contains("fatal=Fatal");
    } catch (ConfigException | FatalException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      written.add(trace.toString());
    } finally {
      play.set(name, good);
    }
  }
}
