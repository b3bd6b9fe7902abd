package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.WayCheck;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.web.DocsWeb;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logging on in a real Chromium, without a screen. */
class BrowserLoginTest {

  private final Simulated simulated = new Simulated();
  private final DocsWeb web = simulated.dingTalk.web();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private final Phone phone = new Phone(web);
  private final Entry sketch = base.root().addOnline(OnlineKind.ADRAW, "Sketch");

  @BeforeEach
  void no_screen() {
    simulated.values.put("browserPause", "0s");
    simulated.values.put("chromeHeadless", "true");
    simulated.interaction = phone;
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void saying_done_without_a_login_is_answered_and_waited_on() throws Exception {
    phone.sayDoneFirst();
    assertThat(simulated.fetch(file()).bytes()).startsWith(0xFF, 0xD8);
    assertThat(phone.asked()).hasSize(2);
    assertThat(phone.asked().get(1)).contains("nobody is logged on yet");
  }

  @Test
  void a_code_that_is_over_is_renewed() throws Exception {
    phone.beforeScan(web::expireCodes);
    assertThat(simulated.fetch(file()).bytes()).startsWith(0xFF, 0xD8);
    assertThat(phone.codes()).isEqualTo(2);
  }

  @Test
  void when_nobody_comes_in_time_the_lane_is_shut_until_a_person_asks_for_the_login()
      throws Exception {
    simulated.values.put("loginWait", "1s");
    phone.absent(true);
    RemoteFile file = file();
    assertThatThrownBy(() -> simulated.fetch(file))
        .isInstanceOf(LaneClosedException.class)
        .hasMessageContaining("in time")
        .hasMessageContaining("KBSync login");
    phone.absent(false);
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(LaneClosedException.class);
    simulated.values.put("loginWait", "10m");
    simulated.restart();
    simulated.source().login(Simulated.rootOf(base));
    assertThat(simulated.fetch(file).bytes()).startsWith(0xFF, 0xD8);
    assertThat(phone.asked()).hasSize(2);
  }

  @Test
  void where_nobody_is_seen_a_login_is_waited_for_only_if_the_config_says_how_long()
      throws Exception {
    phone.unseen();
    RemoteFile file = file();
    assertThatThrownBy(() -> simulated.fetch(file))
        .isInstanceOf(LaneClosedException.class)
        .hasMessageContaining("nobody is here");
    assertThat(phone.codes()).isZero();
    simulated.values.put("loginWait", "5m");
    simulated.restart();
    assertThat(simulated.fetch(file).bytes()).startsWith(0xFF, 0xD8);
  }

  @Test
  void the_question_at_the_start_is_not_put_where_a_session_lives() throws Exception {
    RemoteFile file = file();
    simulated.source().prepare(Simulated.rootOf(base), List.of(file));
    assertThat(phone.asked()).hasSize(1);
    assertThat(phone.asked().get(0)).contains("Handbook").contains("drawings");
    assertThat(simulated.fetch(file).bytes()).startsWith(0xFF, 0xD8);
    simulated.restart();
    simulated.source().prepare(Simulated.rootOf(base), List.of(file));
    assertThat(phone.asked()).hasSize(1);
  }

  @Test
  void a_colleague_is_let_in_with_a_warning() throws Exception {
    phone.account(web.colleague());
    try (CapturedLog log = new CapturedLog()) {
      assertThat(simulated.fetch(file()).bytes()).startsWith(0xFF, 0xD8);
      assertThat(log.messages(Level.WARN))
          .anySatisfy(line -> assertThat(line).contains("同事").contains("dingDingUserId"));
    }
  }

  @Test
  void always_means_at_the_start_even_of_a_drive_job() throws Exception {
    simulated.values.put("dingDingLogin", "always");
    simulated.list(simulated.dingTalk.world().addSpace("Files"));
    assertThat(phone.asked()).hasSize(1);
  }

  @Test
  void cancelling_ends_the_wait_for_a_person_within_seconds() throws Exception {
    phone.absent(true);
    RemoteFile file = file();
    FutureTask<Object> fetching = new FutureTask<>(() -> simulated.fetch(file));
    new Thread(fetching, "fetching").start();
    assertThat(phone.awaitCode(60, TimeUnit.SECONDS)).isTrue();
    long begun = System.nanoTime();
    simulated.source().cancel();
    assertThatThrownBy(() -> fetching.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void the_check_tells_which_step_of_which_way_no_longer_fits() throws Exception {
    web.quirks().dropMenuEntry("png");
    web.quirks().dropMenuEntry("jpg");
    List<WayCheck> checks = simulated.source().browserWays(file());
    assertThat(checks).hasSize(2);
    assertThat(checks.get(0).works()).isTrue();
    assertThat(checks.get(1).works()).isFalse();
    assertThat(checks.get(1).way()).contains("adraw as jpg").contains("menu");
    assertThat(checks.get(1).step()).contains("图片");
  }

  private RemoteFile file() throws Exception {
    return simulated.list(base).file(sketch.name());
  }
}
