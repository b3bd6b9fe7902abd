package io.kbsync.cli;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run's report as a JSON file for programs. */
final class JsonReport {

  private static final JsonAdapter<Document> JSON =
      new Moshi.Builder()
          .add(Instant.class, new InstantAdapter().nullSafe())
          .build()
          .adapter(Document.class)
          .indent("  ");

  /** What the file holds. Public, because Moshi writes it. */
  public record Document(int exitCode, SyncReport report) {}

  private JsonReport() {}

  static String json(SyncReport report, Redaction redaction) {
    String json = JSON.toJson(new Document(ExitCode.of(report).value(), report));
    return Visible.ofJson(redaction.apply(json));
  }

  /** Puts the report in the place of an older one; a reader sees the one or the other, whole. */
  static void write(SyncReport report, Redaction redaction, Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path draft = Files.createTempFile(whole.getParent(), "." + whole.getFileName(), ".tmp");
    try {
      Files.writeString(draft, json(report, redaction) + "\n");
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static final class InstantAdapter extends JsonAdapter<Instant> {

    @Override
    public Instant fromJson(JsonReader reader) throws IOException {
      return Instant.parse(reader.nextString());
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Instant value) throws IOException {
      writer.value(String.valueOf(value));
    }
  }
}
