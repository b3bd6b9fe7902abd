package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException.Kind;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.DingTalkFaults.Throttle;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.http.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are busy, away, guarded or out of quota in the middle of a run. */
class ServerTroubleTest {

  /** Five minutes, less what passed by itself. */
  private static final Duration BAN = Duration.ofMinutes(5).minusSeconds(30);

  @TempDir Path folder;

  private Playground play;
  private Entry old;

  @BeforeEach
  void aSyncedJobWithNewFiles() throws Exception {
    play = new Playground(folder).set("dingDingRoot", "Team");
    Entry root = play.dingTalk.world().addSpace("Team").root();
    old = root.addFile("old.md", "Old.");
    play.runWell();
    for (int i = 0; i < 4; i++) {
      root.addFile("new" + i + ".md", "New " + i);
    }
    play.afterwards();
  }

  @AfterEach
  void nothingWasLost() {
    assertThat(play.found()).containsKey(old.name());
    play.close();
  }

  private void assertEverythingIsThere() {
    assertThat(play.found().keySet())
        .containsExactlyInAnyOrder("old.md", "new0.md", "new1.md", "new2.md", "new3.md");
  }

  @Test
  void a_quota_that_ends_in_the_middle_ends_the_run_and_names_the_day_it_renews() throws Exception {
    // One call lists the root, and of four files two come.
    play.dingTalk.quirks().monthlyQuota(3);

    SyncReport report = play.run();

    SyncReport.Fatal end = report.fatalEnd().orElseThrow();
    assertThat(end.kind()).isEqualTo(Kind.QUOTA);
    assertThat(end.until()).isNotNull();
    assertThat(end.message()).contains("this month are spent").containsPattern("\\d{4}-\\d\\d-01");
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.BLOCKED);
    play.dingTalk.quirks().monthlyQuota(Long.MAX_VALUE);
    play.runWell();
    assertEverythingIsThere();
    assertThat(play.ragflow.requests().count("documents.upload")).isEqualTo(4);
  }

  @Test
  void a_budget_that_ends_in_the_middle_ends_the_run_before_the_server_says_so() throws Exception {
    // Five calls are spent; one lists the root, and of four files two come.
    play.set("callBudget", "8");

    SyncReport report = play.run();

    SyncReport.Fatal end = report.fatalEnd().orElseThrow();
    assertThat(end.kind()).isEqualTo(Kind.QUOTA);
    assertThat(end.message()).contains("callBudget").containsPattern("\\d{4}-\\d\\d-01");
    play.set("callBudget", "0").runWell();
    assertEverythingIsThere();
  }

  @Test
  void a_token_that_is_taken_back_in_the_middle_is_fetched_anew() throws Exception {
    AtomicBoolean once = new AtomicBoolean();
    play.dingTalk
        .faults()
        .on("downloadInfo")
        .inject(
            Fault.before(
                () -> {
                  if (once.compareAndSet(false, true)) {
                    play.dingTalk.invalidateTokens();
                  }
                }));

    play.runWell();

    assertEverythingIsThere();
    assertThat(play.dingTalk.requests().count("token")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_throttle_in_any_form_is_waited_out(Throttle form) throws Exception {
    play.dingTalk.trouble().throttle("dentries.listAll", 1, form);
    play.dingTalk.trouble().throttle("downloadInfo", 2, form);

    play.runWell();

    assertEverythingIsThere();
  }

  @ParameterizedTest
  @ValueSource(ints = {90018, 90002, 90005, -1})
  void a_throttle_of_the_old_api_is_waited_out(int errcode) throws Exception {
    play.dingTalk.trouble().failUser(2, errcode, "请求太频繁");

    play.runWell();

    assertThat(play.dingTalk.faults().injected()).isEqualTo(2);

    assertEverythingIsThere();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dentries.listAll", "downloadInfo", "drive.spaces"})
  void the_guard_before_dingtalk_is_waited_out_as_long_as_it_bans(String endpoint)
      throws Exception {
    forgetTheRoots();
    Duration before = play.clock.ahead();
    play.dingTalk.trouble().banWithHtml(endpoint, 1);
    play.dingTalk.trouble().banWithJson(endpoint, 1);

    play.runWell();

    assertEverythingIsThere();
    assertThat(play.clock.ahead().minus(before)).isGreaterThanOrEqualTo(BAN);
  }

  /** They are known for a day. */
  private void forgetTheRoots() {
    play.clock.jump(Duration.ofHours(25));
  }

  @Test
  void a_guard_that_stays_is_named() throws Exception {
    play.dingTalk.trouble().banWithHtml("dentries.listAll", 1_000);

    SyncReport report = play.run();

    assertThat(report.fatalEnd().map(SyncReport.Fatal::message).orElse("") + report.failed())
        .contains("guard before DingTalk's network", "proxy");
    assertThat(ExitCode.of(report)).isNotEqualTo(ExitCode.IN_SYNC);
    assertThat(report.counts().removed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "user", "drive.spaces", "drive.mySpaces"})
  void a_server_that_fails_before_the_run_begins_ends_the_job_with_its_reason(String endpoint)
      throws Exception {
    forgetTheRoots();
    play.dingTalk.faults().on(endpoint).inject(Fault.status(503));

    SyncReport.Fatal end = play.refusal();

    assertThat(end.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(end.message()).contains("HTTP 503", "tried 9 times");
    play.dingTalk.faults().clear();
    play.runWell();
    assertEverythingIsThere();
  }

  @Test
  void ragflow_that_is_away_for_a_while_gets_every_file_once() throws Exception {
    play.ragflow.faults().on("documents.upload").next(2).inject(Fault.status(503));
    play.ragflow.faults().on("documents.update").next(2).inject(Fault.reset());
    play.ragflow.faults().on("documents.upload").after(1).next(1).inject(Fault.unanswered());

    play.runWell();

    assertEverythingIsThere();
    assertThat(play.dataset().size()).isEqualTo(5);
  }

  @Test
  void a_document_that_ragflow_cannot_parse_is_told_with_its_reason() throws Exception {
    play.ragflow
        .parsing()
        .failWhere(document -> document.name().equals("new2.md"), "[ERROR] no model is set");

    SyncReport report = play.run();

    assertThat(report.notSearchable().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Team/new2.md");
              assertThat(note.reason()).contains("no model is set");
            });
    assertThat(play.found()).hasSize(4);
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.SOME_FAILED);
  }
}
