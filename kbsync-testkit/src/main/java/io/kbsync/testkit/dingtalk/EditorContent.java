package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What editors keep of online documents, in the form of their checkpoints. */
final class EditorContent {

  private EditorContent() {}

  static Map<String, Object> of(WebView document) {
    return switch (document.extension()) {
      case "adoc" -> part("word", Map.of("body", body(lines(document))));
      case "axls" -> sheet(document);
      case "amind" ->
          part("mind", drawn(document, "root", Map.of("text", String.join("\n", lines(document)))));
      case "adraw" -> part("draw", drawn(document, "shapes", lines(document)));
      default -> Map.of("ossKey", "tmp/" + document.docKey());
    };
  }

  /** The texts of a document, one for each paragraph; of what cannot be read its title. */
  static List<String> lines(WebView document) {
    if (document.content() instanceof Content.Blocks text) {
      return text.blocks().stream().map(Exports::plain).toList();
    } else if (document.content() instanceof Content.Rows sheet) {
      return sheet.rows().stream().map(row -> String.join("\t", row)).toList();
    } else if (document.content() instanceof Content.Bytes text) {
      return new String(text.bytes(), StandardCharsets.UTF_8).lines().toList();
    }
    String mark = "." + document.extension();
    String name = document.name();
    return List.of(name.endsWith(mark) ? name.substring(0, name.length() - mark.length()) : name);
  }

  private static Map<String, Object> part(String type, Map<String, Object> data) {
    return Map.of(
        "parts", Map.of(type + "0", Map.of("type", "application/x-alidocs-" + type, "data", data)));
  }

  /** Pictures are exported from their content alone, which therefore says whose it is. */
  private static Map<String, Object> drawn(WebView document, String name, Object value) {
    return Map.of("docKey", document.docKey(), name, value);
  }

  private static List<Object> body(List<String> lines) {
    List<Object> body = new ArrayList<>(List.of("root", Map.of("sectPr", Map.of())));
    for (String line : lines) {
      List<Object> leaf = List.of("span", Map.of("data-type", "leaf"), line);
      List<Object> text = List.of("span", Map.of("data-type", "text"), leaf);
      body.add(List.of("p", Map.of(), text));
    }
    return body;
  }

  private static Map<String, Object> sheet(WebView document) {
    List<List<String>> rows =
        document.content() instanceof Content.Rows sheet ? sheet.rows() : List.of();
    List<Object> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      cells.add(List.of(row, Map.of(), row(rows.get(row))));
    }
    Map<String, Object> checkpoint = new HashMap<>();
    checkpoint.put("content", Map.of("sheet1", cells));
    checkpoint.put(
        "sheetsMeta", Map.of("sheet1", Map.of("name", "Sheet1", "rowCount", rows.size())));
    checkpoint.put("style", Map.of());
    checkpoint.put("setting", Map.of("calc", Map.of()));
    checkpoint.put("tabs", List.of("sheet1"));
    checkpoint.put("customTabsMeta", Map.of());
    checkpoint.put("version", document.version());
    return checkpoint;
  }

  private static List<Object> row(List<String> texts) {
    List<Object> cells = new ArrayList<>();
    for (int column = 0; column < texts.size(); column++) {
      cells.add(List.of(column, Map.of("value", texts.get(column))));
    }
    return cells;
  }
}
