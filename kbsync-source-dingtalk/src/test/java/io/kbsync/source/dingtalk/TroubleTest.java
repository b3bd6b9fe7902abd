package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static io.kbsync.source.dingtalk.AuthenticationTest.assertGuarded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.testkit.dingtalk.DingTalkFaults.Throttle;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong with any call, tried on the listing of a Drive space. */
class TroubleTest {

  private final Simulated simulated = new Simulated();
  private DriveSpace space;

  @BeforeEach
  void fill() throws Exception {
    space = simulated.dingTalk.world().addSpace("Files");
    space.root().addFile("a.txt", "a");
    simulated.source();
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Throttle.class,
      names = {"QPS_403", "QPM_403", "OVERLIMIT_400", "BUSY_429", "BUSY_500"})
  void every_throttle_without_a_time_slows_its_group_down_and_no_other(Throttle form)
      throws Exception {
    simulated.dingTalk.trouble().throttle("dentries.list", 1, form);
    assertThatThrownBy(() -> simulated.list(space))
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> {
              assertThat(e.tooFast()).isTrue();
              assertThat(e.retryAfter()).isEmpty();
            });
    assertThat(simulated.calls.throttled).containsExactly("storage.dentries null");
    assertThat(simulated.list(space).names()).containsExactly("a.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "429, system.busy",
    "403, Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
    "500, systemBusy",
  })
  void a_throttle_that_names_a_time_is_left_alone_for_as_long(int status, String code) {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .inject(
            Fault.answer(
                SimResponse.json(status, Map.of("code", code, "message", "busy"))
                    .withHeader("Retry-After", "7")));
    assertThatThrownBy(() -> simulated.list(space))
        .isInstanceOfSatisfying(
            RetriableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    assertThat(simulated.calls.throttled).containsExactly("storage.dentries PT7S");
  }

  @Test
  void a_spent_month_ends_the_run_until_it_renews() {
    simulated.dingTalk.trouble().quotaSpent("dentries.list", 1);
    assertThatThrownBy(() -> simulated.list(space))
        .isInstanceOfSatisfying(
            FatalException.class,
            fatal -> {
              assertThat(fatal.kind()).isEqualTo(FatalException.Kind.QUOTA);
              assertThat(fatal.until()).contains(Instant.parse("2026-11-30T16:00:00Z"));
            })
        .hasMessageContaining("2026-12-01");
  }

  @Test
  void a_troubled_server_can_be_asked_again() throws Exception {
    simulated.dingTalk.trouble().throttle("dentries.list", 1, Throttle.TIMEOUT_503);
    assertThatThrownBy(() -> simulated.list(space)).isInstanceOf(RetriableException.class);
    simulated.dingTalk.trouble().fail("dentries.list", 1, 500, "unknownError", "oops");
    assertThatThrownBy(() -> simulated.list(space)).isInstanceOf(RetriableException.class);
    simulated.dingTalk.faults().on("dentries.list").next(1).inject(Fault.reset());
    assertThatThrownBy(() -> simulated.list(space)).isInstanceOf(RetriableException.class);
    assertThat(simulated.list(space).names()).containsExactly("a.txt");
  }

  @Test
  void the_guards_page_and_notice_are_no_empty_list() {
    simulated.dingTalk.trouble().banWithHtml("dentries.list", 1);
    assertGuarded(() -> simulated.list(space));
    simulated.dingTalk.trouble().banWithJson("dentries.list", 1);
    assertGuarded(() -> simulated.list(space));
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .next(1)
        .inject(Fault.answer(SimResponse.json(403, Map.of("status", 1111))));
    assertGuarded(() -> simulated.list(space));
    simulated.dingTalk.faults().on("dentries.list").next(1).inject(Fault.status(403));
    assertGuarded(() -> simulated.list(space));
  }

  @Test
  void json_of_another_shape_is_not_taken_for_the_guard() {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .inject(
            Fault.answer(
                SimResponse.json(200, Map.of("dentries", List.of(Map.of("size", "large"))))));
    assertThatThrownBy(() -> simulated.list(space))
        .isInstanceOfSatisfying(RetriableException.class, e -> assertThat(e.retryAfter()).isEmpty())
        .hasMessageContaining("$.dentries[0].size")
        .hasMessageNotContaining("guard");
  }

  @Test
  void a_lost_token_is_renewed_and_the_call_repeated() throws Exception {
    simulated.dingTalk.invalidateTokens();
    assertThat(simulated.list(space).names()).containsExactly("a.txt");
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
    assertThat(simulated.dingTalk.requests().count("dentries.list")).isEqualTo(2);
  }

  @Test
  void a_token_that_is_never_accepted_is_not_renewed_for_ever() {
    simulated.dingTalk.trouble().refuseToken("dentries.list", 99);
    assertThatThrownBy(() -> simulated.list(space)).isInstanceOf(RetriableException.class);
    assertThat(simulated.dingTalk.requests().count("token")).isEqualTo(2);
    assertThat(simulated.dingTalk.requests().count("dentries.list")).isEqualTo(2);
  }

  @Test
  void a_missing_permission_is_named_as_the_console_names_it() {
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_FILE);
    assertFatal(() -> simulated.list(space), FatalException.Kind.PERMISSION)
        .hasMessageContaining("企业存储文件读权限")
        .hasMessageContaining("read enterprise storage files")
        .hasMessageContaining("Storage.File.Read");
  }

  @Test
  void a_missing_permission_in_newer_words_is_named_too() {
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_FILE);
    simulated.dingTalk.quirks().set(Quirk.NEW_PERMISSION_MESSAGE, true);
    assertFatal(() -> simulated.list(space), FatalException.Kind.PERMISSION)
        .hasMessageContaining("企业存储文件读权限");
  }

  @Test
  void a_server_that_knows_no_such_api_is_the_wrong_address() {
    simulated.dingTalk.trouble().fail("dentries.list", 1, 404, "InvalidAction.NotFound", "no");
    assertFatal(() -> simulated.list(space), FatalException.Kind.UNREACHABLE)
        .hasMessageContaining("dingDingApiUrl");
  }

  @Test
  void a_machine_that_may_not_call_is_told_where_to_allow_it() {
    simulated
        .dingTalk
        .trouble()
        .fail("dentries.list", 1, 403, "Forbidden.AccessDenied.IpNotInWhiteList", "ip");
    assertFatal(() -> simulated.list(space), FatalException.Kind.PERMISSION)
        .hasMessageContaining("服务器出口IP");
  }

  @Test
  void a_list_that_is_missing_is_a_gap() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("dentries.list")
        .next(1)
        .inject(Fault.answer(SimResponse.json(200, Map.of("success", true))));
    assertThat(simulated.list(space).gaps()).hasSize(1);
  }
}
