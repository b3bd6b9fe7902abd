package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.PermanentException.Outcome;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.source.dingtalk.Simulated.Tree;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.KnowledgeBase;
import io.kbsync.testkit.dingtalk.OnlineKind;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Role;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

  private final Simulated simulated = new Simulated();
  private final KnowledgeBase base = simulated.dingTalk.world().addKnowledgeBase("Handbook");

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void a_node_says_all_that_dingtalk_says() throws Exception {
    simulated.clock.advance(Duration.ofMillis(7));
    Entry entry = base.root().addFile("a.pdf", "hello");
    simulated.clock.advance(Duration.ofMinutes(3));
    RemoteFile file = simulated.list(base).file("a.pdf");
    Instant modified = Instant.parse("2026-11-24T08:00:00.007Z");
    assertThat(file.id().value()).isEqualTo(entry.uuid());
    assertThat(file.parentId()).isEmpty();
    assertThat(file.revision().marks())
        .isEqualTo(Map.of("modifiedTimestamp", Long.toString(modified.toEpochMilli())));
    assertThat(file.modifiedAt()).contains(modified);
    assertThat(file.settled()).isTrue();
    assertThat(file.webUrl()).contains(simulated.dingTalk.docsUrl() + "/i/nodes/" + entry.uuid());
    assertThat(file.renditions()).containsExactly(Rendition.ORIGINAL);
  }

  @Test
  void a_young_mark_is_not_settled_until_its_precision_and_two_minutes_have_passed()
      throws Exception {
    simulated.clock.advance(Duration.ofMillis(7));
    base.root().addFile("a.pdf", "hello");
    assertThat(simulated.list(base).file("a.pdf").settled()).isFalse();
    simulated.clock.advance(Duration.ofSeconds(121));
    assertThat(simulated.list(base).file("a.pdf").settled()).isTrue();
  }

  @Test
  void marks_of_whole_minutes_settle_a_minute_later() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.NODE_TIMESTAMPS, false);
    base.root().addFile("a.pdf", "hello");
    simulated.clock.advance(Duration.ofSeconds(150));
    RemoteFile young = simulated.list(base).file("a.pdf");
    assertThat(young.revision().marks()).isEqualTo(Map.of("modifiedTime", "2026-11-24T08:00Z"));
    assertThat(young.settled()).isFalse();
    simulated.clock.advance(Duration.ofSeconds(31));
    assertThat(simulated.list(base).file("a.pdf").settled()).isTrue();
  }

  @Test
  void online_documents_are_never_settled() throws Exception {
    base.root().addDocument("Page");
    simulated.clock.advance(Duration.ofDays(30));
    assertThat(simulated.list(base).file("Page.adoc").settled()).isFalse();
  }

  @Test
  void a_drawing_whose_exports_cannot_be_compared_is_settled_once_its_mark_is_old()
      throws Exception {
    base.root().addOnline(OnlineKind.ADRAW, "Drawing");
    assertThat(simulated.list(base).file("Drawing.adraw").settled()).isFalse();
    simulated.clock.advance(Duration.ofMinutes(4));
    assertThat(simulated.list(base).file("Drawing.adraw").settled()).isTrue();
  }

  @Test
  void a_page_with_pages_below_it_is_a_file_and_a_folder() throws Exception {
    Entry page = base.root().addDocument("Guide");
    page.addDocument("Chapter").addFile("a.pdf", "a");
    Tree tree = simulated.list(base);
    assertThat(tree.names()).containsExactly("Guide.adoc", "Chapter.adoc", "a.pdf");
    assertThat(tree.folders())
        .containsExactly(
            new Folder(page.uuid(), null, "Guide"),
            new Folder(tree.file("Chapter.adoc").id().value(), page.uuid(), "Chapter"));
    assertThat(tree.file("Chapter.adoc").parentId()).contains(page.uuid());
  }

  @Test
  void repeated_nodes_come_once() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.REPEATED_NODES, true);
    base.root().addFolder("F").addFile("a.pdf", "a");
    base.root().addFile("b.pdf", "b");
    Tree tree = simulated.list(base);
    assertThat(tree.names()).containsExactly("b.pdf", "a.pdf");
    assertThat(tree.folders()).hasSize(1);
    assertThat(simulated.dingTalk.requests().count("nodes")).isEqualTo(2);
  }

  @Test
  void shortcuts_are_skipped_and_not_walked() throws Exception {
    Entry target = base.root().addFolder("Real");
    base.root().addShortcut(target);
    base.root().addShortcut(base.root().addFile("a.pdf", "a"));
    Tree tree = simulated.list(base);
    assertThat(tree.files()).filteredOn(file -> file.skipReason().isPresent()).hasSize(2);
    assertThat(tree.folders()).hasSize(1);
    assertThat(simulated.dingTalk.requests().count("nodes")).isEqualTo(2);
  }

  @Test
  void the_target_of_a_shortcut_is_named_where_dingtalk_names_it() throws Exception {
    simulated
        .dingTalk
        .faults()
        .on("nodes")
        .inject(
            Fault.answer(
                SimResponse.json(
                    200,
                    Map.of(
                        "nodes",
                        List.of(
                            Map.of(
                                "nodeId", "n1",
                                "name", "Link",
                                "type", "FILE",
                                "extension", "dlink",
                                "linkSourceInfo", Map.of("id", "n2", "extension", "adoc")))))));
    assertThat(simulated.list(base).file("Link").skipReason())
        .contains("a shortcut to n2.adoc; its target is synced where it lies");
  }

  @Test
  void a_folder_that_may_not_be_read_is_a_gap() throws Exception {
    Entry folder = base.root().addFolder("Secret");
    base.root().addFile("a.pdf", "a");
    try (Listing listing =
        simulated
            .source()
            .open(
                Simulated.rootOf(base),
                entered -> {
                  folder.deny();
                  return true;
                })) {
      Tree tree = Tree.of(listing);
      assertThat(tree.names()).containsExactly("a.pdf");
      assertThat(tree.gaps()).extracting(gap -> gap.folder()).containsExactly(folder.uuid());
    }
  }

  @Test
  void a_base_that_is_gone_or_denied_ends_the_job() {
    assertFatal(
        () -> simulated.list(new Root("wiki/x/y", "Old")), FatalException.Kind.REFUSED_VALUE);
    base.setRole(Role.NONE);
    assertFatal(() -> simulated.list(base), FatalException.Kind.PERMISSION);
  }

  @Test
  void a_listing_costs_its_pages_and_a_file_two_calls_the_first_time() throws Exception {
    for (int i = 0; i < 60; i++) {
      base.root().addFile(i + ".pdf", "content " + i);
    }
    Tree tree = simulated.list(base);
    assertThat(simulated.calls.counted()).isEqualTo(2);
    for (int i = 0; i < 10; i++) {
      simulated.fetch(tree.files().get(i));
    }
    assertThat(simulated.calls.counted()).isEqualTo(2 + 2 * 10);
    assertThat(simulated.fetch(tree.files().get(0)).text()).isEqualTo("content 0");
    assertThat(simulated.calls.counted()).isEqualTo(2 + 2 * 10 + 1);
  }

  @Test
  void where_a_file_is_stored_is_remembered_by_the_next_process() throws Exception {
    base.root().addFile("a.pdf", "a");
    RemoteFile file = simulated.list(base).file("a.pdf");
    simulated.fetch(file);
    Files.writeString(
        simulated.workDirectory.resolve("dentry-ids"),
        Files.readString(simulated.workDirectory.resolve("dentry-ids")) + "broken\tline");
    try (Source next = simulated.connect()) {
      next.fetch(file, Rendition.ORIGINAL).close();
    }
    assertThat(simulated.dingTalk.requests().count("queryDentryId")).isEqualTo(1);
    assertThat(simulated.dingTalk.requests().count("downloadInfo")).isEqualTo(2);
  }

  @Test
  void a_place_that_turns_out_wrong_is_asked_for_again() throws Exception {
    base.root().addFile("a.pdf", "a");
    RemoteFile file = simulated.list(base).file("a.pdf");
    simulated.dingTalk.trouble().fail("downloadInfo", 1, 404, "dentryNotExist", "no");
    assertThatThrownBy(() -> simulated.fetch(file)).isInstanceOf(PermanentException.class);
    assertThat(simulated.fetch(file).text()).isEqualTo("a");
    assertThat(simulated.dingTalk.requests().count("queryDentryId")).isEqualTo(2);
  }

  @Test
  void without_the_seventh_permission_uploads_need_a_browser_and_one_call_finds_out()
      throws Exception {
    simulated.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
    base.root().addFile("a.pdf", "a");
    base.root().addFile("b.pdf", "b");
    Tree tree = simulated.list(base);
    assertOutcome(() -> simulated.fetch(tree.file("a.pdf")), Outcome.NEEDS_LOGIN)
        .hasMessageStartingWith("needs a browser login: ")
        .hasMessageContaining("知识库文档读权限")
        .hasMessageContaining("Document.WorkspaceDocument.Read");
    assertOutcome(() -> simulated.fetch(tree.file("b.pdf")), Outcome.NEEDS_LOGIN);
    assertThat(simulated.dingTalk.requests().count("queryDentryId")).isEqualTo(1);

    simulated.dingTalk.quirks().grant(Permission.WORKSPACE_DOCUMENT);
    simulated.clock.advance(Duration.ofMinutes(61));
    assertThat(simulated.fetch(tree.file("a.pdf")).text()).isEqualTo("a");
  }

  @Test
  void where_people_want_no_login_such_files_are_skipped() throws Exception {
    simulated.values.put("dingDingLogin", "none");
    simulated.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
    base.root().addFile("a.pdf", "a");
    Tree tree = simulated.list(base);
    assertOutcome(() -> simulated.fetch(tree.file("a.pdf")), Outcome.SKIPPED)
        .hasMessageContaining("dingDingLogin");
  }

  @Test
  void what_the_account_may_not_download_is_skipped() throws Exception {
    base.root().addFile("a.pdf", "a");
    base.setRole(Role.READER);
    Tree tree = simulated.list(base);
    assertOutcome(() -> simulated.fetch(tree.file("a.pdf")), Outcome.SKIPPED)
        .hasMessageStartingWith("no download permission");
  }

  @Test
  void a_size_that_does_not_match_is_no_error() throws Exception {
    base.root().addFile("a.pdf", "much longer than that").showSize(3L);
    RemoteFile file = simulated.list(base).file("a.pdf");
    assertThat(file.size()).hasValue(3);
    assertThat(simulated.fetch(file).text()).isEqualTo("much longer than that");
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertOutcome(
      ThrowingCallable call, Outcome outcome) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PermanentException.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
  }
}
