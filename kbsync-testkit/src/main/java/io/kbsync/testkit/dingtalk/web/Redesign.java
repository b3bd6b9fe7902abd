package io.kbsync.testkit.dingtalk.web;

import java.util.regex.Pattern;

/** What becomes of a page when its makers change it. */
final class Redesign {

  private static final Pattern MARK =
      Pattern.compile("data-(?:testid|role|item-key|path)=\"[^\"]*\"");
  private static final Pattern ICON = Pattern.compile("class=\"_\\w+\"");
  private static final Pattern LABEL = Pattern.compile("<span class=\"label\">[^<]*</span>");

  private final WebQuirks quirks;

  Redesign(WebQuirks quirks) {
    this.quirks = quirks;
  }

  String of(String page) {
    String changed = page;
    for (String name : quirks.renamed()) {
      changed =
          changed
              .replace("\"" + Html.escape(name) + "\"", "\"redesigned\"")
              .replace(">" + Html.escape(name) + "<", ">新菜单<");
    }
    if (!quirks.has(WebQuirks.Switch.REDESIGNED)) {
      return changed;
    }
    changed = MARK.matcher(changed).replaceAll("data-part=\"redesigned\"");
    changed = ICON.matcher(changed).replaceAll("class=\"icon\"");
    return LABEL.matcher(changed).replaceAll("<span class=\"label\">新菜单</span>");
  }
}
