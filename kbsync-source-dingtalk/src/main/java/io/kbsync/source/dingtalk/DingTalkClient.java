package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import retrofit2.Call;

/**
 * Asks the Open API in the name of the application, on behalf of one user. A token that DingTalk no
 * longer accepts is replaced once, and the request repeated once. Thread-safe.
 */
final class DingTalkClient {

  private final Exchange exchange;
  private final DingTalkApi api;
  private final AccessTokens tokens;
  private final String unionId;

  DingTalkClient(Exchange exchange, DingTalkApi api, AccessTokens tokens, String unionId) {
    this.exchange = exchange;
    this.api = api;
    this.tokens = tokens;
    this.unionId = unionId;
  }

  /** One request, made anew for each token. */
  @FunctionalInterface
  interface Question<T> {
    Call<T> with(DingTalkApi api, String token, String unionId);
  }

  /**
   * The value, or a refusal that concerns this request alone.
   *
   * @param group the one of the request
   * @param what was wanted, to follow "DingTalk would not"
   */
  <T> Answer<T> tryAsk(String group, String what, Question<T> question)
      throws ConnectorException, InterruptedException {
    AccessTokens.Issued token = tokens.current();
    Answer<T> answer = send(group, what, question, token);
    if (!refusesToken(answer)) {
      return answer;
    }
    answer = send(group, what, question, tokens.renewed(token));
    if (refusesToken(answer)) {
      throw new RetriableException(
          "DingTalk would not " + what + ": it does not accept the token that it has just issued",
          null);
    }
    return answer;
  }

  /** The value; a refusal becomes a verdict. */
  <T> T ask(String group, String what, Question<T> question)
      throws ConnectorException, InterruptedException {
    Answer<T> answer = tryAsk(group, what, question);
    if (answer instanceof Answer.Good<T> good) {
      return good.value();
    }
    throw DingTalkErrors.verdict(((Answer.Refused<T>) answer).error(), what);
  }

  private <T> Answer<T> send(
      String group, String what, Question<T> question, AccessTokens.Issued token)
      throws ConnectorException, InterruptedException {
    Call<T> call = question.with(api, token.value(), unionId);
    return exchange.judge(ApiGroup.counted(group), exchange.send(call), what);
  }

  private static boolean refusesToken(Answer<?> answer) {
    return answer instanceof Answer.Refused<?> refused
        && refused.error().kind() == ApiError.Kind.BAD_TOKEN;
  }
}
