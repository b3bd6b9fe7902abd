package io.kbsync.core.state;

import static io.kbsync.core.state.World.document;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.core.state.Inventory.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {

  private static final DocumentKey KEY = key('1');

  @TempDir Path folder;
  private JobState state;
  private Inventory inventory;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    inventory = state.inventory();
    store(state, 1, "a", "b");
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void a_complete_reading_tells_which_files_have_no_document_any_more() {
    note(1, standing("doc-a", null, 1, true));
    assertThat(inventory.finish(1)).containsExactly(Map.entry(document("b"), id("b")));

    note(2, standing("doc-a", null, 1, true), standing("doc-b", null, 1, true));
    assertThat(inventory.finish(2)).isEmpty();
  }

  @Test
  void no_reading_bears_the_number_of_an_earlier_one() {
    long first = inventory.begin();
    note(first, standing("doc-a", null, 1, true));
    long second = inventory.begin();
    note(second, standing("theirs", null, 1, true));
    long third = inventory.begin();
    note(third, standing("ours", KEY, 1, true));

    assertThat(inventory.begin()).isGreaterThan(third);
    assertThat(third).isGreaterThan(second);
    assertThat(second).isGreaterThan(first);
    assertThat(first).isPositive();
  }

  @Test
  void documents_of_others_are_known_by_their_names_and_never_as_ours() {
    note(1, standing("theirs", null, 1, true));

    StoredDocument foreign = inventory.foreign("name of theirs").orElseThrow();
    assertThat(foreign.id()).isEqualTo(new DocumentId("theirs"));
    assertThat(foreign.ownKey()).isEmpty();
    assertThat(inventory.foreignCount()).isEqualTo(1);
    assertThat(inventory.unclaimedCount()).isZero();
  }

  @Test
  void what_the_next_reading_does_not_show_is_not_there_any_more() {
    note(1, standing("theirs", null, 1, true), standing("ours", KEY, 1, true));
    inventory.finish(1);
    note(2);
    inventory.finish(2);

    assertThat(inventory.foreignCount()).isZero();
    assertThat(inventory.unclaimedCount()).isZero();
  }

  @Test
  void a_document_with_our_key_that_the_record_does_not_know_is_found_again() {
    note(1, standing("ours", KEY, 1, true));

    Found found = inventory.found(KEY.file()).get(0);
    assertThat(found.document()).isEqualTo(new DocumentId("ours"));
    assertThat(found.key()).isEqualTo(KEY);
    assertThat(found.asDocument().status().state()).isEqualTo(IndexStatus.State.SEARCHABLE);
    assertThat(inventory.foreignCount()).isZero();
  }

  @Test
  void
      of_several_the_searchable_one_comes_first_then_the_latest_content_and_of_two_the_older_one() {
    DocumentKey later = new DocumentKey(KEY.file(), "2".repeat(10), "2".repeat(10));
    note(
        1,
        standing("young", KEY, 2, false),
        standing("old", KEY, 1, false),
        standing("later", later, 3, false),
        standing("later too", later, 4, false),
        standing("searchable", KEY, 5, true),
        standing("another file's", key('2'), 9, true));

    assertThat(inventory.found(KEY.file()))
        .extracting(found -> found.document().value())
        .containsExactly("searchable", "later", "later too", "old", "young");
    assertThat(inventory.unclaimed(2)).hasSize(2);
    assertThat(inventory.unclaimedCount()).isEqualTo(6);
  }

  @Test
  void a_duplicate_of_a_put_nobody_heard_of_is_found_among_any_number_of_others() {
    StoredDocument[] others =
        IntStream.range(0, 1_100)
            .mapToObj(i -> standing("other" + i, key('2'), 1, true))
            .toArray(StoredDocument[]::new);
    note(1, others);
    note(1, standing("ours", KEY, 1, false), standing("alone", key('3'), 1, false));
    state.intents().begin(KEY.toString(), id("a"), World.NOW);
    state.intents().begin(key('3').toString(), id("never stored"), World.NOW);
    assertThat(inventory.duplicates()).isEmpty();

    state.intents().suspectAll();

    assertThat(inventory.duplicates())
        .extracting(found -> found.document().value())
        .containsExactly("ours");
  }

  @Test
  void what_a_file_takes_is_found_no_more() {
    note(1, standing("ours", KEY, 1, true), standing("theirs", null, 1, true));

    inventory.taken(new DocumentId("ours"));
    inventory.taken(new DocumentId("theirs"));

    assertThat(inventory.unclaimedCount()).isZero();
    assertThat(inventory.foreignCount()).isZero();
  }

  @Test
  void documents_of_the_record_are_neither_found_nor_foreign() {
    state
        .files()
        .replacing(
            new Replacement(id("a"), World.stored("a", "newer", World.FIRST), false),
            World.wanted("a"));
    note(1, standing("doc-a", KEY, 1, true), standing("newer", KEY, 2, true));

    assertThat(inventory.unclaimedCount()).isZero();
    assertThat(inventory.foreignCount()).isZero();
    assertThat(inventory.finish(1)).containsExactly(Map.entry(document("b"), id("b")));
    assertThat(document("a").value()).isEqualTo("doc-a");
  }

  @Test
  void a_name_that_is_only_said_to_be_taken_is_no_document() {
    state.names().takenByOthers(id("a"), "May", "may");

    assertThat(inventory.foreign("may")).isEmpty();
  }

  private void note(long scan, StoredDocument... documents) {
    inventory.note(scan, List.of(documents), name -> name.toLowerCase(Locale.ROOT));
  }

  private static StoredDocument standing(
      String id, @Nullable DocumentKey key, long created, boolean searchable) {
    return new StoredDocument(
        new DocumentId(id),
        "Name of " + id,
        key,
        created,
        IndexStatus.of(searchable ? IndexStatus.State.SEARCHABLE : IndexStatus.State.WAITING));
  }

  private static DocumentKey key(char digit) {
    String digits = String.valueOf(digit);
    return new DocumentKey(digits.repeat(20), digits.repeat(10), digits.repeat(10));
  }
}
