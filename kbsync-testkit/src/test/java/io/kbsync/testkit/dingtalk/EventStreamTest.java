package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventStreamTest extends DingTalkTestCase {

  private final List<StreamClient> clients = new ArrayList<>();
  private DriveSpace space;

  @BeforeEach
  void aSpace() {
    space = world.addSpace("Team");
  }

  @AfterEach
  void hangUp() {
    clients.forEach(StreamClient::close);
  }

  private ApiClient.Answer open(String secret, String subscriptions) throws IOException {
    return client.post(
        "/v1.0/gateway/connections/open",
        "",
        "{\"clientId\":\"%s\",\"clientSecret\":\"%s\",\"subscriptions\":[%s]}"
            .formatted(dingTalk.clientId(), secret, subscriptions));
  }

  private ApiClient.Answer open() throws IOException {
    return open(dingTalk.clientSecret(), "{\"type\":\"EVENT\",\"topic\":\"*\"}");
  }

  private StreamClient connect(ApiClient.Answer opened) {
    StreamClient made = new StreamClient(opened.text("endpoint"), opened.text("ticket"));
    clients.add(made);
    return made;
  }

  private StreamClient connected() throws Exception {
    StreamClient made = connect(open());
    assertThat(made.next()).isEqualTo(StreamClient.OPENED);
    dingTalk.stream().awaitConnections(clients.size());
    return made;
  }

  private ApiClient.Answer subscribe(String scope, String id) throws IOException {
    return client.post(
        "/v1.0/storage/events/subscribe?unionId=",
        client.token(),
        "{\"scope\":\"%s\",\"scopeId\":\"%s\"}".formatted(scope, id));
  }

  @Test
  void a_ticket_opens_one_connection_and_holds_ninety_seconds() throws Exception {
    ApiClient.Answer opened = open();
    assertThat(connect(opened).next()).isEqualTo(StreamClient.OPENED);
    assertThat(connect(opened).next()).isEqualTo(StreamClient.FAILED + " 401");
    ApiClient.Answer late = open();
    clock.advance(Duration.ofSeconds(90));
    assertThat(connect(late).next()).isEqualTo(StreamClient.FAILED + " 401");
    assertThat(dingTalk.callsCounted()).isZero();
  }

  @Test
  void only_the_application_gets_a_ticket_and_only_for_events() throws Exception {
    open("wrong", "{\"type\":\"EVENT\",\"topic\":\"*\"}").hasCode(401, "invalidClientIdOrSecret");
    open(dingTalk.clientSecret(), "").hasCode(400, "paramError");
  }

  @Test
  void a_subscription_needs_its_permission_and_a_space_that_exists() throws Exception {
    dingTalk.quirks().revoke(Permission.STORAGE_EVENT);
    subscribe("SPACE", space.id())
        .hasCode(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied");
    dingTalk.quirks().grant(Permission.STORAGE_EVENT);
    subscribe("SPACE", "1").hasCode(404, "spaceNotExist");
    subscribe("GROUP", space.id()).hasCode(400, "paramError");
    assertThat(dingTalk.stream().subscriptions()).isEmpty();

    assertThat(subscribe("SPACE", space.id()).body()).containsEntry("success", true);

    assertThat(dingTalk.stream().subscriptions()).containsExactly(space.id());
    assertThat(dingTalk.requests().count("events.subscribe")).isEqualTo(4);
  }

  @Test
  void every_change_in_a_space_that_was_subscribed_to_is_told() throws Exception {
    StreamClient client = connected();
    space.root().addFile("unseen.txt", "before the subscription");
    subscribe("SPACE", space.id());

    Entry file = space.root().addFile("a.txt", "a");
    assertThat(client.next())
        .contains("\"type\":\"EVENT\"", "\"eventType\":\"storage_dentry_create\"")
        .contains("\\\"spaceId\\\":\\\"" + space.id(), file.dentryId());
    file.edit("b");
    assertThat(client.next()).contains("storage_dentry_update");
    file.rename("b.txt");
    assertThat(client.next()).contains("storage_dentry_update");
    file.delete();
    assertThat(client.next()).contains("storage_dentry_delete");
    file.editUnnoticed(Content.of("c"));
    world.addSpace("Other").root().addFile("o.txt", "o");
    assertThat(client.hasHeardNothing()).isTrue();
  }

  @Test
  void events_that_are_not_switched_on_are_not_told_whatever_was_subscribed_to() throws Exception {
    dingTalk.quirks().set(Quirk.EVENTS_ON, false);
    StreamClient client = connected();
    subscribe("SPACE", space.id());
    space.root().addFile("a.txt", "a");
    dingTalk.stream().ping();
    assertThat(client.next()).contains("\"ping\"");
  }

  @Test
  void changes_in_a_knowledge_base_are_events_of_its_storage_or_of_nothing() throws Exception {
    StreamClient client = connected();
    subscribe("ORG", "dingsimulatorcorp0");
    Entry root = world.addKnowledgeBase("Handbook").root();
    root.addFile("a.txt", "a");
    assertThat(client.next()).contains(root.spaceId());
    dingTalk.quirks().set(Quirk.EVENTS_OF_BASES, false);
    root.addFile("b.txt", "b");
    dingTalk.stream().ping();
    assertThat(client.next()).contains("\"ping\"");
  }

  @Test
  void each_event_goes_to_one_of_the_connections() throws Exception {
    StreamClient first = connected();
    StreamClient second = connected();

    dingTalk.stream().event("storage_dentry_update", space.id());
    dingTalk.stream().event("storage_dentry_update", space.id());

    assertThat(first.next()).contains("storage_dentry_update");
    assertThat(second.next()).contains("storage_dentry_update");
    assertThat(first.hasHeardNothing() && second.hasHeardNothing()).isTrue();
  }

  @Test
  void connections_are_pinged_announced_to_end_closed_and_cut() throws Exception {
    StreamClient client = connected();
    dingTalk.stream().ping();
    assertThat(client.next()).contains("\"topic\":\"ping\"", "opaque");
    client.send("an answer");
    assertThat(dingTalk.stream().nextAnswer()).isEqualTo("an answer");
    dingTalk.stream().disconnect();
    assertThat(client.next()).contains("\"topic\":\"disconnect\"");
    dingTalk.stream().send("{");
    assertThat(client.next()).isEqualTo("{");
    dingTalk.stream().closeConnections();
    assertThat(client.next()).isEqualTo(StreamClient.CLOSED);
    dingTalk.stream().awaitConnections(0);
    clients.clear();
    StreamClient other = connected();
    dingTalk.stream().cutConnections();
    assertThat(other.next()).isEqualTo(StreamClient.FAILED);
  }

  @Test
  void a_dead_connection_stands_and_says_nothing() throws Exception {
    dingTalk.stream().dead(true);
    StreamClient client = connected();
    client.send("is somebody there?");
    assertThat(dingTalk.stream().connections()).isEqualTo(1);
    assertThat(client.hasHeardNothing()).isTrue();
  }

  @Test
  void the_way_to_a_connection_may_be_shut_like_any_other() throws Exception {
    dingTalk.faults().on("stream.open").next(1).inject(Fault.status(503));
    assertThat(
            client
                .http()
                .post(
                    dingTalk.apiUrl() + "/v1.0/gateway/connections/open",
                    Map.of(),
                    "application/json",
                    "{}")
                .status())
        .isEqualTo(503);
    ApiClient.Answer opened = open();
    dingTalk.faults().on("stream.connect").next(1).inject(Fault.reset());
    assertThat(connect(opened).next()).isEqualTo(StreamClient.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, {\\\"spaceId\\\":\\\"77",
    "WRAPPED, {\\\"eventType\\\":\\\"storage_dentry_update\\\"",
    "NUMBERS, {\\\"spaceId\\\":77",
    "WITHOUT_SPACE, {\\\"dentryId\\\":",
    "GARBAGE, <event>"
  })
  void the_data_of_an_event_has_many_forms(Quirks.EventData form, String begin) throws Exception {
    StreamClient client = connected();
    dingTalk.quirks().eventData(form);
    dingTalk.stream().event("storage_dentry_update", "77");
    assertThat(client.next()).contains("\"data\":\"" + begin);
  }
}
