package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.kbsync.api.Interaction;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirks.Export;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether people are asked before the work begins; nobody is there, so no browser starts. */
class LoginAtStartTest {

  private final Simulated simulated = new Simulated();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");
  private final Root root = Simulated.rootOf(base);
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void a_document_and_an_uploaded_file() {
    simulated.interaction =
        text -> {
          asked.add(text);
          return Interaction.NOBODY.open(text);
        };
    base.root().addDocument("Guide", Block.paragraph("x"));
    base.root().addDocument("Other", Block.paragraph("y"));
    base.root().addFile("plan.txt", "uploaded");
    base.root().addFile("other.txt", "uploaded too");
  }

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void where_the_open_api_gives_all_nobody_is_asked_and_no_call_is_spent_on_it() throws Exception {
    List<RemoteFile> files = simulated.list(base).files();
    simulated.source().prepare(root, files);
    simulated.source().prepare(root, files);
    assertThat(calls("export.submit")).isEqualTo(1);
    assertThat(calls("queryDentryId")).isEqualTo(1);
    for (RemoteFile file : files) {
      simulated.fetch(file);
    }
    assertThat(calls("export.submit")).isEqualTo(2);
    assertThat(calls("queryDentryId")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void two_refused_calls_show_what_the_browser_is_needed_for_and_the_question_says_it()
      throws Exception {
    closeTheOpenApi();
    List<RemoteFile> files = simulated.list(base).files();
    simulated.source().prepare(root, files);
    simulated.source().prepare(root, files);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .contains("In 'Handbook', the files that people uploaded cannot be downloaded")
        .contains("online documents cannot be exported through the Open API");
    assertThat(calls("export.submit") + calls("queryDentryId")).isEqualTo(2);
  }

  @Test
  void a_job_of_many_roots_warns_once_that_nobody_is_there() throws Exception {
    closeTheOpenApi();
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        simulated.source().prepare(root, simulated.list(base).files());
      }
      assertThat(log.messages(Level.WARN))
          .filteredOn(line -> line.contains("nobody is here"))
          .hasSize(1);
    }
  }

  @Test
  void only_what_is_closed_is_named() throws Exception {
    simulated.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
    simulated.source().prepare(root, simulated.list(base).files());
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).contains("uploaded").doesNotContain("online documents");
  }

  @Test
  void kinds_that_no_open_api_exports_need_no_probe() throws Exception {
    Entry folder = base.root().addFolder("Drawn");
    folder.addOnline(OnlineKind.AMIND, "Map");
    folder.addOnline(OnlineKind.ADRAW, "Sketch");
    List<RemoteFile> drawn =
        simulated.list(base).files().stream().filter(file -> file.parentId().isPresent()).toList();
    simulated.source().prepare(root, drawn);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).contains("no export for mind maps, drawings");
    assertThat(calls("export.submit") + calls("queryDentryId")).isZero();
  }

  @Test
  void a_drive_job_asks_nobody() throws Exception {
    closeTheOpenApi();
    var space = simulated.dingTalk.world().addSpace("Files");
    space.root().addOnline(OnlineKind.ADRAW, "Sketch");
    space.root().addDocument("Guide", Block.paragraph("x"));
    simulated.source().prepare(Simulated.rootOf(space), simulated.list(space).files());
    assertThat(asked).isEmpty();
  }

  @Test
  void with_none_nobody_is_asked_and_nothing_is_probed() throws Exception {
    simulated.values.put("dingDingLogin", "none");
    closeTheOpenApi();
    simulated.source().prepare(root, simulated.list(base).files());
    assertThat(asked).isEmpty();
    assertThat(calls("export.submit") + calls("queryDentryId")).isZero();
  }

  @Test
  void a_probe_that_meets_trouble_leaves_the_question_to_the_files() throws Exception {
    List<RemoteFile> files = simulated.list(base).files();
    simulated.dingTalk.trouble().throttle("queryDentryId", 1);
    simulated.source().prepare(root, files);
    assertThat(asked).isEmpty();
  }

  private void closeTheOpenApi() {
    simulated.dingTalk.quirks().export(Export.NOT_FOUND).revoke(Permission.WORKSPACE_DOCUMENT);
  }

  private int calls(String endpoint) {
    return simulated.dingTalk.requests().count(endpoint);
  }
}
