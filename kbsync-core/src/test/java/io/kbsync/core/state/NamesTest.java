package io.kbsync.core.state;

import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.see;
import static io.kbsync.core.state.World.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.core.state.Names.Candidate;
import io.kbsync.core.state.Names.Claim;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {

  @TempDir Path folder;
  private JobState state;
  private Names names;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    names = state.names();
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void the_first_free_name_is_given_and_kept() {
    store(state, 1, "a", "b");

    assertThat(claim("a", 1, false, "May", "May (1)")).isEqualTo(new Claim.Granted("May"));
    assertThat(claim("a", 1, false, "May", "May (1)")).isEqualTo(new Claim.Granted("May"));
    settle("a", "b");
    assertThat(claim("b", 1, false, "May", "May (1)")).isEqualTo(new Claim.Granted("May (1)"));
  }

  @Test
  void names_that_the_sink_takes_for_equal_are_one_name() {
    store(state, 1, "a", "b");
    claim("a", 1, false, "May");

    assertThat(claim("b", 1, false, "MAY")).isEqualTo(new Claim.Exhausted());
  }

  @Test
  void while_the_listing_is_on_a_name_may_still_come_free() {
    store(state, 1, "a", "b");
    claim("a", 1, false, "May");
    settle("a");
    see(state, 2, "b");

    assertThat(claim("b", 2, true, "May", "May (1)")).isEqualTo(new Claim.Later());
    assertThat(claim("b", 2, false, "May", "May (1)")).isEqualTo(new Claim.Granted("May (1)"));
  }

  @Test
  void a_name_that_its_holder_keeps_is_not_waited_for() {
    store(state, 1, "a", "b");
    claim("a", 1, false, "May");
    settle("a");

    assertThat(claim("b", 1, true, "May", "May (1)")).isEqualTo(new Claim.Granted("May (1)"));
  }

  @Test
  void two_files_can_swap_their_names() {
    store(state, 1, "a", "b");
    claim("a", 1, false, "one");
    claim("b", 1, false, "two");
    settle("a", "b");
    names.makeDue(id("a"), World.wanted("two"));
    names.makeDue(id("b"), World.wanted("one"));

    assertThat(claim("a", 1, true, "two")).isEqualTo(new Claim.Later());
    names.release(id("a"));
    names.release(id("b"));

    assertThat(claim("a", 1, false, "two")).isEqualTo(new Claim.Granted("two"));
    assertThat(claim("b", 1, false, "one")).isEqualTo(new Claim.Granted("one"));
  }

  @Test
  void documents_of_others_hold_names_too() {
    store(state, 1, "a");
    foreign(1, "May");

    assertThat(claim("a", 1, true, "may", "June")).isEqualTo(new Claim.Granted("June"));
  }

  @Test
  void a_name_that_the_sink_says_is_taken_is_not_claimed_again() {
    store(state, 1, "a");
    claim("a", 1, false, "May");

    names.takenByOthers(id("a"), "May", "may");

    assertThat(row("a").claimedName()).isNull();
    assertThat(claim("a", 1, false, "May", "June")).isEqualTo(new Claim.Granted("June"));
  }

  @Test
  void what_is_due_stays_due_until_the_sink_knows_it() {
    store(state, 1, "a", "b");
    settle("b");
    assertThat(names.due()).extracting(FileRow::id).containsExactly(id("a"));

    names.labelled(id("a"), "May", "may", "a.txt", "Base/a.txt");
    assertThat(names.due()).isEmpty();
    assertThat(row("a").storedPath()).isEqualTo("Base/a.txt");
    assertThat(names.namedInSink(id("b"), "may").orElseThrow().id()).isEqualTo(id("a"));
    assertThat(names.namedInSink(id("a"), "may")).isEmpty();

    names.parked(id("a"), "key-doc-a");
    assertThat(names.due()).extracting(FileRow::id).containsExactly(id("a"));
    assertThat(names.namedInSink(id("b"), "may")).isEmpty();
  }

  private Claim claim(String id, long run, boolean listing, String... wanted) {
    return names.claim(
        id(id),
        run,
        listing,
        Stream.of(wanted).map(name -> new Candidate(name, name.toLowerCase(Locale.ROOT))).toList());
  }

  private void settle(String... ids) {
    for (String id : ids) {
      names.labelled(id(id), id, id, id + ".txt", "Base/" + id + ".txt");
    }
  }

  private void foreign(long scan, String name) {
    state
        .inventory()
        .note(
            scan,
            List.of(
                new StoredDocument(
                    new DocumentId("theirs"),
                    name,
                    null,
                    0,
                    IndexStatus.of(IndexStatus.State.SEARCHABLE))),
            text -> text.toLowerCase(Locale.ROOT));
  }

  private FileRow row(String id) {
    return state.files().find(id(id)).orElseThrow();
  }
}
