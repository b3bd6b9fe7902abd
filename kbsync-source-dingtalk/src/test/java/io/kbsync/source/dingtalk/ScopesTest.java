package io.kbsync.source.dingtalk;

import static io.kbsync.source.dingtalk.AuthenticationTest.assertFatal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.api.source.Scope;
import io.kbsync.testkit.dingtalk.DingTalkWorld;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.dingtalk.Quirks;
import io.kbsync.testkit.dingtalk.Role;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScopesTest {

  private final Simulated simulated = new Simulated();
  private final DingTalkWorld world = simulated.dingTalk.world();

  @AfterEach
  void close() throws Exception {
    simulated.close();
  }

  @Test
  void the_first_question_is_knowledge_base_or_drive_and_costs_no_call() throws Exception {
    List<Scope> kinds = simulated.source().scopes(Optional.empty());
    assertThat(kinds).extracting(Scope::id).containsExactly("KnowledgeBase", "Drive");
    assertThat(kinds).extracting(Scope::name).containsExactly("Knowledge base", "DingTalk Drive");
    assertThat(simulated.calls.counted()).isZero();
  }

  @Test
  void knowledge_bases_come_oldest_first_with_role_and_warning() throws Exception {
    simulated.clock.advance(Duration.ofMinutes(1));
    world.addKnowledgeBase("First");
    simulated.clock.advance(Duration.ofMinutes(1));
    world.addKnowledgeBase("Second").setRole(Role.READER);
    simulated.clock.advance(Duration.ofMinutes(1));
    world.addKnowledgeBase("Third").setRole(Role.DOWNLOADER);

    List<Scope> bases = below("KnowledgeBase");

    assertThat(bases).extracting(Scope::name).containsExactly("我的文档", "First", "Second", "Third");
    assertThat(bases)
        .extracting(scope -> scope.detail().orElse(""))
        .containsExactly("OWNER", "OWNER", "READER", "DOWNLOADER");
    assertThat(bases)
        .extracting(scope -> scope.warning().isPresent())
        .containsExactly(false, false, true, false);
    assertThat(bases.get(2).warning().orElseThrow()).contains("DOWNLOADER");
  }

  @Test
  void ones_own_documents_are_offered_once_wherever_they_are_told() throws Exception {
    simulated.dingTalk.quirks().set(Quirk.PERSONAL_LISTED, true);
    assertThat(below("KnowledgeBase")).extracting(Scope::name).containsExactly("我的文档");
  }

  @ParameterizedTest
  @EnumSource(Quirks.LastPage.class)
  void all_pages_are_read_however_the_last_one_is_marked(Quirks.LastPage mark) throws Exception {
    simulated.dingTalk.quirks().lastPage(mark);
    for (int i = 0; i < 65; i++) {
      world.addKnowledgeBase("Base " + i);
    }
    for (int i = 0; i < 60; i++) {
      world.addSpace("Space " + i);
    }
    assertThat(below("KnowledgeBase")).hasSize(66);
    assertThat(below("Drive")).hasSize(61);
    assertThat(simulated.dingTalk.requests().count("workspaces")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"KnowledgeBase, workspaces", "Drive, drive.spaces"})
  void a_list_whose_pages_do_not_turn_ends_after_two_calls(String kind, String endpoint) {
    String list = endpoint.equals("workspaces") ? "workspaces" : "spaces";
    simulated
        .dingTalk
        .faults()
        .on(endpoint)
        .next(20)
        .inject(Fault.answer(SimResponse.json(200, Map.of(list, List.of(), "nextToken", "same"))));
    assertThatThrownBy(() -> below(kind))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("one page twice");
    assertThat(simulated.dingTalk.requests().count(endpoint)).isEqualTo(2);
  }

  @Test
  void drive_spaces_are_those_of_the_organisation_and_ones_own() throws Exception {
    simulated.clock.advance(Duration.ofSeconds(1));
    String id = world.addSpace("Team").id();
    List<Scope> spaces = below("Drive");
    assertThat(spaces).extracting(Scope::name).containsExactly("我的文件", "Team");
    assertThat(spaces.get(1).root().orElseThrow().id()).isEqualTo("drive/" + id);
  }

  @Test
  void what_an_organisation_refuses_to_tell_is_left_out() throws Exception {
    simulated.dingTalk.trouble().fail("drive.mySpaces", 1, 404, "InvalidAction.NotFound", "no");
    simulated.dingTalk.trouble().fail("mineWorkspaces", 1, 403, "permissionDenied", "no");
    assertThat(below("Drive")).isEmpty();
    assertThat(below("KnowledgeBase")).isEmpty();
  }

  @Test
  void a_missing_permission_is_named() {
    simulated.dingTalk.quirks().revoke(Permission.WIKI_WORKSPACE);
    assertFatal(() -> below("KnowledgeBase"), FatalException.Kind.PERMISSION)
        .hasMessageContaining("知识库读权限");
    simulated.dingTalk.quirks().revoke(Permission.DRIVE_SPACE);
    assertFatal(() -> below("Drive"), FatalException.Kind.PERMISSION)
        .hasMessageContaining("钉盘应用盘空间读权限");
  }

  @Test
  void a_refusal_to_list_at_all_ends_the_question() {
    simulated.dingTalk.trouble().fail("workspaces", 1, 403, "permissionDenied", "no");
    assertFatal(() -> below("KnowledgeBase"), FatalException.Kind.PERMISSION)
        .hasMessageContaining("list the knowledge bases");
  }

  @Test
  void every_permission_point_is_tried_with_one_call() throws Exception {
    world.addSpace("Files");
    world.addKnowledgeBase("Handbook");
    simulated.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
    simulated.dingTalk.quirks().revoke(Permission.STORAGE_DOWNLOAD);

    List<PermissionCheck> checks = simulated.source().permissions();

    assertThat(checks)
        .extracting(check -> check.scope() + " " + check.answer())
        .containsExactly(
            "qyapi_get_member GRANTED",
            "Drive.Space.Read GRANTED",
            "Storage.File.Read GRANTED",
            "Storage.DownloadInfo.Read MISSING",
            "Wiki.Workspace.Read GRANTED",
            "Wiki.Node.Read GRANTED",
            "Document.WorkspaceDocument.Read MISSING");
    assertThat(checks.get(6).name()).isEqualTo("知识库文档读权限");
    assertThat(simulated.calls.counted()).isEqualTo(6);
  }

  @Test
  void what_there_is_nothing_to_try_on_stays_unknown() throws Exception {
    assertThat(simulated.source().permissions())
        .filteredOn(check -> check.answer() == PermissionCheck.Answer.UNKNOWN)
        .extracting(PermissionCheck::scope)
        .containsExactly(
            "Storage.File.Read",
            "Storage.DownloadInfo.Read",
            "Wiki.Node.Read",
            "Document.WorkspaceDocument.Read");
  }

  @Test
  void an_uncertified_organisation_is_told_with_the_permissions() throws Exception {
    world.addSpace("Files").root().addFile("a.txt", "a");
    simulated.dingTalk.quirks().set(Quirk.CERTIFIED, false);
    assertThat(simulated.source().permissions())
        .filteredOn(check -> check.answer() == PermissionCheck.Answer.MISSING)
        .extracting(PermissionCheck::name)
        .containsExactly("企业认证");
  }

  private List<Scope> below(String kind) throws Exception {
    return simulated
        .source()
        .scopes(
            simulated.source().scopes(Optional.empty()).stream()
                .filter(scope -> scope.id().equals(kind))
                .findFirst());
  }
}
