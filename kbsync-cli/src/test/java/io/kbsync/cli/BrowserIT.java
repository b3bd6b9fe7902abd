package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Content;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.http.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a real browser, on a machine without a screen, and a person with a phone. */
class BrowserIT {

  @TempDir private Path folder;

  @Test
  void everything_arrives_with_one_scan_restarts_need_none_and_a_session_that_ends_is_renewed()
      throws Exception {
    try (BrowserGround world = new BrowserGround(folder)) {
      Playground ground = world.ground;
      RunningProgram first = ground.startOnTerminal("--config config --once");
      world.scanShownCode(first);
      assertThat(first.exitCode()).as(first.everything()).isZero();
      assertThat(world.searchable()).containsExactlyInAnyOrderElementsOf(BrowserGround.NAMES);
      assertThat(first.out())
          .containsOnlyOnce("A DingTalk login is needed")
          .contains("the files that people uploaded cannot be downloaded")
          .contains("online documents cannot be exported through the Open API")
          .contains("a shortcut")
          .contains("no export for aform");

      world.root.addOnline(OnlineKind.ADRAW, "Another");
      ground.dingTalk.quirks().grant(Permission.WORKSPACE_DOCUMENT);
      world.root.addFile("by-api.txt", "comes over the Open API");
      ground.dingTalk.requests().reset();
      RunningProgram second = ground.start("--config", "config", "--once");
      assertThat(second.exitCode()).as(second.everything()).isZero();
      assertThat(second.everything()).doesNotContain("login is needed");
      assertThat(world.searchable()).contains("Another.jpg", "by-api.txt");
      assertThat(ground.dingTalk.requests().count("web.fileDownload")).isZero();

      world.guide.edit(Content.of(Block.paragraph("Changed.")));
      world.root.addOnline(OnlineKind.AMIND, "Late");
      world.root.addOnline(OnlineKind.ABLE, "Later");
      ground
          .dingTalk
          .faults()
          .on("web.operationGuard")
          .after(1)
          .next(1)
          .inject(Fault.before(world.web::endSessions));
      RunningProgram third = ground.startOnTerminal("--config config --once");
      world.scanShownCode(third);
      assertThat(third.exitCode()).as(third.everything()).isZero();
      assertThat(third.out()).containsOnlyOnce("A DingTalk login is needed");
      assertThat(world.searchable()).contains("Late.pdf", "Later.xlsx", "Guide.docx").hasSize(13);
    }
  }

  @Test
  void where_nobody_comes_the_rest_syncs_and_the_files_that_wait_are_named() throws Exception {
    try (BrowserGround world = new BrowserGround(folder)) {
      world.ground.dingTalk.quirks().grant(Permission.WORKSPACE_DOCUMENT);
      world.ground.addToConfig("loginWait=1s");
      RunningProgram program = world.ground.start("--config", "config", "--once");
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(4);
      assertThat(program.everything()).contains("Nobody logged on to DingTalk in time");
      assertThat(program.out()).contains("Everything/Sketch.adraw");
      assertThat(world.searchable())
          .contains("plan.txt", "deep.txt")
          .doesNotContain("Sketch.jpg", "Talk.pptx");
    }
  }

  @Test
  void check_browser_tells_which_way_works_and_which_step_of_which_one_does_not() throws Exception {
    try (BrowserGround world = new BrowserGround(folder)) {
      world.ground.addToConfig("loginWait=5m");
      world.web.scanEveryCode(world.web.user());
      world.web.quirks().dropMenuEntry("pptx");
      RunningProgram program = world.ground.start("check", "--browser", "--config", "config");
      assertThat(program.exitCode()).as(program.everything()).isEqualTo(1);
      assertThat(program.out())
          .contains("Everything/Guide.adoc\n")
          .containsPattern("adoc as docx by .*: works")
          .containsPattern("axls as xlsx by .*: works")
          .containsPattern("able as xlsx by .*: works")
          .containsPattern("amind as pdf by .*: works")
          .containsPattern("adraw as jpg by .*: works")
          .containsPattern("appt as pptx by .*: DOES NOT FIT at the step '.*PowerPoint")
          .containsPattern("appt as pdf by .*: works")
          .doesNotContain("Part.adoc");
      assertThat(world.ground.ragflow.dataset().size()).isZero();
    }
  }
}
