package io.kbsync.testkit.dingtalk.web;

import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages of nodes: a shell, and in its frame the editor or preview with its menus. */
final class NodePages {

  private final WebDocuments documents;
  private final Access access;
  private final WebQuirks quirks;

  NodePages(WebDocuments documents, Access access, WebQuirks quirks) {
    this.documents = documents;
    this.access = access;
    this.quirks = quirks;
  }

  List<WebRoute> routes() {
    return List.of(
        WebRoute.page("/i/nodes/*", "web.node", this::node),
        WebRoute.page("/i/spaces/*", "web.space", this::space),
        WebRoute.page("/i/spaces/*/overview", "web.space", this::space),
        WebRoute.page("/i/desktop", "web.desktop", call -> Html.page("desktop", Map.of())),
        WebRoute.page("/note/edit", "web.editor", call -> editor(call, "dentryKey")),
        WebRoute.page("/spreadsheetv2/*/edit", "web.editor", this::sheetEditor),
        WebRoute.page("/iframe/notable", "web.editor", call -> editor(call, "docKey")),
        WebRoute.page("/mind/edit", "web.editor", call -> editor(call, "dentryKey")),
        WebRoute.page("/draw/edit", "web.editor", call -> editor(call, "dentryKey")),
        WebRoute.page("/slides/edit", "web.editor", call -> editor(call, "dentryKey")),
        WebRoute.page("/form/edit", "web.editor", call -> editor(call, "dentryKey")),
        WebRoute.page("/uni-preview", "web.editor", call -> editor(call, "dentryKey")));
  }

  private SimResponse node(WebCall call) {
    Optional<WebDocument> found = documents.find(call.ids().get(0));
    if (found.isEmpty()) {
      return Html.page("gone", Map.of());
    }
    WebDocument document = found.get();
    if (!access.mayRead(call, document)) {
      return Html.page("forbidden", Map.of());
    }
    return document.kind() == WebDocument.Kind.FOLDER ? folder(document) : shell(document);
  }

  private SimResponse shell(WebDocument document) {
    Frame frame = Frame.of(document);
    return Html.page(
        "shell",
        Map.of("title", document.name(), "frame", frame.id(), "src", frame.address(document)));
  }

  private SimResponse space(WebCall call) {
    Optional<WebDocument> root = documents.rootOf(call.ids().get(0));
    return root.filter(node -> access.mayRead(call, node))
        .map(this::folder)
        .orElseGet(() -> Html.page("forbidden", Map.of()));
  }

  private SimResponse folder(WebDocument folder) {
    String rows =
        documents.children(folder.uuid()).stream()
            .map(child -> Html.fill("row.html", Map.of("uuid", child.uuid(), "name", child.name())))
            .collect(Collectors.joining());
    String page = Html.fill("folder.html", Map.of("title", folder.name(), "rows", "@@rows@@"));
    return SimResponse.html(200, page.replace("@@rows@@", rows));
  }

  private SimResponse sheetEditor(WebCall call) {
    return editor(call, documents.findByKey(call.ids().get(0)));
  }

  private SimResponse editor(WebCall call, String keyParameter) {
    return editor(call, documents.findByKey(call.query(keyParameter)));
  }

  private SimResponse editor(WebCall call, Optional<WebDocument> found) {
    if (found.isEmpty()) {
      return Html.page("gone", Map.of());
    }
    WebDocument document = found.get();
    if (!access.mayRead(call, document)) {
      return Html.page("forbidden", Map.of());
    }
    if (quirks.takeBrokenLoad(document.uuid())) {
      return Html.page("broken", Map.of());
    }
    String page =
        Html.fill(
            Frame.of(document).template() + ".html",
            Map.of("title", document.name(), "facts", facts(document)));
    return SimResponse.html(200, new Redesign(quirks).of(page));
  }

  /** What the script of the page needs to know. */
  private String facts(WebDocument document) {
    return SimResponse.json(
            200,
            Map.of(
                "uuid", document.uuid(),
                "dentryKey", document.dentryKey(),
                "docKey", document.docKey(),
                "name", document.name(),
                "extension", document.extension(),
                "mayDownload", access.mayDownload(document),
                "missing", quirks.missingEntries(),
                "confirm", quirks.has(WebQuirks.Switch.CONFIRM_EXPORTS),
                "guide", quirks.has(WebQuirks.Switch.TABLE_GUIDE),
                "redesigned", quirks.has(WebQuirks.Switch.REDESIGNED)))
        .bodyText();
  }
}
