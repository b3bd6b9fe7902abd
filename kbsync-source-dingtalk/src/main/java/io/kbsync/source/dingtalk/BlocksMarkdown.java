package io.kbsync.source.dingtalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders the blocks of a DingTalk document as Markdown. Only text survives; the note at the top
 * says so. Blocks are read leniently: the text of a block stands in its properties or in its
 * children, depending on the age of the document. Pure.
 */
final class BlocksMarkdown {

  private static final String NOTE =
      "<!-- Text only: pictures, attachments and layout of the original are not in here. -->";

  private static final int DEEPEST_HEADING = 6;

  private BlocksMarkdown() {}

  static String render(String title, List<Map<String, Object>> blocks) {
    return NOTE + "\n\n# " + title + "\n\n" + join(blocks) + "\n";
  }

  private static String join(List<Map<String, Object>> blocks) {
    StringBuilder text = new StringBuilder();
    String previous = "";
    for (Map<String, Object> block : blocks) {
      String rendered = block(block);
      if (rendered.isBlank()) {
        continue;
      }
      String type = string(block.get("blockType"));
      boolean sameList = type.endsWith("List") && type.equals(previous);
      text.append(text.isEmpty() ? "" : sameList ? "\n" : "\n\n").append(rendered);
      previous = type;
    }
    return text.toString();
  }

  private static String block(Map<String, Object> block) {
    Map<String, Object> properties = map(block.get(string(block.get("blockType"))));
    return switch (string(block.get("blockType"))) {
      case "heading" -> "#".repeat(level(properties.get("level"))) + " " + text(block);
      case "unorderedList" -> item("- ", block, properties);
      case "orderedList" -> item("1. ", block, properties);
      case "blockquote", "callout" -> quoted(text(block));
      case "code" -> code(string(properties.get("language")), text(block));
      case "table" -> table(properties);
      default -> text(block);
    };
  }

  /** The text of a block: its own, or that of the inline elements and blocks in it. */
  private static String text(Map<String, Object> block) {
    String own = string(map(block.get(string(block.get("blockType")))).get("text"));
    return own.isEmpty() ? childText(block) : own;
  }

  private static String childText(Map<String, Object> parent) {
    StringBuilder inline = new StringBuilder();
    List<Map<String, Object>> blocks = new ArrayList<>();
    for (Object child : list(parent.get("children"))) {
      Map<String, Object> element = map(child);
      if (element.containsKey("blockType")) {
        blocks.add(element);
      } else {
        inline.append(inlineText(element));
      }
    }
    String below = join(blocks);
    return inline + (inline.isEmpty() || below.isEmpty() ? "" : "\n") + below;
  }

  private static String inlineText(Map<String, Object> element) {
    String own = string(element.get("text"));
    String inProperties = string(map(element.get("properties")).get("text"));
    return !own.isEmpty() ? own : !inProperties.isEmpty() ? inProperties : childText(element);
  }

  private static String item(
      String bullet, Map<String, Object> block, Map<String, Object> properties) {
    int depth = number(map(properties.get("list")).get("level"), 0);
    String indent = "  ".repeat(Math.max(0, depth));
    return indent + bullet + text(block).replace("\n", "\n" + indent + "  ");
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "> " + text.replace("\n", "\n> ");
  }

  private static String code(String language, String text) {
    String fence = text.contains("```") ? "````" : "```";
    return fence + language + "\n" + text + "\n" + fence;
  }

  private static String table(Map<String, Object> properties) {
    List<String> rows = new ArrayList<>();
    for (Object row : list(properties.get("cells"))) {
      List<?> cells = list(row);
      rows.add(
          cells.stream().map(BlocksMarkdown::cell).collect(Collectors.joining(" | ", "| ", " |")));
      if (rows.size() == 1) {
        rows.add("|" + " --- |".repeat(cells.size()));
      }
    }
    return String.join("\n", rows);
  }

  private static String cell(@Nullable Object cell) {
    String text = cell instanceof Map ? inlineText(map(cell)) : string(cell);
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ").trim();
  }

  /** {@code heading-2}, {@code "2"} or {@code 2}. */
  private static int level(@Nullable Object value) {
    return Math.min(DEEPEST_HEADING, Math.max(1, number(value, 1)));
  }

  private static int number(@Nullable Object value, int otherwise) {
    if (value instanceof Number number) {
      return number.intValue();
    }
    String digits = string(value).replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 3 ? otherwise : Integer.parseInt(digits);
  }

  private static String string(@Nullable Object value) {
    return value instanceof String text ? text : value == null ? "" : Objects.toString(value);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }
}
