package io.kbsync.core.state;

import static io.kbsync.core.state.World.FIRST;
import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.ROOT;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.see;
import static io.kbsync.core.state.World.sighting;
import static io.kbsync.core.state.World.store;
import static io.kbsync.core.state.World.stored;
import static io.kbsync.core.state.World.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRecordsTest {

  private static final Revision SECOND = Revision.of("version", "2");

  @TempDir Path folder;
  private JobState state;
  private FileRecords files;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    files = state.files();
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void a_listing_is_told_what_was_remembered_before_it() {
    assertThat(files.observe(1, ROOT, List.of(sighting("a")))).isEmpty();

    Map<FileId, FileRow> before =
        files.observe(2, ROOT, List.of(sighting("a"), sighting("b"), sighting("a")));

    assertThat(before).containsOnlyKeys(id("a"));
    assertThat(before.get(id("a")).seenRun()).isEqualTo(1);
    assertThat(row("a").seenRun()).isEqualTo(2);
  }

  @Test
  void a_file_is_remembered_as_it_was_listed_last() {
    see(state, 1, "a");
    Root other = new Root("other", "Other");
    files.observe(2, other, List.of(new Sighting(id("a"), "A.md", "Other/x/A.md", null, null)));

    FileRow row = row("a");
    assertThat(row.root()).isEqualTo("other");
    assertThat(row.path()).isEqualTo("Other/x/A.md");
    assertThat(row.webUrl()).isNull();
    assertThat(row.modifiedAt()).isNull();
    assertThat(row.recorded()).isEmpty();
  }

  @Test
  void a_stored_file_is_known_by_all_that_makes_it_comparable() {
    store(state, 1, "a");

    FileRow row = row("a");
    assertThat(row.inSink()).contains(stored("a"));
    assertThat(row.labelDue()).isTrue();
    assertThat(row.wantedName()).isEqualTo(wanted("a.txt"));
    assertThat(row.editedAt()).isEqualTo(NOW);
    assertThat(row.recorded().orElseThrow().revision()).isEqualTo(FIRST);
    assertThat(files.count()).isEqualTo(1);
    assertThat(files.count(ROOT)).isEqualTo(1);
    assertThat(files.storedUnder(ROOT)).containsExactly(id("a"));
  }

  @Test
  void an_unchanged_file_takes_its_new_revision_and_keeps_its_document() {
    store(state, 1, "a");
    files.unchanged(id("a"), stored("a", "ignored", SECOND));

    assertThat(row("a").inSink().orElseThrow().revision()).isEqualTo(SECOND);
    assertThat(row("a").inSink().orElseThrow().document()).isEqualTo(World.document("a"));
  }

  @Test
  void a_check_keeps_the_time_of_the_last_change_unless_there_was_one() {
    store(state, 1, "a");
    files.check(id("a"), null, NOW.plusSeconds(9));
    assertThat(row("a").editedAt()).isEqualTo(NOW);
    assertThat(row("a").nextCheck()).isEqualTo(NOW.plusSeconds(9));

    files.check(id("a"), NOW.plusSeconds(5), null);
    assertThat(row("a").editedAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(row("a").nextCheck()).isNull();
  }

  @Test
  void trouble_is_remembered_until_the_file_goes_through() {
    see(state, 1, "a");
    Trouble trouble = new Trouble(Outcome.FAILED, "broken", 2, NOW.plusSeconds(60), "{v=1}");
    files.trouble(id("a"), trouble);
    assertThat(row("a").trouble()).isEqualTo(trouble);

    files.stored(id("a"), stored("a"), wanted("a.txt"), null, NOW);
    assertThat(row("a").trouble()).isNull();
  }

  @Test
  void a_lost_document_that_another_one_replaced_leaves_that_one_alone() {
    store(state, 1, "a");
    files.lost(id("a"), new DocumentId("an older one"));

    assertThat(row("a").inSink()).contains(stored("a"));
  }

  @Test
  void a_lost_document_is_stored_anew_and_gives_its_name_back() {
    store(state, 1, "a", "b");
    claim("a", "x");
    files.lost(id("a"), stored("a").document());

    assertThat(row("a").inSink()).isEmpty();
    assertThat(row("a").claimedName()).isNull();
    assertThat(row("a").labelDue()).isFalse();
    assertThat(files.count()).isEqualTo(1);
    assertThat(claim("b", "x")).isEqualTo(new Names.Claim.Granted("x"));
  }

  @Test
  void a_document_that_is_stored_anew_has_no_label_yet() {
    store(state, 1, "a");
    state.names().labelled(id("a"), "a.txt", "a.txt", "a.txt", "Base/a.txt");
    assertThat(row("a").storedName()).isEqualTo("a.txt");

    files.lost(id("a"), stored("a").document());
    store(state, 2, "a");

    assertThat(row("a").storedName()).isNull();
    assertThat(row("a").storedPath()).isNull();
  }

  @Test
  void what_never_reached_the_sink_is_forgotten_when_it_is_not_listed_any_more() {
    see(state, 1, "gone", "open");
    store(state, 1, "stored");
    state.intents().begin("key", id("open"), NOW);
    see(state, 2, "listed");

    files.forgetNeverStored(2, ROOT);

    assertThat(files.find(List.of(id("gone"), id("open"), id("stored"), id("listed"))))
        .containsOnlyKeys(id("open"), id("stored"), id("listed"));
  }

  @Test
  void a_replacement_stands_beside_the_older_document_until_it_takes_its_place() {
    store(state, 1, "a");
    StoredFile newer = stored("a", "newer", SECOND);
    Replacement replacement = new Replacement(id("a"), newer, false);

    files.replacing(replacement, wanted("A.txt"));
    assertThat(row("a").replacing()).isTrue();
    assertThat(row("a").inSink()).contains(stored("a"));
    assertThat(files.replacements()).containsExactly(replacement);

    files.oldRemoved(id("a"));
    assertThat(files.replacement(id("a")).orElseThrow().oldRemoved()).isTrue();

    files.replaced(replacement, NOW);
    assertThat(row("a").replacing()).isFalse();
    assertThat(row("a").inSink()).contains(newer);
    assertThat(row("a").labelDue()).isTrue();
    assertThat(files.replacements()).isEmpty();
  }

  @Test
  void an_abandoned_replacement_leaves_the_older_document() {
    store(state, 1, "a");
    files.replacing(new Replacement(id("a"), stored("a", "newer", SECOND), false), wanted("A.txt"));

    files.replacementAbandoned(id("a"));

    assertThat(row("a").inSink()).contains(stored("a"));
    assertThat(files.replacement(id("a"))).isEmpty();
  }

  @Test
  void an_adopted_document_keeps_its_name_unless_another_file_holds_it() {
    see(state, 1, "a", "b");

    files.adopted(id("a"), stored("a"), "same", wanted("Same"), null, false, NOW);
    files.adopted(id("b"), stored("b"), "same", wanted("Same"), null, false, NOW);

    assertThat(row("a").claimedName()).isEqualTo("key-doc-a");
    assertThat(row("a").labelDue()).isFalse();
    assertThat(row("b").claimedName()).isNull();
    assertThat(row("b").labelDue()).isTrue();
    assertThat(row("b").wantedName()).isEqualTo(wanted("Same"));
  }

  @Test
  void what_is_forgotten_is_not_remembered() {
    store(state, 1, "a");
    files.forget(id("a"));

    assertThat(files.find(id("a"))).isEmpty();
    assertThat(files.find(List.of())).isEmpty();
  }

  @Test
  void marks_of_any_kind_come_back_as_they_were() {
    Revision odd = Revision.of(Map.of("a\"b", "é\\😀", "n", ""));
    see(state, 1, "a");
    files.stored(id("a"), stored("a", "d", odd), wanted("a.txt"), null, NOW);

    assertThat(row("a").inSink().orElseThrow().revision()).isEqualTo(odd);
  }

  private FileRow row(String id) {
    return files.find(id(id)).orElseThrow();
  }

  private Names.Claim claim(String id, String name) {
    return state.names().claim(id(id), 1, false, List.of(new Names.Candidate(name, name)));
  }
}
