package io.kbsync.http;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent once: OkHttp never repeats a request that carries it, so that the server
 * never gets an upload twice.
 */
public final class OneShotBody extends RequestBody {

  /** Opens the content from its beginning. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  private final @Nullable MediaType type;
  private final long length;
  private final Content content;

  private OneShotBody(@Nullable MediaType type, long length, Content content) {
    this.type = type;
    this.length = length;
    this.content = content;
  }

  /** Sends what {@code content} gives, which is closed afterwards. */
  public static RequestBody of(@Nullable MediaType type, long length, Content content) {
    return new OneShotBody(type, length, content);
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (Source source = Okio.source(content.open())) {
      sink.writeAll(source);
    }
  }

  /** The same body, sent once. */
  static RequestBody once(RequestBody body) {
    return body.isOneShot() ? body : new Once(body);
  }

  private static final class Once extends RequestBody {

    private final RequestBody body;

    Once(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }
  }
}
