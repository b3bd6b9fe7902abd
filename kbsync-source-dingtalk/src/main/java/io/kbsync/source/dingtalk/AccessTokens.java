package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.source.dingtalk.DingTalkWire.Token;
import io.kbsync.source.dingtalk.DingTalkWire.TokenRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Response;

/**
 * The application's token. One daemon thread fetches a new one ten minutes before the old one ends;
 * whoever needs a token that has ended, or that DingTalk no longer accepts, fetches it at once, one
 * thread for all. Thread-safe. Whoever started it closes it.
 */
final class AccessTokens implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

  private static final ApiGroup GROUP = ApiGroup.free(Groups.TOKEN);
  private static final Duration EARLY = Duration.ofMinutes(10);
  private static final Duration LAST_MINUTE = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  /** Headers whose values say nothing about anybody. */
  private static final Set<String> HARMLESS =
      Set.of(
          "date", "server", "content-type", "content-length", "connection", "keep-alive", "vary");

  private final Exchange exchange;
  private final DingTalkApi api;
  private final DingTalkSettings settings;
  private final Clock clock;
  private final Pause pause;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final CompletableFuture<Issued> first = new CompletableFuture<>();
  private final Thread loop = new Thread(this::run, "dingtalk-token");
  private volatile @Nullable Issued current;
  private volatile boolean closed;

  AccessTokens(
      Exchange exchange, DingTalkApi api, DingTalkSettings settings, Clock clock, Pause pause) {
    this.exchange = exchange;
    this.api = api;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
    loop.setDaemon(true);
  }

  /**
   * A token as it was issued; prints nothing of it.
   *
   * @param turn tells two of them apart: DingTalk may issue the same token again
   */
  record Issued(int turn, String value, Instant at, Duration life) {

    private boolean isAfter(@Nullable Issued other) {
      return other == null || turn > other.turn;
    }

    Duration refreshIn() {
      return life.compareTo(EARLY) > 0 ? life.minus(EARLY) : life.dividedBy(2);
    }

    private Instant usableUntil() {
      return at.plus(life.compareTo(EARLY) > 0 ? life.minus(LAST_MINUTE) : life);
    }

    @Override
    public String toString() {
      return "Issued[" + Masked.of(value) + " at " + at + "]";
    }
  }

  /** Starts the loop and returns when the first token is there. */
  void start() throws ConnectorException, InterruptedException {
    log.info("Waiting for the initial app access token...");
    loop.start();
    try {
      first.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectorException verdict) {
        throw verdict;
      } else if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("cancelled");
      }
      throw new IllegalStateException("The token loop ended unexpectedly", e.getCause());
    }
    log.info("Initial app access token acquired.");
  }

  /** A token that should be good. */
  Issued current() throws ConnectorException, InterruptedException {
    Issued token = current;
    return token != null && clock.instant().isBefore(token.usableUntil()) ? token : renewed(token);
  }

  /** A token other than {@code refused}, fetched unless another thread has done so already. */
  Issued renewed(@Nullable Issued refused) throws ConnectorException, InterruptedException {
    refreshing.lockInterruptibly();
    try {
      Issued token = current;
      return token != null && token.isAfter(refused)
          ? token
          : refresh(token == null ? 1 : token.turn() + 1);
    } finally {
      refreshing.unlock();
    }
  }

  private Issued refresh(int turn) throws ConnectorException, InterruptedException {
    log.info("Attempting to refresh the app access token...");
    TokenRequest request = new TokenRequest(settings.clientId(), settings.clientSecret().reveal());
    Instant asked = clock.instant();
    Response<Token> response;
    Token body;
    try {
      response = exchange.send(api.token(request));
      body = issued(exchange.judge(GROUP, response, "issue a token"));
    } catch (RetriableException e) {
      // A token that is issued once more changes nothing.
      throw e.outcomeUnknown() ? new RetriableException(e.getMessage(), e) : e;
    }
    if (body.accessToken() == null || body.expireIn() == null) {
      throw new RetriableException("DingTalk's answer to the request for a token holds none", null);
    }
    Issued token = new Issued(turn, body.accessToken(), asked, Duration.ofSeconds(body.expireIn()));
    current = token;
    report(response, token);
    return token;
  }

  private static Token issued(Answer<Token> answer) throws ConnectorException {
    if (answer instanceof Answer.Refused<Token> refused) {
      throw DingTalkErrors.verdict(refused.error(), "issue a token");
    }
    return ((Answer.Good<Token>) answer).value();
  }

  private static void report(Response<Token> response, Issued token) {
    String masked = Masked.of(token.value());
    long life = token.life().toSeconds();
    log.info(
        "{'headers': {}, 'statusCode': {}, 'body': {'accessToken': '{}', 'expireIn': {}}}",
        shown(response.headers()),
        response.code(),
        masked,
        life);
    log.info("set dingding access token: {}", masked);
    log.info("set dingding access token expires in: {}", life);
    log.info(
        "App access token refreshed successfully. Next refresh scheduled in {} seconds.",
        token.refreshIn().toSeconds());
  }

  private static String shown(Headers headers) {
    return headers.names().stream()
        .map(name -> "'" + name + "': '" + shown(name, headers) + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String shown(String name, Headers headers) {
    String value = headers.get(name);
    return value != null && HARMLESS.contains(name.toLowerCase(Locale.ROOT))
        ? value.replace("'", "\\'")
        : "****";
  }

  private void run() {
    log.info("App access token refresh loop started.");
    try {
      Issued token = renewed(null);
      announceWait(token);
      first.complete(token);
      keepFresh(token);
    } catch (InterruptedException e) {
      first.completeExceptionally(e);
    } catch (ConnectorException | RuntimeException e) {
      if (!first.completeExceptionally(e)) {
        log.warn("The token is no longer refreshed ahead of time: {}", e.getMessage());
      }
    }
  }

  private void keepFresh(Issued begin) throws FatalException {
    Issued token = begin;
    while (!closed) {
      try {
        token = refreshedInTime(token);
      } catch (InterruptedException e) {
        log.debug("The token's refresh was cancelled");
      }
    }
  }

  private Issued refreshedInTime(Issued token) throws FatalException, InterruptedException {
    Duration left = Duration.between(clock.instant(), token.at().plus(token.refreshIn()));
    if (left.toMillis() > 0) {
      pause.of(left);
    }
    Issued latest = current;
    if (latest != null && latest.isAfter(token)) {
      return latest;
    }
    try {
      Issued next = renewed(token);
      announceWait(next);
      return next;
    } catch (FatalException e) {
      throw e;
    } catch (ConnectorException e) {
      log.warn("App access token not refreshed, next attempt in a minute: {}", e.getMessage());
      pause.of(AFTER_FAILURE);
      return token;
    }
  }

  private static void announceWait(Issued token) {
    log.info("Waiting {} seconds until the next token refresh.", token.refreshIn().toSeconds());
  }

  /** Ends the loop; nobody gets a token from it any more. */
  @Override
  public void close() {
    closed = true;
    loop.interrupt();
  }
}
