package io.kbsync.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same job before every server from v0.20 to v0.27, and before the one in Go. */
class ServerVersionsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void the_whole_job_works(RagflowVersion version) throws Exception {
    try (Playground play = new Playground(folder, version)) {
      Entry root = play.dingTalk.world().addSpace("Team").root();
      Entry rules = root.addFile("rules.md", "Old rules.");
      Entry notes = root.addFile("notes.md", "Notes.");
      Entry old = root.addFolder("Old").addFile("old.md", "Old.");
      root.addDocument("Minutes", Block.paragraph("All went well."));
      play.runWell();
      assertThat(play.found().keySet())
          .containsExactlyInAnyOrder("rules.md", "notes.md", "old.md", "Minutes.docx");

      play.afterwards();
      assertThat(play.runWell().changedAnything()).isFalse();
      assertThat(play.ragflow.requests().total()).isEqualTo(1);

      rules.edit("New rules.");
      notes.rename("canteen.md");
      old.delete();
      root.addFile("news.md", "News.");
      play.runWell();

      assertThat(play.found().keySet())
          .containsExactlyInAnyOrder("rules.md", "canteen.md", "news.md", "Minutes.docx");
      assertThat(play.dataset().size()).isEqualTo(4);
      assertThat(play.document("rules.md").content().orElseThrow())
          .asString(UTF_8)
          .isEqualTo("New rules.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V0_20", "V0_24", "V0_27"})
  void what_people_set_on_a_document_outlives_its_replacement(RagflowVersion version)
      throws Exception {
    try (Playground play = new Playground(folder, version)) {
      Entry root = play.dingTalk.world().addSpace("Team").root();
      Entry faq = root.addFile("faq.md", "Q: What? A: That.");
      Entry hidden = root.addFile("hidden.md", "Not for everybody.");
      play.runWell();
      RagflowDocument before = play.document("faq.md");
      play.dataset().setParser(before.id(), "qa", Map.of("chunk_token_num", 77));
      play.dataset().finish(before.id(), 1);
      Map<String, Object> metadata = new HashMap<>(before.metadata());
      metadata.put("department", "HR");
      play.dataset().setMetadata(before.id(), metadata);
      play.dataset().enable(play.document("hidden.md").id(), false);

      faq.edit("Q: Who? A: You.");
      hidden.edit("Still not for everybody.");
      play.runWell();

      RagflowDocument after = play.document("faq.md");
      assertThat(after.id()).isNotEqualTo(before.id());
      assertThat(after.content().orElseThrow()).asString(UTF_8).isEqualTo("Q: Who? A: You.");
      assertThat(after.chunkMethod()).isEqualTo("qa");
      assertThat(after.parserConfig().get("chunk_token_num").toString()).startsWith("77");
      assertThat(after.metadata()).containsEntry("department", "HR");
      assertThat(after.searchable()).isTrue();
      RagflowDocument off = play.document("hidden.md");
      assertThat(off.content().orElseThrow()).asString(UTF_8).isEqualTo("Still not for everybody.");
      assertThat(off.enabled()).isFalse();
      assertThat(play.dataset().size()).isEqualTo(2);
    }
  }
}
