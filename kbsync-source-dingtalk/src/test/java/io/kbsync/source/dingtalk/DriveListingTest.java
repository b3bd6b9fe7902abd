package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Source.Walk;
import io.kbsync.http.HttpSettings;
import io.kbsync.source.dingtalk.Simulated.Tree;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drive spaces as wholes, and where they cannot be had so. */
class DriveListingTest {

  private final Simulated simulated = new Simulated();
  private final DriveSpace space = simulated.dingTalk.world().addSpace("Files");

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  private void fill(int folders, int filesInEach) {
    for (int f = 0; f < folders; f++) {
      Entry folder = space.root().addFolder("folder " + f);
      for (int i = 0; i < filesInEach; i++) {
        folder.addFile("file " + f + "-" + i + ".txt", "text");
      }
    }
  }

  private int asked(String endpoint) {
    return simulated.dingTalk.requests().count(endpoint);
  }

  @Test
  void a_space_taken_whole_costs_a_page_for_fifty_entries_however_many_folders_it_has()
      throws Exception {
    fill(20, 9);

    Tree tree = simulated.listAll(space);

    assertThat(tree.files()).hasSize(180).doesNotHaveDuplicates();
    assertThat(tree.folders()).hasSize(20);
    assertThat(asked("dentries.listAll")).isEqualTo(4);
    assertThat(asked("dentries.list")).isZero();
  }

  @Test
  void files_come_with_the_parents_that_a_walk_shows() throws Exception {
    fill(3, 2);
    space.root().addFolder("a").addFolder("b").addFile("deep.txt", "x");
    space.root().addFile("top.txt", "x");

    Tree whole = simulated.listAll(space);
    Tree walked = simulated.list(space);

    assertThat(whole.files())
        .extracting(RemoteFile::toString, RemoteFile::parentId)
        .containsExactlyInAnyOrderElementsOf(
            walked.files().stream().map(file -> tuple(file.toString(), file.parentId())).toList());
    assertThat(new HashSet<>(whole.folders())).isEqualTo(new HashSet<>(walked.folders()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirks.ListAll.class,
      names = {"DENIED", "FORBIDDEN", "NOT_FOUND", "UNSUPPORTED"})
  void a_refusal_turns_to_the_walk_and_is_remembered_over_restarts(Quirks.ListAll refusal)
      throws Exception {
    fill(3, 2);
    simulated.dingTalk.quirks().listAll(refusal);

    assertThat(simulated.listAll(space).files()).hasSize(6);
    simulated.restart();
    assertThat(simulated.listAll(space).files()).hasSize(6);

    assertThat(asked("dentries.listAll")).isEqualTo(1);
    assertThat(asked("dentries.list")).isEqualTo(2 * 4);
    simulated.clock.advance(Duration.ofDays(31));
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.AVAILABLE);
    assertThat(simulated.listAll(space).files()).hasSize(6);
    assertThat(asked("dentries.listAll")).as("asked again after a month").isEqualTo(2);
  }

  @Test
  void a_space_that_does_not_exist_is_told_as_before_and_nothing_is_remembered_of_it()
      throws Exception {
    fill(1, 1);
    simulated.dingTalk.trouble().fail("dentries.listAll", 1, 404, "spaceNotExist", "");
    simulated.dingTalk.trouble().fail("dentries.list", 1, 404, "spaceNotExist", "");

    assertThatThrownBy(() -> simulated.listAll(space)).isInstanceOf(FatalException.class);

    assertThat(simulated.listAll(space).files()).hasSize(1);
    assertThat(asked("dentries.listAll")).isEqualTo(2);
  }

  @Test
  void a_page_token_that_ends_midway_starts_again_and_loses_nothing() throws Exception {
    fill(20, 9);
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), Walk.EVERYWHERE)) {
      listing.next();
      simulated.dingTalk.trouble().fail("dentries.listAll", 1, 400, "paramError", "nextToken");
      Tree rest = Tree.of(listing);
      assertThat(rest.names()).hasSize(180).doesNotHaveDuplicates();
      assertThat(rest.gaps()).isEmpty();
    }
    assertThat(asked("dentries.list")).isZero();
  }

  @Test
  void pages_that_never_turn_make_way_for_the_walk() throws Exception {
    fill(20, 9);
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), Walk.EVERYWHERE)) {
      listing.next();
      for (int i = 0; i < 8; i++) {
        simulated.dingTalk.trouble().fail("dentries.listAll", 1, 400, "paramError", "nextToken");
      }
      Tree rest = Tree.of(listing);
      assertThat(rest.names()).contains("file 19-8.txt", "file 0-0.txt");
      assertThat(new HashSet<>(rest.names())).hasSize(180);
      assertThat(rest.gaps()).isEmpty();
    }
  }

  @Test
  void what_changes_while_pages_are_turned_is_repeated_not_lost() throws Exception {
    fill(20, 9);
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), Walk.EVERYWHERE)) {
      Tree first = new Tree(listing.next().orElseThrow().files(), List.of(), List.of());
      Entry moved = space.root().addFolder("new").addFile("moved meanwhile.txt", "x");
      moved.edit("edited");
      Tree rest = Tree.of(listing);
      assertThat(rest.names()).contains("moved meanwhile.txt");
      assertThat(rest.folder("new")).isNotNull();
      HashSet<String> names = new HashSet<>(first.names());
      names.addAll(rest.names());
      assertThat(names).hasSize(181);
    }
  }

  @Test
  void entries_whose_folder_is_not_shown_make_way_for_the_walk() throws Exception {
    fill(2, 2);
    answerWith("orphan.txt", "nowhere", "2026-11-24T08:00:00Z");

    Tree tree = simulated.listAll(space);

    assertThat(tree.gaps()).isEmpty();
    assertThat(tree.names()).contains("file 0-0.txt", "file 1-1.txt");
    assertThat(asked("dentries.list")).isEqualTo(3);
    simulated.listAll(space);
    assertThat(asked("dentries.listAll")).as("not tried again at once").isEqualTo(1);
  }

  @Test
  void a_space_whose_folders_are_never_shown_is_tried_as_a_whole_once_more_and_then_once_a_month()
      throws Exception {
    fill(2, 2);
    int[] wholes = new int[40];
    for (int day = 0; day < wholes.length; day++) {
      int before = asked("dentries.listAll");
      answerWith("orphan.txt", "nowhere", "2026-11-24T08:00:00Z");
      assertThat(simulated.listAll(space).names()).contains("file 0-0.txt", "file 1-1.txt");
      wholes[day] = asked("dentries.listAll") - before;
      simulated.dingTalk.faults().clear();
      simulated.clock.advance(Duration.ofDays(1));
    }
    assertThat(IntStream.range(0, wholes.length).filter(day -> wholes[day] > 0))
        .containsExactly(0, 1, 31);
  }

  @Test
  void a_space_too_large_to_be_sorted_in_time_is_walked() throws Exception {
    simulated.http = HttpSettings.builder().readTimeout(Duration.ofMillis(300)).build();
    Map<String, Fault> ways =
        Map.of(
            "in DingTalk's words", Fault.answer(timeout()),
            "in a gateway's words", Fault.status(504),
            "in silence", Fault.hang());
    for (Map.Entry<String, Fault> way : ways.entrySet()) {
      DriveSpace large = simulated.dingTalk.world().addSpace("Large, " + way.getKey());
      large.root().addFile("a.txt", "a");
      simulated.dingTalk.faults().on("dentries.listAll").next(3).inject(way.getValue());
      try (Listing listing = simulated.source().open(Simulated.rootOf(large), Walk.EVERYWHERE)) {
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(listing::next).isInstanceOf(RetriableException.class);
        }
        assertThat(Tree.of(listing).files()).as(way.getKey()).hasSize(1);
        assertThat(listing.mark()).as("walked " + way.getKey()).isEmpty();
      }
    }
  }

  private static SimResponse timeout() {
    return SimResponse.json(503, Map.of("code", "operationTimeout", "message", "too slow"));
  }

  @Test
  void a_server_that_is_away_for_a_moment_says_nothing_about_the_way_of_listing() throws Exception {
    fill(20, 9);
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), Walk.EVERYWHERE)) {
      Tree tree = new Tree(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      tree.files().addAll(listing.next().orElseThrow().files());
      simulated.dingTalk.faults().on("dentries.listAll").next(3).inject(Fault.reset());
      assertFailsTimes(3, listing);
      simulated.dingTalk.faults().on("dentries.listAll").next(1).inject(Fault.away());
      assertFailsTimes(4, listing);
      simulated.dingTalk.comeBack();
      simulated.dingTalk.trouble().banWithHtml("dentries.listAll", 3);
      assertFailsTimes(3, listing);
      simulated.dingTalk.invalidateTokens();
      simulated.dingTalk.trouble().fail("token", 3, 500, "systemError", "");
      assertFailsTimes(3, listing);
      tree.files().addAll(Tree.of(listing).files());
      assertThat(tree.names()).hasSize(180).doesNotHaveDuplicates();
      assertThat(listing.mark()).isPresent();
    }
    assertThat(asked("dentries.list")).isZero();
  }

  private static void assertFailsTimes(int times, Listing listing) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(listing::next).isInstanceOf(RetriableException.class);
    }
  }

  @Test
  void lists_that_leave_folders_out_are_walked_when_that_is_cheaper() throws Exception {
    fill(10, 60);
    Walk one = folder -> folder.name().equals("folder 0");

    assertThat(names(one)).hasSize(60);
    assertThat(names(one)).hasSize(60);

    assertThat(asked("dentries.listAll")).isZero();
    assertThat(asked("dentries.list")).isEqualTo(2 * 3);
  }

  @Test
  void a_walk_that_entered_everything_shows_that_the_whole_is_cheaper() throws Exception {
    fill(60, 2);
    Walk every = folder -> true;

    assertThat(names(every)).hasSize(120);
    assertThat(asked("dentries.list")).isEqualTo(62);
    assertThat(names(every)).hasSize(120);

    assertThat(asked("dentries.list")).isEqualTo(62);
    assertThat(asked("dentries.listAll")).isEqualTo(4);
    Walk few = folder -> folder.name().equals("folder 0");
    names(few);
    assertThat(names(few)).as("the walk of a few is cheaper again").hasSize(2);
  }

  @Test
  void a_list_that_excludes_one_folder_does_not_stand_in_the_way_of_the_cheaper_whole()
      throws Exception {
    fill(60, 2);
    Walk allButOne = folder -> !folder.name().equals("folder 0");

    assertThat(names(allButOne)).hasSize(118);
    assertThat(asked("dentries.list")).isEqualTo(2 + 59);
    assertThat(names(allButOne)).as("shows the excluded folder, too").hasSize(120);
    assertThat(names(allButOne)).hasSize(120);

    assertThat(asked("dentries.list")).isEqualTo(2 + 59);
    assertThat(asked("dentries.listAll")).isEqualTo(2 * 4);
  }

  @Test
  void a_whole_that_turns_out_to_cost_more_than_the_walk_is_given_up_and_not_tried_again()
      throws Exception {
    fill(30, 1);
    Entry archive = space.root().addFolder("archive");
    for (int i = 0; i < 2_000; i++) {
      archive.addFile("old " + i + ".txt", "x");
    }
    Walk allButArchive = folder -> !folder.name().equals("archive");
    int walk = 1 + 30;

    for (int i = 0; i < 3; i++) {
      assertThat(names(allButArchive)).contains("file 0-0.txt", "file 29-0.txt");
      simulated.restart();
    }

    assertThat(asked("dentries.list")).isEqualTo(3 * walk);
    assertThat(asked("dentries.listAll")).as("one trial").isEqualTo(walk);
    assertThat(simulated.listAll(space).files()).as("no list, no limit").hasSize(2_030);
  }

  @Test
  void larger_pages_are_tried_where_they_save_something_and_what_came_of_it_is_remembered()
      throws Exception {
    fill(1, 300);
    simulated.dingTalk.quirks().set(Quirk.BIG_PAGES, true);

    simulated.listAll(space);
    assertThat(asked("dentries.listAll")).isEqualTo(7);
    simulated.restart();
    assertThat(simulated.listAll(space).files()).hasSize(300);
    assertThat(asked("dentries.listAll")).isEqualTo(7 + 4);
  }

  @Test
  void larger_pages_that_are_refused_cost_one_call_a_month() throws Exception {
    fill(1, 300);
    for (int i = 0; i < 3; i++) {
      assertThat(simulated.listAll(space).files()).hasSize(300);
      simulated.restart();
    }
    assertThat(asked("dentries.listAll")).isEqualTo(3 * 7 + 1);
  }

  @Test
  void a_damaged_memory_costs_calls_and_nothing_else() throws Exception {
    fill(1, 2);
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.DENIED);
    simulated.listAll(space);
    simulated.restart();
    Path file = simulated.workDirectory.resolve("remembered.json");
    assertThat(file).exists();
    for (String damage :
        List.of("", "[", "[]", "{\"a\":1}", "{\"a\":{\"value\":\"x\",\"until\":\"never\"}}")) {
      Files.writeString(file, damage);
      assertThat(simulated.listAll(space).files()).as(damage).hasSize(2);
      simulated.restart();
    }
  }

  @Test
  void only_the_owner_may_read_what_is_remembered() throws Exception {
    simulated.listAll(space);
    assertThat(Files.getPosixFilePermissions(simulated.workDirectory.resolve("remembered.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void a_look_costs_one_call_and_ends_at_the_mark() throws Exception {
    fill(20, 9);
    String mark = mark();
    simulated.clock.advance(Duration.ofHours(1));
    space.root().addFile("new.txt", "x");
    simulated.dingTalk.requests().reset();

    Tree look = look(mark);

    assertThat(look.names()).contains("new.txt");
    assertThat(asked("dentries.listAll")).isEqualTo(1);
  }

  @Test
  void a_look_turns_pages_until_it_meets_the_mark() throws Exception {
    fill(20, 9);
    String mark = mark();
    simulated.clock.advance(Duration.ofHours(1));
    Entry many = space.root().addFolder("many");
    for (int i = 0; i < 120; i++) {
      many.addFile("new " + i + ".txt", "x");
    }
    simulated.dingTalk.requests().reset();

    Tree look = look(mark);

    assertThat(look.names()).contains("new 0.txt", "new 119.txt");
    assertThat(look.folder("many")).isNotNull();
    assertThat(asked("dentries.listAll")).isEqualTo(3);
  }

  @Test
  void a_look_whose_pages_do_not_turn_ends() throws Exception {
    fill(1, 1);
    String mark = mark();
    simulated
        .dingTalk
        .faults()
        .on("dentries.listAll")
        .inject(page(List.of(entry("1", "2026-11-24T09:00:00Z")), "same"));

    try (Listing look = recent(mark).orElseThrow()) {
      assertThat(look.next()).isPresent();
      assertThatThrownBy(look::next)
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("'Files'");
    }
  }

  @Test
  void a_look_whose_page_token_is_refused_waits_for_the_next_one() throws Exception {
    fill(20, 9);
    String mark = "1"; // long before anything there

    try (Listing look = recent(mark).orElseThrow()) {
      assertThat(look.next()).isPresent();
      simulated.dingTalk.trouble().fail("dentries.listAll", 1, 400, "paramError", "nextToken");
      assertThatThrownBy(look::next)
          .isInstanceOf(PermanentException.class)
          .hasMessageContaining("'Files'")
          .hasMessageContaining("nextToken")
          .hasMessageContaining("next look");
    }

    assertThat(look(mark).names()).hasSize(180);
  }

  @Test
  void an_entry_without_a_time_on_each_page_does_not_hide_the_mark() throws Exception {
    fill(1, 1);
    String mark = mark();
    simulated.clock.advance(Duration.ofHours(2));
    Map<String, Object> undated = Map.of("id", "9", "type", "FILE", "name", "undated.txt");
    simulated
        .dingTalk
        .faults()
        .on("dentries.listAll")
        .next(1)
        .inject(page(List.of(undated, entry("1", "2026-11-24T09:00:00Z")), "second"));
    simulated
        .dingTalk
        .faults()
        .on("dentries.listAll")
        .next(1)
        .inject(page(List.of(undated, entry("2", "2026-11-24T08:00:00Z")), "third"));

    try (Listing look = recent(mark).orElseThrow()) {
      assertThat(Tree.of(look).names()).contains("1", "2", "undated.txt");
      assertThat(look.mark()).contains(millis("2026-11-24T09:00:00Z"));
    }
    assertThat(asked("dentries.listAll")).as("a listing, two pages of the look").isEqualTo(3);
  }

  private static String millis(String time) {
    return Long.toString(Instant.parse(time).toEpochMilli());
  }

  private static Map<String, Object> entry(String id, String modifiedTime) {
    return Map.of(
        "id", id, "parentId", "0", "type", "FILE", "name", id, "modifiedTime", modifiedTime);
  }

  private static Fault page(List<Map<String, Object>> entries, String nextToken) {
    return Fault.answer(SimResponse.json(200, Map.of("dentries", entries, "nextToken", nextToken)));
  }

  @Test
  void a_file_from_the_future_hides_nothing_from_later_looks() throws Exception {
    fill(1, 1);
    simulated.clock.advance(Duration.ofDays(365));
    space.root().addFile("from the future.txt", "x");
    simulated.clock.advance(Duration.ofDays(-365));
    String mark = mark();
    simulated.clock.advance(Duration.ofHours(1));
    space.root().addFile("today.txt", "x");

    assertThat(look(mark).names()).contains("today.txt");
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirks.ListAll.class,
      names = {"NOT_FOUND", "UNSUPPORTED"})
  void a_space_that_cannot_be_listed_as_a_whole_has_no_looks(Quirks.ListAll refusal)
      throws Exception {
    fill(1, 1);
    String mark = mark();
    simulated.dingTalk.quirks().listAll(refusal);

    try (CapturedLog log = new CapturedLog()) {
      assertThat(recent(mark)).isEmpty();
      assertThat(log.messages(Level.WARN))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("'Files'", "not");
    }
    assertThat(markIfAny()).isEmpty();
    assertThat(recent(mark)).as("without a call").isEmpty();
    assertThat(asked("dentries.listAll")).isEqualTo(3);
  }

  @Test
  void a_look_that_was_refused_for_a_moment_closes_no_way() throws Exception {
    fill(1, 1);
    String mark = mark();
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.FORBIDDEN);
    assertFatal(() -> recent(mark), FatalException.Kind.PERMISSION)
        .hasMessageContaining("Storage.File.Read");
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.DENIED);
    assertThatThrownBy(() -> recent(mark))
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("'Files'");
    simulated.dingTalk.quirks().listAll(Quirks.ListAll.AVAILABLE);
    simulated.dingTalk.trouble().fail("dentries.listAll", 1, 404, "spaceNotExist", "");
    assertThatThrownBy(() -> recent(mark)).isInstanceOf(PermanentException.class);
    simulated.dingTalk.trouble().fail("dentries.listAll", 1, 400, "paramError", "");
    assertThat(recent(mark)).isEmpty();

    assertThat(look(mark).names()).containsExactly("file 0-0.txt");
    assertThat(markIfAny()).isPresent();
    assertThat(asked("dentries.list")).isZero();
  }

  @Test
  void a_look_at_entries_without_a_readable_time_is_none_and_closes_no_way() throws Exception {
    fill(1, 1);
    String mark = mark();
    answerWith("a.txt", "0", "yesterday");

    assertThat(recent(mark)).isEmpty();

    assertThat(look(mark).names()).containsExactly("file 0-0.txt");
  }

  @Test
  void times_that_nobody_can_read_leave_no_mark() throws Exception {
    fill(1, 1);
    answerWith("a.txt", "0", "yesterday");

    assertThat(markIfAny()).isEmpty();
  }

  /** The next listing of the whole shows one file. */
  private void answerWith(String name, String parent, String modifiedTime) {
    Map<String, Object> entry =
        Map.of(
            "id", "7",
            "parentId", parent,
            "type", "FILE",
            "name", name,
            "modifiedTime", modifiedTime);
    simulated
        .dingTalk
        .faults()
        .on("dentries.listAll")
        .next(1)
        .inject(
            Fault.answer(
                SimResponse.json(200, Map.of("dentries", List.of(entry), "nextToken", ""))));
  }

  private List<String> names(Walk walk) throws Exception {
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), walk)) {
      return Tree.of(listing).names();
    }
  }

  private Optional<String> markIfAny() throws Exception {
    try (Listing listing = simulated.source().open(Simulated.rootOf(space), Walk.EVERYWHERE)) {
      Tree.of(listing);
      return listing.mark();
    }
  }

  private String mark() throws Exception {
    return markIfAny().orElseThrow();
  }

  private Optional<Listing> recent(String mark) throws Exception {
    return simulated.source().recent(Simulated.rootOf(space), mark, Walk.EVERYWHERE);
  }

  private Tree look(String mark) throws Exception {
    try (Listing look = recent(mark).orElseThrow()) {
      return Tree.of(look);
    }
  }
}
