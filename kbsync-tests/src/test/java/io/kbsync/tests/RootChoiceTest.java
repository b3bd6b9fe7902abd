package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.DriveSpace;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dingDingRoot} may say, and what it gets. */
class RootChoiceTest {

  @TempDir Path folder;

  private Playground play;
  private DriveSpace plans;
  private DriveSpace team;

  @BeforeEach
  void spaces() {
    play = new Playground(folder);
    plans = space("Plans", "plan.md");
    team = space("Team files", "team.md");
    space("Twins", "first.md");
  }

  @AfterEach
  void stop() {
    play.close();
  }

  private DriveSpace space(String name, String file) {
    DriveSpace space = play.dingTalk.world().addSpace(name);
    space.root().addFile(file, "In " + name);
    return space;
  }

  @Test
  void a_name_chooses_one_space() throws Exception {
    play.set("dingDingRoot", "Plans").runWell();

    assertThat(play.names()).containsExactly("plan.md");
  }

  @Test
  void a_name_with_a_space_in_it_needs_nothing_when_it_stands_alone() throws Exception {
    play.set("dingDingRoot", "Team files").runWell();

    assertThat(play.names()).containsExactly("team.md");
  }

  @Test
  void several_names_choose_several_spaces() throws Exception {
    play.set("dingDingRoot", "Plans Team\\ files").runWell();

    assertThat(play.names()).containsExactly("plan.md", "team.md");
    assertThat(play.document("team.md").metadata())
        .containsEntry("kbsync_path", "Team files/team.md");
  }

  @Test
  void ids_choose_as_names_do() throws Exception {
    play.set("dingDingRoot", plans.id() + " " + team.id()).runWell();

    assertThat(play.names()).containsExactly("plan.md", "team.md");
  }

  @Test
  void a_star_chooses_all() throws Exception {
    play.set("dingDingRoot", "*").runWell();

    assertThat(play.names()).containsExactly("first.md", "plan.md", "team.md");
  }

  @Test
  void a_name_that_two_spaces_bear_is_an_error_that_lists_their_ids() {
    DriveSpace twin = space("Twins", "second.md");
    String first = play.dingTalk.world().spaces().get(2).id();

    assertThatThrownBy(() -> play.set("dingDingRoot", "Twins").run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("dingDingRoot", "Twins", twin.id(), first, "Write the id");
    assertThat(play.names()).isEmpty();
  }

  @Test
  void a_name_that_nothing_bears_is_an_error_that_lists_what_there_is() {
    assertThatThrownBy(() -> play.set("dingDingRoot", "Plan").run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("'Plan'", "Plans", plans.id(), "Team files");
  }

  @Test
  void ones_own_documents_are_among_the_knowledge_bases() throws Exception {
    KnowledgeBase own = play.dingTalk.world().ownKnowledgeBase();
    own.root().addFile("mine.md", "My own.");
    play.set("dingDingSource", "KnowledgeBase").set("dingDingRoot", own.id()).runWell();

    assertThat(play.names()).containsExactly("mine.md");
  }

  @Test
  void a_root_that_is_added_later_adds_and_removes_nothing() throws Exception {
    play.set("dingDingRoot", "Plans").runWell();

    play.set("dingDingRoot", "Team\\ files").runWell();

    assertThat(play.names()).containsExactly("plan.md", "team.md");
  }

  @Test
  void one_space_that_may_not_be_read_leaves_the_others_alone() throws Exception {
    refuse(plans);

    SyncReport report = play.run();

    assertThat(report.fatalEnd()).isEmpty();
    assertThat(report.failed().entries())
        .singleElement()
        .satisfies(note -> assertThat(note.reason()).contains("may not read 'Plans'", "owner"));
    assertThat(play.names()).containsExactly("first.md", "team.md");
  }

  @Test
  void the_only_space_that_may_not_be_read_ends_the_job() throws Exception {
    refuse(plans);

    SyncReport report = play.set("dingDingRoot", "Plans").run();

    assertThat(report.fatalEnd().orElseThrow().kind()).isEqualTo(FatalException.Kind.PERMISSION);
    assertThat(report.fatalEnd().orElseThrow().message()).contains("may not read 'Plans'", "owner");
  }

  private void refuse(DriveSpace space) {
    Map<String, Object> denied = Map.of("code", "permissionDenied", "message", "无权限");
    for (String listing : List.of("dentries.list", "dentries.listAll")) {
      play.dingTalk
          .faults()
          .on(listing)
          .when(request -> request.path().contains("/spaces/" + space.id() + "/"))
          .inject(Fault.answer(SimResponse.json(403, denied)));
    }
  }
}
