package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.http.Redaction;
import io.kbsync.source.dingtalk.DingTalkWire.AccessDenied;
import io.kbsync.source.dingtalk.DingTalkWire.ErrorBody;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From DingTalk's error bodies to the engine's verdicts. Pure. */
final class DingTalkErrors {

  private static final JsonAdapter<ErrorBody> BODY =
      new Moshi.Builder().build().adapter(ErrorBody.class);

  /** The newer words of a missing permission name the scope in brackets. */
  private static final Pattern SCOPE_IN_WORDS = Pattern.compile("权限：\\[([\\w.,\\s]+)]");

  private static final int LONGEST_MESSAGE = 200;

  private DingTalkErrors() {}

  /** What an error body says; empty when it is none of DingTalk's. */
  static Optional<ApiError> read(int status, String body) {
    try {
      return Optional.ofNullable(BODY.fromJson(body)).flatMap(error -> read(status, error));
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  private static Optional<ApiError> read(int status, ErrorBody body) {
    String code = either(body.code(), body.gatewayCode());
    if (code.isEmpty()) {
      return Optional.empty();
    }
    String message = either(body.message(), body.gatewayMessage());
    AccessDenied detail =
        body.accessdenieddetail() != null ? body.accessdenieddetail() : body.gatewayDetail();
    List<String> scopes =
        detail == null || detail.requiredScopes() == null
            ? scopesIn(message)
            : detail.requiredScopes();
    return Optional.of(new ApiError(status, code, message, scopes));
  }

  /** The scope codes that a message in DingTalk's newer words names. */
  static List<String> scopesIn(String message) {
    Matcher matcher = SCOPE_IN_WORDS.matcher(message);
    return matcher.find() ? List.of(matcher.group(1).trim().split("[,\\s]+")) : List.of();
  }

  /**
   * The verdict on a refusal that its caller cannot live with.
   *
   * @param what was wanted, to follow "DingTalk would not": {@code list the folder 'Reports'}
   */
  static ConnectorException verdict(ApiError error, String what) {
    String refused = "DingTalk would not " + what;
    String said = words(error);
    return switch (error.kind()) {
      case BAD_CREDENTIALS -> badCredentials();
      case NO_SCOPE -> missingPermission(error.scopes(), what);
      case UNCERTIFIED -> uncertified();
      case FOREIGN_ADDRESS -> foreignAddress();
      case NO_API ->
          new FatalException(
              FatalException.Kind.UNREACHABLE,
              refused + ": the address knows no such API" + said + ". Check dingDingApiUrl",
              null);
      case DENIED ->
          PermanentException.skipped(refused + ": the account has no right to it" + said);
      case UNSUPPORTED -> PermanentException.skipped(refused + ": it cannot be downloaded" + said);
      case MISSING -> PermanentException.failed(refused + ": it is no longer there" + said, null);
      case ARCHIVED ->
          PermanentException.failed(
              refused + ": it was archived and is being brought back; the next run gets it" + said,
              null);
      case INVALID -> PermanentException.failed(refused + said, null);
      case BAD_TOKEN, THROTTLED, QUOTA, SERVER -> new RetriableException(refused + said, null);
    };
  }

  static FatalException badCredentials() {
    return new FatalException(
        FatalException.Kind.CREDENTIALS,
        "DingTalk does not know this pair of client id and secret. Copy dingDingClientId and"
            + " dingDingClientSecret again from the application's page in the developer console",
        null);
  }

  static FatalException missingPermission(List<String> scopes, String what) {
    return new FatalException(
        FatalException.Kind.PERMISSION,
        "The DingTalk application lacks a permission to "
            + what
            + (scopes.isEmpty() ? "" : ": " + PermissionPoint.describe(scopes))
            + ". Apply for it in the developer console under 权限管理 (Permissions)",
        null);
  }

  static FatalException foreignAddress() {
    return new FatalException(
        FatalException.Kind.PERMISSION,
        "The DingTalk application does not accept calls from this machine's address. Add the"
            + " address to the server list (服务器出口IP) on the application's page",
        null);
  }

  private static FatalException uncertified() {
    return new FatalException(
        FatalException.Kind.PERMISSION,
        "DingTalk lets only certified organisations download files (orgAuthLevelNotEnough). An"
            + " administrator has to have the organisation certified (企业认证) in the admin console",
        null);
  }

  /** DingTalk's own words, for the end of a message. */
  static String words(ApiError error) {
    String message = Redaction.text(error.message());
    String shortened =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    return " (" + error.code() + (shortened.isEmpty() ? "" : ": " + shortened) + ")";
  }

  private static String either(@Nullable String first, @Nullable String second) {
    return first != null ? first : second != null ? second : "";
  }
}
