package io.kbsync.api.source;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form in which a file's content can be had.
 *
 * @param id {@code "original"}, or the format: {@code "docx"}, {@code "md"}
 * @param extension the ending its name takes, without a dot; null: the name stays as it is
 */
public record Rendition(String id, @Nullable String extension) {

  /** The bytes that were uploaded. */
  public static final Rendition ORIGINAL = new Rendition("original", null);

  public Rendition {
    Objects.requireNonNull(id, "id");
  }

  /** A file made by the source in this format, which is also the ending of its name. */
  public static Rendition of(String format) {
    return new Rendition(format, format);
  }

  /** The name the file has in this form: {@code X.adoc} becomes {@code X.docx}. */
  public String nameOf(RemoteFile file) {
    return Optional.ofNullable(extension)
        .map(ending -> file.title() + "." + ending)
        .orElse(file.name());
  }
}
