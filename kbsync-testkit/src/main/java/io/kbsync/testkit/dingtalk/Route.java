package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of api.dingtalk.com.
 *
 * @param path matches the whole path; its groups are the ids in it
 * @param endpoint the short name under which it is counted
 */
record Route(String method, Pattern path, String endpoint, Permission permission, Answer answer) {

  /** Makes the body of the answer. */
  @FunctionalInterface
  interface Answer {
    Map<String, Object> to(ApiCall call);
  }

  static Route get(String template, String endpoint, Permission permission, Answer answer) {
    return new Route("GET", pattern(template), endpoint, permission, answer);
  }

  static Route post(String template, String endpoint, Permission permission, Answer answer) {
    return new Route("POST", pattern(template), endpoint, permission, answer);
  }

  /** The ids in the path, if this is the call. */
  Optional<List<String>> match(String askedMethod, String askedPath) {
    Matcher matcher = path.matcher(askedPath);
    if (!method.equals(askedMethod) || !matcher.matches()) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>();
    for (int group = 1; group <= matcher.groupCount(); group++) {
      ids.add(matcher.group(group));
    }
    return Optional.of(ids);
  }

  /** Each {@code *} stands for one id. */
  private static Pattern pattern(String template) {
    return Pattern.compile(template.replace(".", "\\.").replace("*", "([^/]+)"));
  }
}
