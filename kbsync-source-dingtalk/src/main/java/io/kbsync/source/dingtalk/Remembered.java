package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.kbsync.source.dingtalk.browser.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What DingTalk said once and need not be asked again for a while, in memory and in a small file
 * that outlives the process. A file that is lost or damaged costs some calls and nothing else.
 * Thread-safe.
 */
final class Remembered {

  private static final Logger log = LoggerFactory.getLogger(Remembered.class);

  private static final JsonAdapter<Map<String, Note>> JSON =
      new Moshi.Builder()
          .build()
          .<Map<String, Note>>adapter(
              Types.newParameterizedType(Map.class, String.class, Note.class))
          .indent("  ");

  private final Path file;
  private final Clock clock;
  private final Map<String, Note> notes = new TreeMap<>();

  Remembered(Path workDirectory, Clock clock) {
    this.file = workDirectory.resolve("remembered.json");
    this.clock = clock;
    load();
  }

  /** What is kept under a name. Public, because Moshi writes it. */
  public record Note(String value, String until) {}

  /** What is kept under this name, unless its time is over. */
  synchronized Optional<String> value(String name) {
    Note note = notes.get(name);
    return note != null && clock.instant().isBefore(Instant.parse(note.until()))
        ? Optional.of(note.value())
        : Optional.empty();
  }

  boolean has(String name) {
    return value(name).isPresent();
  }

  /** Keeps a value for some time. */
  synchronized void keep(String name, String value, Duration time) {
    notes.put(name, new Note(value, clock.instant().plus(time).toString()));
    save();
  }

  private void save() {
    notes.values().removeIf(note -> !clock.instant().isBefore(Instant.parse(note.until())));
    try {
      PrivateFiles.write(file, JSON.toJson(notes) + "\n");
    } catch (IOException e) {
      log.debug("What DingTalk said is not kept", e);
    }
  }

  private void load() {
    try {
      Map<String, Note> read = Files.exists(file) ? JSON.fromJson(Files.readString(file)) : null;
      if (read != null) {
        read.forEach((name, note) -> load(name, note));
      }
    } catch (IOException | JsonDataException e) {
      log.debug("What DingTalk said earlier cannot be read", e);
    }
  }

  private void load(String name, Note note) {
    try {
      if (Instant.parse(note.until()).isAfter(Instant.EPOCH) && !note.value().isEmpty()) {
        notes.put(name, note);
      }
    } catch (DateTimeException | NullPointerException e) {
      log.debug("A note on {} cannot be read", name, e);
    }
  }
}
