package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.Calls;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.HttpConnector;
import io.kbsync.http.NotJsonException;
import io.kbsync.http.Redaction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * One request to DingTalk and its answer, judged where the answer concerns all requests alike:
 * pace, quota, the guard before DingTalk's network, troubles of the server. Thread-safe.
 */
final class Exchange {

  /** How long the guard bans an address. */
  private static final Duration GUARD_PAUSE = Duration.ofMinutes(5);

  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpConnector http;
  private final Calls calls;
  private final Clock clock;

  Exchange(HttpConnector http, Calls calls, Clock clock) {
    this.http = http;
    this.calls = calls;
    this.clock = clock;
  }

  /** Sends the request and gives its answer, whatever the status is. */
  <T> Response<T> send(Call<T> call) throws ConnectorException, InterruptedException {
    try {
      return http.execute(call);
    } catch (RetriableException e) {
      throw e.getCause() instanceof NotJsonException ? guarded(e) : e;
    }
  }

  /**
   * The value, or a refusal that concerns this request alone.
   *
   * @param what was wanted, to follow "DingTalk would not"
   */
  <T> Answer<T> judge(ApiGroup group, Response<T> response, String what) throws ConnectorException {
    if (response.isSuccessful()) {
      T body = response.body();
      if (body == null) {
        throw new RetriableException("DingTalk would not " + what + ": its answer is empty", null);
      }
      return new Answer.Good<>(body);
    }
    String body = text(response.errorBody());
    if (BlockNotice.isIn(body)) {
      throw guarded(null);
    }
    Optional<ApiError> error = DingTalkErrors.read(response.code(), body);
    if (error.isEmpty()) {
      throw foreign(response, body);
    }
    return new Answer.Refused<>(ofThisRequest(group, response, error.get(), what));
  }

  private ApiError ofThisRequest(ApiGroup group, Response<?> response, ApiError error, String what)
      throws ConnectorException {
    switch (error.kind()) {
      case QUOTA -> throw quotaSpent(DingTalkErrors.words(error));
      case THROTTLED -> throw throttled(group, response, DingTalkErrors.words(error));
      case SERVER -> throw troubled(response, DingTalkErrors.verdict(error, what));
      case FOREIGN_ADDRESS, BAD_CREDENTIALS -> throw DingTalkErrors.verdict(error, what);
      default -> {
        return error;
      }
    }
  }

  /** As a trouble without DingTalk's words is judged: only a GET has surely changed nothing. */
  private static ConnectorException troubled(Response<?> response, ConnectorException verdict) {
    return response.raw().request().method().equals("GET")
        ? verdict
        : RetriableException.outcomeUnknown(verdict.getMessage(), null);
  }

  /** An error that is not in DingTalk's words says nothing about what was asked for. */
  private ConnectorException foreign(Response<?> response, String body) {
    return http.verdicts()
        .refused(response.raw())
        .orElseGet(() -> body.stripLeading().startsWith("<") ? guarded(null) : wordless(response));
  }

  private static RetriableException wordless(Response<?> response) {
    return new RetriableException(
        Redaction.target(response.raw().request())
            + " answered HTTP "
            + response.code()
            + " without DingTalk's words. Check the address and the proxy",
        null);
  }

  /** The verdict on a throttle that names no time; the pace of the group is lowered. */
  RetriableException throttled(ApiGroup group, String words) {
    calls.throttled(group, null);
    return tooFast(group, null, words);
  }

  private RetriableException throttled(ApiGroup group, Response<?> response, String words) {
    Duration retryAfter = http.verdicts().retryAfter(response.raw()).orElse(null);
    if (response.code() != TOO_MANY_REQUESTS) {
      // At a 429 the client has done so.
      calls.throttled(group, retryAfter);
    }
    return tooFast(group, retryAfter, words);
  }

  // DingTalk advises a second's rest or growing waits: the lowered pace spreads the calls of this
  // group, the engine's waits between attempts grow, and other groups have limits of their own.
  private static RetriableException tooFast(
      ApiGroup group, @Nullable Duration retryAfter, String words) {
    String message = "DingTalk asks for fewer calls of " + group.name() + words;
    return retryAfter == null
        ? RetriableException.tooFast(message, null)
        : RetriableException.after(retryAfter, message, null);
  }

  /** The verdict on a month whose calls are spent. */
  FatalException quotaSpent(String words) {
    Instant renewal = DingTalkDates.nextMonth(clock.instant());
    LocalDate day = renewal.atZone(DingTalkDates.ZONE).toLocalDate();
    return FatalException.quota(
        "The organisation's DingTalk calls of this month are spent"
            + words
            + ". They renew on "
            + day
            + "; until then a larger edition of DingTalk is the only way",
        renewal,
        null);
  }

  private static RetriableException guarded(@Nullable Throwable cause) {
    return RetriableException.after(
        GUARD_PAUSE,
        "Something else than DingTalk's API answered: the guard before DingTalk's network, which"
            + " bans an address for 5 minutes after too many calls, or a proxy's page. If it stays"
            + " so, check dingDingApiUrl, dingDingOapiUrl and proxy",
        cause);
  }

  private static String text(@Nullable ResponseBody body) {
    try {
      return body == null ? "" : body.string();
    } catch (IOException e) {
      return "";
    }
  }
}
