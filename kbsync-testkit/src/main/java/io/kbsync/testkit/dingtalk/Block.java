package io.kbsync.testkit.dingtalk;

import java.util.List;

/** A first-level block of an online text document. */
public sealed interface Block {

  /**
   * @param level 1 to 6
   */
  record Heading(int level, String text) implements Block {}

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /**
   * One item of a list.
   *
   * @param ordered numbered, not dotted
   */
  record Item(boolean ordered, String text) implements Block {}

  /** A quotation. */
  record Quote(String text) implements Block {}

  /** Rows of cells. */
  record Table(List<List<String>> cells) implements Block {
    public Table {
      cells = cells.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Anything the blocks API does not describe, such as an image: its text reaches the exports only.
   */
  record Unknown(String text) implements Block {}

  static Block heading(int level, String text) {
    return new Heading(level, text);
  }

  static Block paragraph(String text) {
    return new Paragraph(text);
  }

  static Block bullet(String text) {
    return new Item(false, text);
  }

  static Block numbered(String text) {
    return new Item(true, text);
  }

  static Block table(List<List<String>> cells) {
    return new Table(cells);
  }
}
