package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlocksMarkdownTest {

  @Test
  void the_usual_blocks_become_markdown() {
    assertThat(
            body(
                List.of(
                    block("heading", Map.of("level", "heading-2", "text", "Scope")),
                    block("paragraph", Map.of("text", "Some text.")),
                    block("unorderedList", Map.of("text", "first")),
                    block("unorderedList", Map.of("text", "deeper", "list", Map.of("level", 1.0))),
                    block("orderedList", Map.of("text", "one")),
                    block("blockquote", Map.of("text", "said\ntwice")),
                    block("code", Map.of("language", "java", "text", "int i;")),
                    block(
                        "table",
                        Map.of("cells", List.of(List.of("a", "b|c"), List.of("1", "2\n3")))))))
        .isEqualTo(
            """
            ## Scope

            Some text.

            - first
              - deeper

            1. one

            > said
            > twice

            ```java
            int i;
            ```

            | a | b\\|c |
            | --- | --- |
            | 1 | 2 3 |
            """);
  }

  @Test
  void text_in_children_is_found_in_all_its_forms() {
    assertThat(
            body(
                List.of(
                    Map.of(
                        "blockType",
                        "paragraph",
                        "paragraph",
                        Map.of(),
                        "children",
                        List.of(
                            Map.of("text", "a "),
                            Map.of("elementType", "text", "text", "b "),
                            Map.of("inlineType", "text", "properties", Map.of("text", "c ")))))))
        .isEqualTo("a b c \n");
  }

  @Test
  void blocks_inside_blocks_are_kept() {
    Map<String, Object> callout =
        Map.of(
            "blockType",
            "callout",
            "children",
            List.of(
                block("paragraph", Map.of("text", "x")), block("paragraph", Map.of("text", "y"))));
    assertThat(body(List.of(callout))).isEqualTo("> x\n> \n> y\n");
  }

  @Test
  void blocks_that_are_not_known_leave_nothing_behind() {
    assertThat(body(List.of(Map.of("blockType", "Undefined", "Undefined", Map.of()), Map.of())))
        .isEqualTo("\n");
  }

  @Test
  void the_document_says_that_it_is_text_only() {
    assertThat(BlocksMarkdown.render("Title", List.of()))
        .startsWith("<!-- Text only: ")
        .contains("\n# Title\n");
  }

  private static String body(List<Map<String, Object>> blocks) {
    String rendered = BlocksMarkdown.render("T", blocks);
    return rendered.substring(rendered.indexOf("# T\n\n") + 5);
  }

  private static Map<String, Object> block(String type, Map<String, Object> properties) {
    return Map.of("blockType", type, type, properties, "id", "m0", "index", 0);
  }
}
