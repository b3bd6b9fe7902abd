package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.testkit.http.SimResponse;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The host where people log in, and the way back from it to the documents. */
final class LoginHost {

  private static final String CLIENT = "dingoaxhhpeq7is6j1sapz";
  private static final String CHALLENGE = "/oauth2/challenge.htm";
  private static final String LANDING = "/portal/login/landing";

  private final LoginCodes codes;
  private final Sessions sessions;
  private final Secrets secrets;
  private final Supplier<String> docsUrl;
  private final Supplier<String> loginUrl;

  LoginHost(
      LoginCodes codes,
      Sessions sessions,
      Secrets secrets,
      Supplier<String> docsUrl,
      Supplier<String> loginUrl) {
    this.codes = codes;
    this.sessions = sessions;
    this.secrets = secrets;
    this.docsUrl = docsUrl;
    this.loginUrl = loginUrl;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.open("GET", CHALLENGE, "web.login", call -> Html.page("login", Map.of())),
        WebRoute.open("POST", "/oauth2/qrcode/new", "web.loginCode", call -> newCode()),
        WebRoute.open("GET", "/oauth2/qrcode/poll", "web.loginPoll", this::poll),
        WebRoute.open("GET", LANDING, "web.loginLanding", this::land));
  }

  /** Where somebody without a session is sent, and from there back. */
  String challenge(String comeBackTo) {
    return loginUrl.get()
        + CHALLENGE
        + "?redirect_uri="
        + encode(comeBackTo)
        + "&response_type=none&client_id="
        + CLIENT
        + "&scope=openid";
  }

  /** What the QR code of this token says. */
  String codeUrl(String token) {
    return loginUrl.get() + "/action/login?code=" + token;
  }

  private SimResponse newCode() {
    String token = codes.show();
    return WebRoute.success(Map.of("token", token, "picture", QrPicture.dataUri(codeUrl(token))));
  }

  private SimResponse poll(WebCall call) {
    String token = call.query("token");
    LoginCodes.State state = codes.state(token);
    if (state != LoginCodes.State.SCANNED) {
      return WebRoute.success(Map.of("state", state.name()));
    }
    String back =
        docsUrl.get()
            + LANDING
            + "?ticket="
            + codes.ticketFor(token)
            + "&remember="
            + call.request().query("remember").orElse("false")
            + "&go="
            + encode(call.query("go"));
    return WebRoute.success(Map.of("state", state.name(), "back", back));
  }

  private SimResponse land(WebCall call) {
    boolean remember = call.query("remember").equals("true");
    String go = call.query("go");
    if (!go.startsWith(docsUrl.get() + "/")) {
      throw WebError.badRequest("redirect_uri 不合法");
    }
    WebAccount account =
        codes.redeem(call.query("ticket")).orElseThrow(() -> WebError.badRequest("登录已失效"));
    SimResponse response = SimResponse.empty(302).withHeader("Location", go);
    for (String cookie : cookies(account, sessions.open(account, remember), remember)) {
      response = response.withCookie(cookie);
    }
    return response;
  }

  private List<String> cookies(WebAccount account, Sessions.Session session, boolean remember) {
    String life = remember ? "; Max-Age=" + Sessions.REMEMBERED.toSeconds() : "";
    String readable = "; Path=/; SameSite=Lax" + life;
    String hidden = readable + "; HttpOnly";
    return List.of(
        "doc_atoken=" + session.token() + hidden,
        "account=oauth_k1%3A" + secrets.next("account") + hidden,
        "XSRF-TOKEN=" + secrets.next("xsrf").substring(0, 36) + readable,
        "portal_corp_id=" + encode(account.corpId()) + readable,
        "deviceid=" + secrets.next("device").substring(0, 32) + readable,
        "pub_uid=" + encode(account.userId()) + readable);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
