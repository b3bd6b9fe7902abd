package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.api.source.Root;
import io.kbsync.http.HttpConnector;
import io.kbsync.source.dingtalk.DingTalkWire.DentryId;
import io.kbsync.source.dingtalk.DingTalkWire.SubscribeRequest;
import io.kbsync.source.dingtalk.DingTalkWire.Subscribed;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks DingTalk to tell of the changes in storage spaces: the application opens a connection of its
 * Stream mode, and subscribes to each space. Thread-safe.
 */
final class ChangeEvents {

  private static final String HEAR = "tell of changes";
  private static final Duration PING = Duration.ofSeconds(30);

  /** Nothing says how long a subscription lasts; one call a week renews it. */
  private static final Duration SUBSCRIBED_FOR = Duration.ofDays(7);

  private static final Duration PLACE_FOR = Duration.ofDays(30);

  private final HttpConnector http;
  private final StreamAddress address;
  private final DingTalkClient client;
  private final Remembered remembered;

  ChangeEvents(
      HttpConnector http, StreamAddress address, DingTalkClient client, Remembered remembered) {
    this.http = http;
    this.address = address;
    this.client = client;
    this.remembered = remembered;
  }

  /** A connection that stands and tells of these roots; the caller closes it. */
  Changes of(List<Root> roots) throws ConnectorException, InterruptedException {
    Set<String> spaces = new LinkedHashSet<>();
    for (Root root : roots) {
      spaces.add(space(RootId.of(root)));
    }
    Changes connection = connect(spaces);
    try {
      for (String space : spaces) {
        subscribe(space);
      }
      return connection;
    } catch (ConnectorException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  /** The storage space of a root; that of a knowledge base is asked for, and remembered. */
  private String space(RootId id) throws ConnectorException, InterruptedException {
    if (id instanceof RootId.Drive drive) {
      return drive.spaceId();
    }
    String note = "space of: " + id.text();
    Optional<String> known = remembered.value(note);
    if (known.isPresent()) {
      return known.get();
    }
    DentryId place =
        client.ask(
            Groups.DENTRY_IDS,
            "say where a knowledge base is stored",
            (api, token, unionId) -> api.dentryId(token, id.node(), unionId));
    if (place.spaceId() == null) {
      throw new RetriableException("DingTalk names no storage space of a knowledge base", null);
    }
    remembered.keep(note, place.spaceId(), PLACE_FOR);
    return place.spaceId();
  }

  private StreamConnection connect(Set<String> spaces)
      throws ConnectorException, InterruptedException {
    return StreamConnection.open(http, address.get(), new StreamFrames(spaces), PING);
  }

  private void subscribe(String space) throws ConnectorException, InterruptedException {
    String note = "subscribed to: " + space;
    if (remembered.has(note)) {
      return;
    }
    Answer<Subscribed> answer = ask(space);
    if (answer instanceof Answer.Refused<Subscribed> refused) {
      throw refused(refused.error());
    }
    if (Boolean.FALSE.equals(((Answer.Good<Subscribed>) answer).value().success())) {
      throw notSwitchedOn("");
    }
    remembered.keep(note, "yes", SUBSCRIBED_FOR);
  }

  private Answer<Subscribed> ask(String space) throws ConnectorException, InterruptedException {
    SubscribeRequest request = new SubscribeRequest("SPACE", space);
    return client.tryAsk(
        Groups.EVENTS, HEAR, (api, token, unionId) -> api.subscribe(token, unionId, request));
  }

  /** Whatever is no missing permission may be a missing switch: no document says how that looks. */
  private static FatalException refused(ApiError error) {
    return error.kind() == ApiError.Kind.NO_SCOPE
        ? DingTalkErrors.missingPermission(List.of(PermissionPoint.STORAGE_EVENT.code()), HEAR)
        : notSwitchedOn(DingTalkErrors.words(error));
  }

  private static FatalException notSwitchedOn(String words) {
    return new FatalException(
        FatalException.Kind.PERMISSION,
        "DingTalk would not tell of changes"
            + words
            + ". Switch the application's storage events (存储事件) on in the developer console, under"
            + " 事件订阅 (Event subscription) in Stream mode",
        null);
  }

  /**
   * Tries the connection and the permission. The gateway looks at permissions first, so a space
   * that does not exist shows whether they are there, and nothing is subscribed to.
   */
  List<PermissionCheck> check() throws ConnectorException, InterruptedException {
    return List.of(connectionCheck(), subscriptionCheck());
  }

  private PermissionCheck connectionCheck() throws InterruptedException {
    String name = "Stream 模式推送";
    String scope = "gateway/connections/open";
    try {
      connect(Set.of()).close();
      return new PermissionCheck(name, scope, PermissionCheck.Answer.GRANTED, "");
    } catch (RetriableException e) {
      return new PermissionCheck(name, scope, PermissionCheck.Answer.UNKNOWN, e.getMessage());
    } catch (ConnectorException e) {
      return new PermissionCheck(name, scope, PermissionCheck.Answer.MISSING, e.getMessage());
    }
  }

  private PermissionCheck subscriptionCheck() throws ConnectorException, InterruptedException {
    PermissionPoint point = PermissionPoint.STORAGE_EVENT;
    boolean missing =
        ask("0") instanceof Answer.Refused<Subscribed> refused
            && refused.error().kind() == ApiError.Kind.NO_SCOPE;
    return new PermissionCheck(
        point.consoleName(),
        point.code(),
        missing ? PermissionCheck.Answer.MISSING : PermissionCheck.Answer.GRANTED,
        PermissionChecks.APPLY + point.english() + ".");
  }
}
