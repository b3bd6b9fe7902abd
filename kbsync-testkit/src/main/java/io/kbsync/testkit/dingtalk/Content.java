package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an entry holds. Immutable. */
public sealed interface Content {

  /** The bytes of an uploaded file, or of an Office file made in Drive. */
  final class Bytes implements Content {

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** An online text document. */
  record Blocks(List<Block> blocks) implements Content {
    public Blocks {
      blocks = List.copyOf(blocks);
    }
  }

  /** An online spreadsheet with one sheet. */
  record Rows(List<List<String>> rows) implements Content {
    public Rows {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Nothing that the Open API could give: folders, shortcuts, drawings, mind maps. */
  record Opaque() implements Content {}

  static Content of(byte[] bytes) {
    return new Bytes(bytes);
  }

  /** The text in UTF-8. */
  static Content of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Content of(Block... blocks) {
    return new Blocks(List.of(blocks));
  }

  static Content of(List<List<String>> rows) {
    return new Rows(rows);
  }

  /** Bytes as the listings count them. */
  default long size() {
    return this instanceof Bytes file ? file.bytes().length : 512;
  }
}
