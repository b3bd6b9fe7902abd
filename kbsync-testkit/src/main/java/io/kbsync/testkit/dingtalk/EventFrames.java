package io.kbsync.testkit.dingtalk;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What DingTalk says over the connections of its Stream mode. Thread-safe. */
final class EventFrames {

  private final Account account;
  private final Quirks quirks;
  private final Clock clock;
  private final AtomicLong messages = new AtomicLong();

  EventFrames(Account account, Quirks quirks, Clock clock) {
    this.account = account;
    this.quirks = quirks;
    this.clock = clock;
  }

  String ping() {
    return frame("SYSTEM", "ping", null, Json.text(Json.object("opaque", "a-ping")));
  }

  String disconnect() {
    return frame(
        "SYSTEM", "disconnect", null, Json.text(Json.object("reason", "connection is expired")));
  }

  String event(String type, String spaceId, String dentryId) {
    return frame("EVENT", "*", type, data(type, spaceId, dentryId));
  }

  private String frame(String type, String topic, @Nullable String event, String data) {
    return Json.text(
        Json.object(
            "specVersion",
            "1.0",
            "type",
            type,
            "headers",
            Json.object(
                "topic",
                topic,
                "messageId",
                "message-" + messages.incrementAndGet(),
                "contentType",
                "application/json",
                "time",
                Long.toString(clock.millis()),
                "eventType",
                event,
                "eventCorpId",
                event == null ? null : account.corpId()),
            "data",
            data));
  }

  private String data(String type, String spaceId, String dentryId) {
    Map<String, Object> plain =
        Json.object(
            "spaceId",
            spaceId,
            "dentryId",
            dentryId,
            "eventScope",
            "SPACE",
            "eventScopeId",
            spaceId,
            "unionId",
            account.unionId(),
            "type",
            "FILE");
    return switch (quirks.eventData()) {
      case PLAIN -> Json.text(plain);
      case WRAPPED -> Json.text(Json.object("eventType", type, "data", plain));
      case NUMBERS -> Json.text(Json.object("spaceId", Long.valueOf(spaceId), "type", "FILE"));
      case WITHOUT_SPACE -> Json.text(Json.object("dentryId", dentryId));
      case GARBAGE -> "<event>";
    };
  }
}
