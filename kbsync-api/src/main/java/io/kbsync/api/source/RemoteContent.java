package io.kbsync.api.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The bytes of a file, on their way. The receiver closes it. Used by one thread.
 *
 * @param stream read once
 * @param length in bytes, where the server promised one: fewer or more is an error; negative: not
 *     promised
 * @param rendition the form that really came
 * @param comparison how two fetches of an unchanged file compare
 */
public record RemoteContent(
    InputStream stream, long length, Rendition rendition, Comparison comparison)
    implements AutoCloseable {

  /** What makes two contents equal. */
  public enum Comparison {
    /** Every byte. */
    BYTES,
    /** The parts of an Office Open XML package, without times and revision ids. */
    OOXML
  }

  public RemoteContent {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(rendition, "rendition");
    Objects.requireNonNull(comparison, "comparison");
  }

  /** Content in its original form, compared by its bytes. */
  public static RemoteContent original(InputStream stream, long length) {
    return new RemoteContent(stream, length, Rendition.ORIGINAL, Comparison.BYTES);
  }

  public OptionalLong promisedLength() {
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
