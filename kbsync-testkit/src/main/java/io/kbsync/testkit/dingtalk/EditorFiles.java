package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The files that editors make of online documents. */
final class EditorFiles {

  private EditorFiles() {}

  /** Empty: this kind of document has no such export. */
  static Optional<byte[]> of(WebView document, String format) {
    List<String> lines = EditorContent.lines(document);
    return switch (document.extension() + " " + format) {
      case "adoc docx" -> Optional.of(Exports.docx(blocks(document), document.seenAt()));
      case "adoc md" ->
          Optional.of(Exports.markdown(blocks(document)).getBytes(StandardCharsets.UTF_8));
      case "axls xlsx", "able xlsx" ->
          Optional.of(Exports.xlsx(rows(document, lines), document.seenAt()));
      case "appt pptx" -> Optional.of(Slides.pptx(lines, document.seenAt()));
      case "adoc pdf", "amind pdf", "appt pdf" -> Optional.of(PdfFile.of(lines));
      case "amind png", "adraw png" -> Optional.of(Picture.of(lines, "png"));
      case "amind jpg", "adraw jpg" -> Optional.of(Picture.of(lines, "jpg"));
      default -> Optional.empty();
    };
  }

  private static List<Block> blocks(WebView document) {
    return document.content() instanceof Content.Blocks text ? text.blocks() : List.of();
  }

  private static List<List<String>> rows(WebView document, List<String> lines) {
    return document.content() instanceof Content.Rows sheet
        ? sheet.rows()
        : lines.stream().map(line -> List.of(line.split("\t", -1))).toList();
  }
}
