package io.kbsync.source.dingtalk;

import io.kbsync.api.ApiGroup;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.Redaction;
import io.kbsync.source.dingtalk.DingTalkWire.UserAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.UserRequest;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the UserID that people know to the unionId that the APIs want. The older API it asks answers
 * 200 to everything, errors included; what it means is decided by {@code errcode}.
 */
final class Accounts {

  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  private static final ApiGroup GROUP = ApiGroup.free(Groups.USER);
  private static final String WHAT = "look up the user";

  /** The older API wraps what its gateway says in this. */
  private static final String WRAPPED = "88";

  private static final Set<String> BAD_TOKEN = Set.of("40014", "42001", "40001");
  private static final Set<String> NO_SCOPE = Set.of("60011");
  private static final Set<String> NO_USER =
      Set.of("33012", "60121", "60111", "40003", "46004", "400002");
  private static final Set<String> THROTTLED = Set.of("90018", "90002", "90005");

  private final Exchange exchange;
  private final OapiApi api;
  private final AccessTokens tokens;

  Accounts(Exchange exchange, OapiApi api, AccessTokens tokens) {
    this.exchange = exchange;
    this.api = api;
    this.tokens = tokens;
  }

  /** The unionId of this user: the same for good. */
  String unionId(String userId) throws ConnectorException, InterruptedException {
    log.info("Fetching user UnionID...");
    AccessTokens.Issued token = tokens.current();
    UserAnswer answer = ask(token, userId);
    if (BAD_TOKEN.contains(code(answer))) {
      answer = ask(tokens.renewed(token), userId);
    }
    if (!code(answer).equals("0")) {
      throw verdict(answer, userId);
    }
    String unionId = answer.result() == null ? null : answer.result().unionid();
    if (unionId == null || unionId.isEmpty()) {
      throw new RetriableException("DingTalk's answer about the user holds no unionId", null);
    }
    log.info("set dingding union id: {}", Masked.of(unionId));
    log.info("Successfully fetched UnionID.");
    return unionId;
  }

  private UserAnswer ask(AccessTokens.Issued token, String userId)
      throws ConnectorException, InterruptedException {
    Answer<UserAnswer> answer =
        exchange.judge(
            GROUP, exchange.send(api.user(token.value(), new UserRequest(userId))), WHAT);
    if (answer instanceof Answer.Good<UserAnswer> good) {
      return good.value();
    }
    throw DingTalkErrors.verdict(((Answer.Refused<UserAnswer>) answer).error(), WHAT);
  }

  private static String code(UserAnswer answer) {
    String code = answer.errcode() == null ? "" : answer.errcode().toString();
    return code.equals(WRAPPED) && answer.subCode() != null ? answer.subCode() : code;
  }

  private ConnectorException verdict(UserAnswer answer, String userId) {
    String code = code(answer);
    String said = answer.subMessage() != null ? answer.subMessage() : answer.errmsg();
    String words = " (errcode " + code + (said == null ? "" : ": " + Redaction.text(said)) + ")";
    if (NO_USER.contains(code)) {
      return noSuchUser(userId, words);
    } else if (NO_SCOPE.contains(code)) {
      return DingTalkErrors.missingPermission(List.of(PermissionPoint.MEMBER.code()), WHAT);
    } else if (THROTTLED.contains(code)) {
      return exchange.throttled(GROUP, words);
    }
    return switch (code) {
      case "90020" -> exchange.quotaSpent(words);
      case "60020" -> DingTalkErrors.foreignAddress();
      case "50002" -> outOfScope(userId, words);
      default -> new RetriableException("DingTalk would not " + WHAT + words, null);
    };
  }

  private static FatalException noSuchUser(String userId, String words) {
    return new FatalException(
        FatalException.Kind.REFUSED_VALUE,
        "DingTalk knows no user with the UserID "
            + userId
            + words
            + ". Copy dingDingUserId from the person's page in the admin console's contacts",
        null);
  }

  private static FatalException outOfScope(String userId, String words) {
    return new FatalException(
        FatalException.Kind.PERMISSION,
        "The DingTalk application may not see the user "
            + userId
            + words
            + ". Add the person to the application's contact scope (通讯录权限范围) in the"
            + " developer console",
        null);
  }
}
