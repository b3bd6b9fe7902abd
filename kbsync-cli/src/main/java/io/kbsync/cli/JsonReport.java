package io.kbsync.cli;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import java.io.IOException;
import java.nio.file.FileSystemException;
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

  /**
   * Puts the report in the place of an older one; a reader sees the one or the other, whole.
   * Whoever may read the older one may read it, too; a first one is its owner's alone.
   */
  static void write(SyncReport report, Redaction redaction, Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path draft = draft(whole);
    try {
      Files.writeString(draft, json(report, redaction) + "\n");
      keepPermissions(whole, draft);
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Fails where a report could not be written, and leaves nothing behind. */
  static void tryPlace(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    Files.delete(draft(file.toAbsolutePath()));
  }

  private static Path draft(Path whole) throws IOException {
    return Files.createTempFile(whole.getParent(), "." + whole.getFileName(), ".tmp");
  }

  private static void keepPermissions(Path older, Path draft) throws IOException {
    if (Files.exists(older) && Files.getFileStore(draft).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(older));
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
