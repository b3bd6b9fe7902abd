package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.kbsync.source.dingtalk.DingTalkWire.EventStatus;
import io.kbsync.source.dingtalk.DingTalkWire.StreamAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.StreamFrame;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What DingTalk's frames mean, and what is answered. Liberal, since not all of it is documented: an
 * event of storage that does not say where it happened may have happened here. Pure.
 */
final class StreamFrames {

  private static final String STORAGE_EVENTS = "storage_dentry";
  private static final Pattern EVENT_TYPES = named("eventType");
  private static final Pattern SPACE_IDS = named("spaceId");

  private static final Moshi MOSHI = new Moshi.Builder().build();
  private static final JsonAdapter<StreamFrame> FRAME = MOSHI.adapter(StreamFrame.class);
  private static final JsonAdapter<StreamAnswer> ANSWER = MOSHI.adapter(StreamAnswer.class);
  private static final JsonAdapter<EventStatus> STATUS = MOSHI.adapter(EventStatus.class);

  private static final String TAKEN = STATUS.toJson(new EventStatus("SUCCESS", "success"));

  /** DingTalk delivers it again, perhaps to somebody whom it concerns. */
  private static final String LEFT = STATUS.toJson(new EventStatus("LATER", "not for this one"));

  private final Set<String> spaces;

  /**
   * @param spaces whose changes are wanted
   */
  StreamFrames(Set<String> spaces) {
    this.spaces = Set.copyOf(spaces);
  }

  /** What a frame means. */
  enum Meaning {
    NOTHING,
    CHANGE,
    /** The connection is about to end. */
    FAREWELL
  }

  /** A frame that was understood, as far as it could be. */
  record Heard(Meaning meaning, Optional<String> answer) {}

  Heard hear(String text) {
    StreamFrame frame = frame(text);
    if (frame == null || frame.type() == null) {
      return new Heard(Meaning.NOTHING, Optional.empty());
    }
    return switch (frame.type()) {
      case "SYSTEM" -> system(frame);
      case "EVENT" -> event(frame, text);
      default -> new Heard(Meaning.NOTHING, Optional.empty());
    };
  }

  private static @Nullable StreamFrame frame(String text) {
    try {
      return FRAME.fromJson(text);
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  private static Heard system(StreamFrame frame) {
    return switch (header(frame, "topic")) {
      case "ping" -> new Heard(Meaning.NOTHING, Optional.of(answer(frame, opaque(frame))));
      case "disconnect" -> new Heard(Meaning.FAREWELL, Optional.empty());
      default -> new Heard(Meaning.NOTHING, Optional.empty());
    };
  }

  private static @Nullable String opaque(StreamFrame ping) {
    return ping.data() instanceof String text ? text : null;
  }

  private Heard event(StreamFrame frame, String text) {
    boolean ours =
        values(text, EVENT_TYPES).stream().anyMatch(type -> type.startsWith(STORAGE_EVENTS))
            && isHere(values(text, SPACE_IDS));
    return new Heard(
        ours ? Meaning.CHANGE : Meaning.NOTHING, Optional.of(answer(frame, ours ? TAKEN : LEFT)));
  }

  private boolean isHere(List<String> told) {
    return told.isEmpty() || told.stream().anyMatch(spaces::contains);
  }

  private static String answer(StreamFrame frame, @Nullable String data) {
    Map<String, String> headers =
        Map.of("contentType", "application/json", "messageId", header(frame, "messageId"));
    return ANSWER.toJson(new StreamAnswer(200, headers, "OK", data));
  }

  private static String header(StreamFrame frame, String name) {
    return frame.headers() == null
        ? ""
        : Objects.requireNonNullElse(frame.headers().get(name), "").toString();
  }

  /**
   * The texts and numbers under a name, at any depth, within the texts that hold JSON too. Read as
   * JSON without a type, long numbers would lose their last digits.
   */
  private static List<String> values(String json, Pattern named) {
    return named.matcher(json).results().map(found -> found.group(1)).toList();
  }

  private static Pattern named(String name) {
    return Pattern.compile("\\\\*\"" + name + "\\\\*\"\\s*:\\s*\\\\*\"?(?!null\\b)([\\w-]+)");
  }
}
