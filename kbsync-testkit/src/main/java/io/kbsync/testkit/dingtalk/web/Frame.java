package io.kbsync.testkit.dingtalk.web;

/**
 * The frame of a node's page.
 *
 * @param id of the iframe element
 * @param path of the editor; {@code *} stands for the dentryKey
 * @param template the resource with the editor
 */
record Frame(String id, String path, String template) {

  static Frame of(WebDocument document) {
    if (document.kind() != WebDocument.Kind.ONLINE) {
      return new Frame("uni-preview", "/uni-preview", "preview");
    }
    return switch (document.extension()) {
      case "adoc" -> new Frame("wiki-doc-iframe", "/note/edit", "adoc");
      case "axls" -> new Frame("wiki-new-sheet-iframe", "/spreadsheetv2/*/edit", "axls");
      case "able" -> new Frame("wiki-notable-iframe", "/iframe/notable", "able");
      case "amind" -> new Frame("wiki-mind-iframe", "/mind/edit", "amind");
      case "adraw" -> new Frame("wiki-draw-iframe", "/draw/edit", "adraw");
      case "appt" -> new Frame("wiki-slides-iframe", "/slides/edit", "appt");
      default -> new Frame("wiki-form-iframe", "/form/edit", "form");
    };
  }

  /** Where the editor of this node is. */
  String address(WebDocument document) {
    return path.replace("*", document.dentryKey())
        + "?docId="
        + document.docKey()
        + "&docKey="
        + document.docKey()
        + "&dentryKey="
        + document.dentryKey()
        + "&dentryUuid="
        + document.uuid()
        + "&docType=doc&workspaceId="
        + document.spaceId()
        + "&dt_editor_toolbar=true&platform=pc";
  }
}
