package io.kbsync.testkit.dingtalk;

import io.kbsync.testkit.dingtalk.web.DocsWeb;
import io.kbsync.testkit.http.NotJsonException;
import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.http.SimSocket;
import io.kbsync.testkit.http.Simulation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All hosts of DingTalk behind one port; their paths do not overlap. */
final class Servers implements Simulation {

  private static final String USER_PATH = "/topapi/v2/user/get";

  private final OpenApi openApi;
  private final UserApi userApi;
  private final EventStream stream;
  private final DownloadHost downloads;
  private final DocsWeb web;

  Servers(
      OpenApi openApi, UserApi userApi, EventStream stream, DownloadHost downloads, DocsWeb web) {
    this.openApi = openApi;
    this.userApi = userApi;
    this.stream = stream;
    this.downloads = downloads;
    this.web = web;
  }

  @Override
  public String endpoint(SimRequest request) {
    if (DownloadHost.owns(request)) {
      return "download";
    } else if (request.path().equals(USER_PATH)) {
      return "user";
    } else if (EventStream.owns(request)) {
      return EventStream.endpoint(request);
    } else if (web.owns(request)) {
      return web.endpoint(request);
    }
    return isOapi(request) ? "unknown" : openApi.endpoint(request);
  }

  @Override
  public SimResponse answer(SimRequest request) {
    if (DownloadHost.owns(request)) {
      return downloads.answer(request);
    } else if (isOapi(request)) {
      return SimResponse.json(200, oapi(request));
    } else if (EventStream.owns(request)) {
      return stream.answer(request);
    } else if (web.owns(request)) {
      return web.answer(request);
    }
    return openApi.answer(request);
  }

  @Override
  public Optional<SimSocket.Talk> upgrade(SimRequest request) {
    return EventStream.owns(request) ? stream.upgrade(request) : Optional.empty();
  }

  private static boolean isOapi(SimRequest request) {
    return request.path().startsWith("/topapi/");
  }

  private Map<String, Object> oapi(SimRequest request) {
    if (!request.path().equals(USER_PATH)) {
      return UserApi.unknownPath();
    }
    Map<String, String> form = form(request);
    String token = request.query("access_token").orElse(form.get("access_token"));
    return userApi.get(token, form.get("userid"));
  }

  /** The parameters in the body, which is a form or a JSON object. */
  private static Map<String, String> form(SimRequest request) {
    Map<String, String> form = new HashMap<>();
    try {
      request.json().forEach((name, value) -> form.put(name, String.valueOf(value)));
    } catch (NotJsonException aForm) {
      for (String part : request.bodyText().split("&", -1)) {
        String[] nameAndValue = part.split("=", 2);
        form.put(nameAndValue[0], nameAndValue.length == 1 ? "" : decode(nameAndValue[1]));
      }
    }
    return form;
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
