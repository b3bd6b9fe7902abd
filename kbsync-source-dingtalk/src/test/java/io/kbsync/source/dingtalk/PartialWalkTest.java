package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Source.Walk;
import io.kbsync.source.dingtalk.Simulated.Tree;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks between the full walks of a knowledge base, and what they cost. */
class PartialWalkTest {

  private static final int FOLDERS = 10;

  private final Simulated simulated = new Simulated();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private final List<Entry> folders = new ArrayList<>();
  private String mark = "";

  @BeforeEach
  void aBaseInWhichNothingHappenedLately() {
    simulated.values.put("fullWalkInterval", "1d");
    for (int i = 0; i < FOLDERS; i++) {
      Entry folder = base.root().addFolder("F" + i);
      folder.addFile("old" + i + ".pdf", "old");
      folders.add(folder);
    }
    simulated.clock.advance(Duration.ofDays(30));
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  private Tree full(Walk walk) throws Exception {
    try (Listing listing = simulated.source().open(Simulated.rootOf(base), walk)) {
      Tree tree = Tree.of(listing);
      mark = listing.mark().orElseThrow();
      return tree;
    }
  }

  private Tree partial() throws Exception {
    return partial(Walk.EVERYWHERE);
  }

  private Tree partial(Walk walk) throws Exception {
    simulated.dingTalk.requests().reset();
    try (Listing listing =
        simulated.source().recent(Simulated.rootOf(base), mark, walk).orElseThrow()) {
      Tree tree = Tree.of(listing);
      mark = listing.mark().orElseThrow();
      return tree;
    }
  }

  private int calls() {
    return simulated.dingTalk.requests().count("nodes");
  }

  @Test
  void where_nothing_happened_only_the_root_is_read() throws Exception {
    full(Walk.EVERYWHERE);
    assertThat(calls()).isEqualTo(1 + FOLDERS);

    assertThat(partial().names()).isEmpty();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void folders_in_which_something_changed_lately_are_read_until_they_are_quiet_again()
      throws Exception {
    folders.get(3).addFile("new.pdf", "new");
    full(Walk.EVERYWHERE);
    folders.get(3).addFile("newer.pdf", "newer");

    assertThat(partial().names()).containsExactly("old3.pdf", "new.pdf", "newer.pdf");
    assertThat(calls()).isEqualTo(1 + 1);

    simulated.clock.advance(FolderNotes.ACTIVE.plusMinutes(1));
    assertThat(partial().names()).isEmpty();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void an_active_folder_costs_one_call_however_deep_it_lies() throws Exception {
    Entry deep = folders.get(0).addFolder("A").addFolder("B").addFolder("C");
    deep.addFile("a.pdf", "a");
    full(Walk.EVERYWHERE);
    deep.addFile("b.pdf", "b");

    Tree tree = partial();

    assertThat(tree.names()).containsExactly("a.pdf", "b.pdf");
    assertThat(tree.file("b.pdf").parentId()).contains(deep.uuid());
    assertThat(calls()).isEqualTo(1 + 1);
  }

  @Test
  void new_folders_are_read_with_all_that_lies_below_them() throws Exception {
    full(Walk.EVERYWHERE);
    Entry fresh = base.root().addFolder("New");
    Entry below = fresh.addFolder("Below");
    below.addFile("a.pdf", "a");

    Tree tree = partial();

    assertThat(tree.names()).containsExactly("a.pdf");
    assertThat(tree.folders())
        .contains(
            new Folder(fresh.uuid(), null, "New"), new Folder(below.uuid(), fresh.uuid(), "Below"));
    assertThat(calls()).isEqualTo(1 + 2);
    assertThat(partial().names()).as("it is active now").containsExactly("a.pdf");
  }

  @Test
  void a_folder_that_gets_its_first_file_or_another_name_is_read() throws Exception {
    Entry empty = base.root().addFolder("Empty");
    full(Walk.EVERYWHERE);
    empty.addFile("first.pdf", "first");
    folders.get(5).rename("Renamed");

    assertThat(partial().names()).containsExactlyInAnyOrder("first.pdf", "old5.pdf");
    assertThat(calls()).isEqualTo(1 + 2);
  }

  @Test
  void a_page_that_gets_its_first_page_below_is_read_as_a_folder() throws Exception {
    Entry page = base.root().addDocument("Guide");
    full(Walk.EVERYWHERE);
    page.addFile("a.pdf", "a");

    assertThat(partial().names()).contains("Guide.adoc", "a.pdf");
    assertThat(calls()).isEqualTo(1 + 1);
  }

  @Test
  void a_change_in_a_quiet_folder_waits_for_the_next_full_walk() throws Exception {
    full(Walk.EVERYWHERE);
    folders.get(7).addFile("hidden.pdf", "hidden");

    assertThat(partial().names()).isEmpty();
    assertThat(full(Walk.EVERYWHERE).names()).contains("hidden.pdf");
  }

  @Test
  void folders_that_nobody_wants_cost_nothing_here_either() throws Exception {
    Walk wanted = folder -> !folder.name().startsWith("F2") && !folder.name().equals("Archive");
    folders.get(2).addFile("new.pdf", "new");
    full(wanted);
    folders.get(2).rename("F2 again");
    Entry archive = base.root().addFolder("Archive");
    archive.addFile("kept.pdf", "kept");
    archive.addFolder("Below").addFile("below.pdf", "below");

    for (int i = 0; i < 2; i++) {
      assertThat(partial(wanted).names()).isEmpty();
      assertThat(calls()).isEqualTo(1);
    }
  }

  @Test
  void a_new_folder_that_nobody_wants_below_an_active_one_costs_nothing() throws Exception {
    Walk wanted = folder -> !folder.name().equals("Archive");
    folders.get(2).addFile("new.pdf", "new");
    full(wanted);
    Entry archive = folders.get(2).addFolder("Archive");
    archive.addFile("kept.pdf", "kept");

    assertThat(partial(wanted).names()).containsExactly("old2.pdf", "new.pdf");
    assertThat(calls()).isEqualTo(1 + 1);
  }

  @Test
  void an_active_folder_that_is_gone_is_no_gap_until_the_next_full_walk() throws Exception {
    folders.get(1).addFile("new.pdf", "new");
    full(Walk.EVERYWHERE);
    folders.get(1).delete();

    Tree tree = partial();

    assertThat(tree.files()).isEmpty();
    assertThat(tree.gaps()).isEmpty();
  }

  @Test
  void a_walk_goes_on_from_its_mark_after_a_restart() throws Exception {
    folders.get(3).addFile("new.pdf", "new");
    full(Walk.EVERYWHERE);
    partial();
    simulated.restart();

    assertThat(partial().names()).containsExactly("old3.pdf", "new.pdf");
    assertThat(calls()).isEqualTo(1 + 1);
  }

  @Test
  void without_the_key_or_with_a_mark_of_another_kind_there_are_no_partial_walks()
      throws Exception {
    full(Walk.EVERYWHERE);
    for (String other : List.of("", "1764000000000", "[]", "{\"a\":{}}", "{\"a\":null}", "{")) {
      assertThat(simulated.source().recent(Simulated.rootOf(base), other, Walk.EVERYWHERE))
          .isEmpty();
    }
    assertThat(simulated.source().longestBetweenListings(Simulated.rootOf(base)))
        .contains(Duration.ofDays(1));

    simulated.values.remove("fullWalkInterval");
    simulated.restart();
    assertThat(simulated.source().recent(Simulated.rootOf(base), mark, Walk.EVERYWHERE)).isEmpty();
    assertThat(simulated.source().longestBetweenListings(Simulated.rootOf(base))).isEmpty();
    try (Listing listing = simulated.source().open(Simulated.rootOf(base), Walk.EVERYWHERE)) {
      Tree.of(listing);
      assertThat(listing.mark()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void drive_spaces_have_their_own_looks() throws Exception {
    assertThat(
            simulated
                .source()
                .longestBetweenListings(
                    Simulated.rootOf(simulated.dingTalk.world().addSpace("Team"))))
        .isEmpty();
  }
}
