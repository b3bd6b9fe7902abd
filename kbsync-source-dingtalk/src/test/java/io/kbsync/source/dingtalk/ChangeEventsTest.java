package io.kbsync.source.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.api.source.Root;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.HttpSettings;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.EventStream;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ChangeEventsTest {

  private final Simulated simulated = new Simulated();
  private final EventStream stream = simulated.dingTalk.stream();
  private DriveSpace space;

  @BeforeEach
  void aSpace() {
    simulated.values.put("dingDingEvents", "true");
    space = simulated.dingTalk.world().addSpace("Team");
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  private Changes listen(Root... roots) throws ConnectorException, InterruptedException {
    Changes changes = simulated.source().changes(List.of(roots)).orElseThrow();
    stream.awaitConnections(1);
    return changes;
  }

  private Changes listen() throws ConnectorException, InterruptedException {
    return listen(Simulated.rootOf(space));
  }

  /** What awaiting a change comes to, on another thread. */
  private static CompletableFuture<Void> heard(Changes changes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            changes.await();
          } catch (ConnectorException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void hear(Changes changes) throws Exception {
    heard(changes).get(30, SECONDS);
  }

  private static Throwable endOf(Changes changes) throws Exception {
    try {
      hear(changes);
      throw new AssertionError("a change was heard");
    } catch (ExecutionException e) {
      return e.getCause().getCause();
    }
  }

  @Test
  void without_the_key_nothing_is_opened() throws Exception {
    simulated.values.remove("dingDingEvents");

    assertThat(simulated.source().changes(List.of(Simulated.rootOf(space)))).isEmpty();
    assertThat(simulated.dingTalk.requests().count("stream.open")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_change_is_heard_in_whatever_form_it_is_told(Quirks.EventData form) throws Exception {
    simulated.dingTalk.quirks().eventData(form);
    try (Changes changes = listen()) {
      space.root().addFile("a.txt", "a");
      hear(changes);
    }
  }

  @Test
  void what_happens_elsewhere_is_left_to_others_and_not_heard() throws Exception {
    try (Changes changes = listen()) {
      stream.event("storage_dentry_update", "1");
      stream.event("user_add_org", space.id());
      assertThat(stream.nextAnswer()).contains("LATER");
      assertThat(stream.nextAnswer()).contains("LATER");
      CompletableFuture<Void> heard = heard(changes);
      assertThat(heard).isNotDone();
      stream.event("storage_dentry_update", space.id());
      assertThat(stream.nextAnswer()).contains("SUCCESS");
      heard.get(30, SECONDS);
    }
  }

  @Test
  void a_ping_is_answered_and_garbage_harms_nothing() throws Exception {
    try (Changes changes = listen()) {
      stream.send("{\"type\":");
      stream.send("nonsense");
      stream.ping();
      assertThat(stream.nextAnswer()).contains("\"code\":200", "a-ping");
      space.root().addFile("a.txt", "a");
      hear(changes);
    }
  }

  @Test
  void a_connection_that_dingtalk_is_about_to_end_is_over_and_another_one_tells_on()
      throws Exception {
    try (Changes changes = listen()) {
      stream.disconnect();
      assertThat(endOf(changes)).isInstanceOf(RetriableException.class);
    }
    stream.awaitConnections(0);
    try (Changes changes = listen()) {
      space.root().addFile("a.txt", "a");
      hear(changes);
    }
    assertThat(simulated.dingTalk.requests().count("events.subscribe")).isEqualTo(1);
  }

  @Test
  void connections_that_are_closed_or_cut_are_over() throws Exception {
    try (Changes changes = listen()) {
      stream.closeConnections();
      assertThat(endOf(changes)).isInstanceOf(RetriableException.class);
    }
    try (Changes changes = listen()) {
      stream.cutConnections();
      assertThat(endOf(changes)).isInstanceOf(RetriableException.class);
    }
  }

  @Test
  void a_connection_at_whose_end_nobody_is_any_more_is_over_after_two_pings() throws Exception {
    stream.dead(true);
    DingTalkSettings settings = DingTalkSettings.of(simulated.config());
    Calls calls = simulated.calls;
    try (HttpConnector http =
        HttpConnector.open(HttpSettings.builder().build(), calls, simulated.clock)) {
      Exchange exchange = new Exchange(http, calls, simulated.clock);
      DingTalkApi api =
          http.retrofit(
                  okhttp3.HttpUrl.get(settings.apiUrl() + "/"),
                  new com.squareup.moshi.Moshi.Builder().build())
              .create(DingTalkApi.class);
      StreamAddress address = new StreamAddress(exchange, api, settings);
      try (Changes changes =
          StreamConnection.open(
              http, address.get(), new StreamFrames(Set.of()), Duration.ofMillis(300))) {
        assertThat(endOf(changes)).isInstanceOf(RetriableException.class);
      }
    }
  }

  @Test
  void closing_the_source_closes_its_connection() throws Exception {
    Changes changes = listen();
    simulated.restart();
    stream.awaitConnections(0);
    assertThat(endOf(changes)).isInstanceOf(RetriableException.class);
  }

  @Test
  void a_subscription_costs_one_call_a_week_and_space_over_restarts() throws Exception {
    DriveSpace other = simulated.dingTalk.world().addSpace("Other");
    Root[] roots = {Simulated.rootOf(space), Simulated.rootOf(other)};
    for (int start = 0; start < 3; start++) {
      listen(roots).close();
      stream.awaitConnections(0);
      simulated.restart();
    }
    assertThat(stream.subscriptions()).containsExactlyInAnyOrder(space.id(), other.id());
    assertThat(simulated.dingTalk.callsCounted()).isEqualTo(2);

    simulated.clock.advance(Duration.ofDays(7));
    listen(roots).close();

    assertThat(simulated.dingTalk.callsCounted()).isEqualTo(4);
    assertThat(simulated.calls.counted()).isEqualTo(4);
  }

  @Test
  void a_missing_permission_is_named_with_the_place_to_apply_for_it() {
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_EVENT);

    assertThatThrownBy(this::listen)
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.PERMISSION))
        .hasMessageContaining("Storage.Event.Write")
        .hasMessageContaining("企业存储文件变更事件订阅写权限")
        .hasMessageContaining("权限管理");
    assertThat(stream.subscriptions()).isEmpty();
  }

  @Test
  void a_subscription_that_is_refused_otherwise_names_the_switch() throws Exception {
    simulated.source();
    simulated.dingTalk.trouble().fail("events.subscribe", 1, 400, "eventNotOpen", "未开启");
    assertThatThrownBy(this::listen)
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("eventNotOpen")
        .hasMessageContaining("事件订阅");
    simulated
        .dingTalk
        .faults()
        .on("events.subscribe")
        .next(1)
        .inject(Fault.answer(SimResponse.json(200, Map.of("success", false))));
    assertThatThrownBy(this::listen).hasMessageContaining("事件订阅");
    listen().close();
  }

  @Test
  void troubles_on_the_way_pass_and_refused_credentials_do_not() throws Exception {
    simulated.source();
    simulated.dingTalk.faults().on("stream.open").next(1).inject(Fault.reset());
    assertThatThrownBy(this::listen).isInstanceOf(RetriableException.class);
    simulated.dingTalk.faults().on("stream.connect").next(1).inject(Fault.status(503));
    assertThatThrownBy(this::listen).isInstanceOf(RetriableException.class);
    simulated.dingTalk.faults().on("stream.connect").next(1).inject(Fault.status(403));
    assertThatThrownBy(this::listen)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("HTTP 403");
    simulated.dingTalk.faults().on("stream.connect").next(1).inject(Fault.unanswered());
    assertThatThrownBy(this::listen).isInstanceOf(RetriableException.class);
    simulated
        .dingTalk
        .trouble()
        .fail("stream.open", 1, 401, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    assertThatThrownBy(this::listen)
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.CREDENTIALS));
    listen().close();
  }

  @Test
  void a_ticket_is_not_carried_to_an_address_of_another_kind() throws Exception {
    simulated.source();
    for (Object endpoint : List.of("http://127.0.0.1:1/connect", "ws://", 7, "wss://example.org")) {
      simulated
          .dingTalk
          .faults()
          .on("stream.open")
          .next(1)
          .inject(
              Fault.answer(
                  SimResponse.json(200, Map.of("endpoint", endpoint, "ticket", "the-ticket"))));
      assertThatThrownBy(this::listen)
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("ws:// address");
    }
    assertThat(simulated.dingTalk.requests().count("stream.connect")).isZero();
  }

  @Test
  void the_space_of_a_knowledge_base_is_asked_for_once() throws Exception {
    KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
    for (int start = 0; start < 2; start++) {
      try (Changes changes = listen(Simulated.rootOf(base))) {
        base.root().addFile(start + ".txt", "a");
        hear(changes);
      }
      stream.awaitConnections(0);
      simulated.restart();
    }
    assertThat(simulated.dingTalk.requests().count("queryDentryId")).isEqualTo(1);
    assertThat(stream.subscriptions()).containsExactly(base.root().spaceId());
  }

  @Test
  void neither_secret_nor_ticket_stands_in_a_log_or_message() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      try (Changes changes = listen()) {
        stream.ping();
        stream.nextAnswer();
        stream.cutConnections();
        assertThat(endOf(changes)).isNotNull();
      }
      simulated.dingTalk.faults().on("stream.connect").next(1).inject(Fault.status(403));
      assertThatThrownBy(this::listen).hasMessageNotContaining("ticket");
      assertThat(log.everything())
          .contains("connections/open")
          .doesNotContain("ticket=")
          .doesNotContain("ticket+")
          .doesNotContain(simulated.dingTalk.clientSecret());
    }
  }

  @Test
  void a_check_tries_connection_and_permission_and_subscribes_to_nothing() throws Exception {
    assertThat(eventChecks())
        .containsExactly("gateway/connections/open GRANTED", "Storage.Event.Write GRANTED");
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_EVENT);
    simulated.dingTalk.faults().on("stream.connect").next(1).inject(Fault.status(403));
    assertThat(eventChecks())
        .containsExactly("gateway/connections/open UNKNOWN", "Storage.Event.Write MISSING");
    assertThat(stream.subscriptions()).isEmpty();
    stream.awaitConnections(0);
  }

  private List<String> eventChecks() throws Exception {
    List<PermissionCheck> all = simulated.source().permissions();
    return all.subList(all.size() - 2, all.size()).stream()
        .map(check -> check.scope() + " " + check.answer())
        .toList();
  }

  @Test
  void events_that_are_not_switched_on_look_like_a_place_where_nothing_happens() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.EVENTS_ON, false);
    Changes changes = listen();
    space.root().addFile("a.txt", "a");
    stream.ping();
    stream.nextAnswer();
    CompletableFuture<Void> heard = heard(changes);
    assertThat(heard).isNotDone();
    changes.close();
    assertThatThrownBy(() -> heard.get(30, SECONDS)).isInstanceOf(ExecutionException.class);
  }
}
