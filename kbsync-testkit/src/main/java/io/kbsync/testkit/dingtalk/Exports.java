package io.kbsync.testkit.dingtalk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Online documents as files. Two Office exports of one document differ in their times only. */
final class Exports {

  private Exports() {}

  /** A Word file with the texts and tables of the blocks. */
  static byte[] docx(List<Block> blocks, Instant exportedAt) {
    String body = blocks.stream().map(Exports::word).collect(Collectors.joining());
    return new OfficePackage("word/document.xml")
        .part(
            "word/document.xml",
            "wordprocessingml.document.main+xml",
            ("<w:document xmlns:w=\"" + OfficePackage.SCHEMAS + "wordprocessingml/2006/main\">")
                + ("<w:body>" + body + "<w:sectPr/></w:body></w:document>"))
        .toBytes(exportedAt);
  }

  /** An Excel file with one sheet of texts. */
  static byte[] xlsx(List<List<String>> rows, Instant exportedAt) {
    String main = "xmlns=\"" + OfficePackage.SCHEMAS + "spreadsheetml/2006/main\"";
    return new OfficePackage("xl/workbook.xml")
        .part(
            "xl/workbook.xml",
            "spreadsheetml.sheet.main+xml",
            ("<workbook " + main + " xmlns:r=\"" + OfficePackage.RELATIONS + "\"><sheets>")
                + "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
        .relation("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml")
        .part(
            "xl/worksheets/sheet1.xml",
            "spreadsheetml.worksheet+xml",
            rows.stream()
                .map(Exports::row)
                .collect(
                    Collectors.joining(
                        "", "<worksheet " + main + "><sheetData>", "</sheetData></worksheet>")))
        .toBytes(exportedAt);
  }

  /** The same blocks as Markdown. */
  static String markdown(List<Block> blocks) {
    return blocks.stream().map(Exports::mark).collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String mark(Block block) {
    if (block instanceof Block.Heading heading) {
      return "#".repeat(heading.level()) + " " + heading.text();
    } else if (block instanceof Block.Item item) {
      return (item.ordered() ? "1. " : "- ") + item.text();
    } else if (block instanceof Block.Quote quote) {
      return "> " + quote.text();
    } else if (block instanceof Block.Table table) {
      return markTable(table.cells());
    }
    return text(block);
  }

  private static String markTable(List<List<String>> cells) {
    List<String> lines = new ArrayList<>();
    cells.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
    if (!cells.isEmpty()) {
      lines.add(1, "|" + " --- |".repeat(cells.get(0).size()));
    }
    return String.join("\n", lines);
  }

  /** The text of the block without any form; the cells of a table in lines. */
  static String plain(Block block) {
    return block instanceof Block.Table table
        ? table.cells().stream()
            .map(row -> String.join("\t", row))
            .collect(Collectors.joining("\n"))
        : text(block);
  }

  private static String text(Block block) {
    if (block instanceof Block.Heading heading) {
      return heading.text();
    } else if (block instanceof Block.Paragraph paragraph) {
      return paragraph.text();
    } else if (block instanceof Block.Item item) {
      return item.text();
    } else if (block instanceof Block.Quote quote) {
      return quote.text();
    } else if (block instanceof Block.Unknown unknown) {
      return unknown.text();
    }
    throw new AssertionError(block);
  }

  private static String word(Block block) {
    if (block instanceof Block.Table table) {
      return table.cells().stream()
          .map(row -> row.stream().map(Exports::wordCell).collect(Collectors.joining()))
          .map(cells -> "<w:tr>" + cells + "</w:tr>")
          .collect(Collectors.joining("", "<w:tbl><w:tblPr/><w:tblGrid/>", "</w:tbl>"));
    }
    return wordParagraph(text(block));
  }

  private static String wordCell(String text) {
    return "<w:tc>" + wordParagraph(text) + "</w:tc>";
  }

  private static String wordParagraph(String text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + escape(text) + "</w:t></w:r></w:p>";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(text -> "<c t=\"inlineStr\"><is><t>" + escape(text) + "</t></is></c>")
        .collect(Collectors.joining("", "<row>", "</row>"));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
