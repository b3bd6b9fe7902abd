package io.kbsync.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.http.Streaming;

/** Makes every answer harmless before anybody reads it. */
final class Answers implements Interceptor {

  /** Errors are read into memory, and no page of a proxy is worth more. */
  static final long ERROR_BODY_LIMIT = 64 * 1024;

  /** Answers are read into memory, too; a page of a listing has some hundred kilobytes. */
  static final long ANSWER_LIMIT = 32 * 1024 * 1024;

  private static final int MAX_REDIRECTS = 5;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final String userAgent;
  private final boolean sameHostRedirects;
  private final InFlightCalls inFlight;

  Answers(HttpSettings settings, InFlightCalls inFlight) {
    this.userAgent = settings.userAgent();
    this.sameHostRedirects = settings.sameHostRedirects();
    this.inFlight = inFlight;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = follow(chain, chain.proceed(dressed(chain.request())));
    if (response.code() == SWITCHING_PROTOCOLS) {
      return response; // what follows is a WebSocket's
    }
    if (!response.isSuccessful()) {
      return bounded(response);
    }
    return isReadWhole(chain.request())
        ? json(response)
        : of(response, new Guarded(response.body().source(), inFlight.of(chain.call())));
  }

  private static boolean isReadWhole(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return invocation != null && !invocation.method().isAnnotationPresent(Streaming.class);
  }

  private Request dressed(Request request) {
    Request.Builder dressed = request.newBuilder().header("User-Agent", userAgent);
    if (request.body() != null) {
      dressed.method(request.method(), OneShotBody.once(request.body()));
    }
    return dressed.build();
  }

  private Response follow(Chain chain, Response first) throws IOException {
    Response response = first;
    for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
      HttpUrl target = redirectedTo(response);
      if (target == null) {
        break;
      }
      response.close();
      response = chain.proceed(response.request().newBuilder().url(target).build());
    }
    return response;
  }

  private @Nullable HttpUrl redirectedTo(Response response) {
    String location = response.header("Location");
    Request request = response.request();
    if (!sameHostRedirects
        || !response.isRedirect()
        || location == null
        || !request.method().equals("GET")) {
      return null;
    }
    HttpUrl target = request.url().resolve(location);
    return target != null && sameServer(target, request.url()) ? target : null;
  }

  private static boolean sameServer(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  private static Response bounded(Response response) throws IOException {
    try (response) {
      return response.newBuilder().body(response.peekBody(ERROR_BODY_LIMIT)).build();
    }
  }

  /** A page in the place of JSON would only be reported as a bad token. */
  private static Response json(Response response) throws IOException {
    String type = response.header("Content-Type", "").toLowerCase(Locale.ROOT);
    if (type.contains("text/html") || beginsAsMarkup(response)) {
      response.close();
      throw new NotJsonException("a web page", null);
    }
    return of(response, new Limited(response.body().source()));
  }

  private static Response of(Response response, Source source) {
    ResponseBody body = response.body();
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(source), body.contentType(), body.contentLength()))
        .build();
  }

  /** An interrupt of the thread that reads ends the call, whichever thread it is. */
  private static final class Guarded extends ForwardingSource {

    private final InFlightCalls.Attempt attempt;

    Guarded(Source answer, InFlightCalls.Attempt attempt) {
      super(answer);
      this.attempt = attempt;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      attempt.enter();
      try {
        return super.read(sink, byteCount);
      } finally {
        attempt.leave();
      }
    }
  }

  /** Ends an answer that nobody could mean. */
  private static final class Limited extends ForwardingSource {

    private long length;

    Limited(Source answer) {
      super(answer);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count = super.read(sink, byteCount);
      length += Math.max(0, count);
      if (length > ANSWER_LIMIT) {
        throw new ProtocolException("the answer is longer than " + ANSWER_LIMIT + " bytes");
      }
      return count;
    }
  }

  private static boolean beginsAsMarkup(Response response) throws IOException {
    try (ResponseBody begin = response.peekBody(32)) {
      return begin.string().stripLeading().startsWith("<");
    }
  }
}
