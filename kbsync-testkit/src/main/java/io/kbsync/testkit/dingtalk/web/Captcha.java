package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;

/** The guard that asks whether a person is there: pages get a slider, calls a refusal in JSON. */
final class Captcha {

  private static final String PATH = "/_____tmd_____/punish?x5secdata=simulated&x5step=1";

  private Captcha() {}

  static SimResponse insteadOf(SimRequest request, String docsUrl) {
    boolean page = request.header("Accept").orElse("").contains("text/html");
    SimResponse response =
        page
            ? Html.page("captcha", Map.of())
            : SimResponse.json(
                200,
                Map.of(
                    "ret",
                    List.of("FAIL_SYS_USER_VALIDATE", "RGV587_ERROR::SM::哎哟喂,被挤爆啦,请稍后重试"),
                    "data",
                    Map.of("url", docsUrl + PATH)));
    return response.withHeader("bxpunish", "1");
  }
}
