package io.kbsync.core.plan;

import static io.kbsync.core.plan.Files.FIRST;
import static io.kbsync.core.plan.Files.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentKeysTest {

  private static final FileId FILE = new FileId("f1");

  private final DocumentKeys keys = new DocumentKeys("DingDing");
  private final DocumentKey key = keys.key(FILE, FIRST, Rendition.ORIGINAL, "digest");

  @Test
  void a_key_is_three_hashes() {
    assertThat(key.file()).matches("[0-9a-f]{20}");
    assertThat(key.revision()).matches("[0-9a-f]{10}");
    assertThat(key.content()).matches("[0-9a-f]{10}");
  }

  @Test
  void a_key_never_changes_from_version_to_version() {
    assertThat(key).hasToString("kbsync-6fa9b7584cc4a0249a71-f1aa80fe50-0bf4748963");
  }

  @Test
  void the_same_file_has_the_same_key_however_its_type_is_spelt() {
    assertThat(new DocumentKeys("dingding").key(FILE, FIRST, Rendition.ORIGINAL, "digest"))
        .isEqualTo(key);
  }

  @Test
  void marks_may_come_in_any_order() {
    Revision two = Revision.of(Map.of("a", "1", "b", "2"));
    Revision same = Revision.of(Map.of("b", "2", "a", "1"));

    assertThat(keys.revisionHash(two, Rendition.ORIGINAL))
        .isEqualTo(keys.revisionHash(same, Rendition.ORIGINAL));
  }

  @Test
  void each_part_tells_what_it_stands_for() {
    assertThat(keys.fileHash(new FileId("f2"))).isNotEqualTo(key.file());
    assertThat(new DocumentKeys("Folder").fileHash(FILE)).isNotEqualTo(key.file());
    assertThat(keys.revisionHash(SECOND, Rendition.ORIGINAL)).isNotEqualTo(key.revision());
    assertThat(keys.revisionHash(FIRST, Rendition.of("pdf"))).isNotEqualTo(key.revision());
    assertThat(keys.contentHash("other")).isNotEqualTo(key.content());
    assertThat(keys.fileHash(FILE)).isEqualTo(key.file());
    assertThat(keys.revisionHash(FIRST, Rendition.ORIGINAL)).isEqualTo(key.revision());
    assertThat(keys.contentHash("digest")).isEqualTo(key.content());
  }

  @Test
  void a_stored_name_still_tells_its_key_whatever_a_server_appends() {
    assertThat(DocumentKey.startOf(key.toString())).contains(key);
    assertThat(DocumentKey.startOf(key + "(1).docx")).contains(key);
    assertThat(DocumentKey.startOf(key + "_.docx")).contains(key);
    assertThat(DocumentKey.startOf("x" + key)).isEmpty();
  }
}
