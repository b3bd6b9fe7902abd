package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class WikiTest extends DingTalkTestCase {

  private static final String WORKSPACES =
      "/v2.0/wiki/workspaces?withPermissionRole=true&operatorId=";

  @Test
  void a_page_repeats_a_node_where_that_is_on() throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    root.addFile("a.txt", "a");
    root.addFile("b.txt", "b");
    assertThat(client.nodes(root, "").each("nodes", "name")).containsExactly("a.txt", "b.txt");
    dingTalk.quirks().set(Quirk.REPEATED_NODES, true);
    assertThat(client.nodes(root, "").each("nodes", "name"))
        .containsExactly("a.txt", "b.txt", "a.txt");
  }

  @Test
  void times_of_nodes_have_minutes_and_timestamps_may_be_missing() throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    Entry file = root.addFile("a.txt", "a");
    assertThat(node(file))
        .containsEntry("modifiedTime", "2026-03-06T08:33Z")
        .containsEntry("modifiedTimestamp", (double) file.modifiedAt().toEpochMilli());
    dingTalk.quirks().set(Quirk.NODE_TIMESTAMPS, false);
    assertThat(node(file)).doesNotContainKeys("modifiedTimestamp", "createTimestamp");
  }

  @Test
  void two_edits_at_one_instant_have_two_timestamps() throws Exception {
    Entry file = world.addKnowledgeBase("Handbook").root().addFile("a.txt", "a");
    Object before = node(file).get("modifiedTimestamp");
    file.edit("b");
    assertThat(node(file).get("modifiedTimestamp")).isNotEqualTo(before);
  }

  @Test
  void an_edit_can_go_unnoticed_by_listings() throws Exception {
    Entry page = world.addKnowledgeBase("Handbook").root().addDocument("Page");
    var before = node(page);
    page.editUnnoticed(Content.of(Block.paragraph("new")));
    assertThat(node(page)).isEqualTo(before);
    var blocks = client.get("/v1.0/doc/suites/documents/" + page.uuid() + "/blocks?operatorId=");
    assertThat(blocks.item("result").toString()).contains("new");
  }

  @Test
  void a_shortcut_to_a_folder_lists_nothing() throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    Entry folder = root.addFolder("Folder");
    folder.addFile("a.txt", "a");
    Entry shortcut = root.addShortcut(folder);
    assertThat(node(shortcut))
        .containsEntry("type", "FOLDER")
        .containsEntry("extension", "dlink")
        .containsEntry("hasChildren", false);
    assertThat(client.nodes(shortcut, "").items("nodes")).isEmpty();
    assertThat(node(folder)).containsEntry("hasChildren", true);
  }

  @Test
  void the_personal_base_is_in_the_list_only_where_that_is_on() throws Exception {
    assertThat(client.get(WORKSPACES).items("workspaces")).isEmpty();
    dingTalk.quirks().set(Quirk.PERSONAL_LISTED, true);
    assertThat(client.get(WORKSPACES).each("workspaces", "type")).containsExactly("PERSONAL");
    assertThat(client.get("/v2.0/wiki/mineWorkspaces?operatorId=").item("workspace"))
        .containsEntry("type", "PERSONAL")
        .containsEntry("workspaceId", world.ownKnowledgeBase().id());
  }

  @Test
  void a_single_base_may_not_be_there_to_be_asked_for() throws Exception {
    KnowledgeBase base = world.addKnowledgeBase("Handbook");
    dingTalk.quirks().set(Quirk.WORKSPACE_GET, false);
    client
        .get("/v2.0/wiki/workspaces/" + base.id() + "?operatorId=")
        .hasCode(404, "workspaceNotExist");
  }

  @Test
  void a_role_that_changes_hides_the_base_or_its_downloads() throws Exception {
    KnowledgeBase base = world.addKnowledgeBase("Handbook");
    Entry file = base.root().addFile("a.txt", "a");
    base.setRole(Role.DOWNLOADER);
    assertThat(client.downloadInfo(file).status()).isEqualTo(200);
    base.setRole(Role.READER);
    client.downloadInfo(file).hasCode(403, "permissionDenied");
    assertThat(client.nodes(base.root(), "").items("nodes")).hasSize(1);
    assertThat(client.get(WORKSPACES).each("workspaces", "permissionRole"))
        .containsExactly("READER");
    base.setRole(Role.NONE);
    assertThat(client.get(WORKSPACES).items("workspaces")).isEmpty();
    client.nodes(base.root(), "").hasCode(403, "permissionDenied");
  }

  @Test
  void a_deleted_page_is_unknown_to_every_call() throws Exception {
    KnowledgeBase base = world.addKnowledgeBase("Handbook");
    Entry page = base.root().addDocument("Page");
    Entry child = page.addDocument("Child");
    page.delete();
    client.get("/v2.0/wiki/nodes/" + child.uuid() + "?operatorId=").hasCode(404, "nodeNotExist");
    client.nodes(page, "").hasCode(404, "parentNodeNotExist");
    client
        .get("/v2.0/doc/dentries/" + page.uuid() + "/queryDentryId?operatorId=")
        .hasCode(404, "documentNotExist");
    client
        .get("/v1.0/doc/suites/documents/" + page.uuid() + "/blocks?operatorId=")
        .hasCode(404, "docNotExist");
  }

  @Test
  void ids_of_nodes_are_told_apart_by_case() throws Exception {
    Entry page = world.addKnowledgeBase("Handbook").root().addDocument("Page");
    String other = page.uuid().chars().mapToObj(c -> swap((char) c)).reduce("", String::concat);
    client.get("/v2.0/wiki/nodes/" + other + "?operatorId=").hasCode(404, "nodeNotExist");
  }

  @Test
  void a_page_moves_between_bases_and_keeps_its_id() throws Exception {
    Entry page = world.addKnowledgeBase("One").root().addDocument("Page");
    KnowledgeBase two = world.addKnowledgeBase("Two");
    page.moveTo(two.root());
    assertThat(client.nodes(two.root(), "").each("nodes", "nodeId")).containsExactly(page.uuid());
    assertThat(node(page)).containsEntry("workspaceId", two.id());
  }

  @Test
  void blocks_are_cut_by_index_and_only_text_has_them() throws Exception {
    Entry root = world.addKnowledgeBase("Handbook").root();
    Entry page =
        root.addDocument("P", Block.paragraph("0"), Block.paragraph("1"), Block.paragraph("2"));
    String blocks = "/v1.0/doc/suites/documents/%s/blocks?startIndex=1&endIndex=1&operatorId=";
    assertThat(client.get(blocks.formatted(page.uuid())).item("result").toString())
        .contains("text=1")
        .doesNotContain("text=0", "text=2");
    client
        .get(blocks.formatted(root.addOnline(OnlineKind.AMIND, "Map").uuid()))
        .hasCode(400, "invalidRequest.inputArgs.invalid");
  }

  @Test
  void a_permission_point_that_is_missing_is_named_in_either_form() throws Exception {
    Entry page = world.addKnowledgeBase("Handbook").root().addDocument("Page");
    String path = "/v2.0/doc/dentries/" + page.uuid() + "/queryDentryId?operatorId=";
    dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);
    var older = client.get(path);
    older.hasCode(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied");
    assertThat(older.item("accessdenieddetail").get("requiredScopes").toString())
        .isEqualTo("[Document.WorkspaceDocument.Read]");
    dingTalk.quirks().set(Quirk.NEW_PERMISSION_MESSAGE, true);
    assertThat(client.get(path).text("message"))
        .startsWith("应用尚未开通所需的权限：[Document.WorkspaceDocument.Read]");
    dingTalk.quirks().grant(Permission.WORKSPACE_DOCUMENT);
    assertThat(client.get(path).text("dentryId")).isEqualTo(page.dentryId());
  }

  private Map<String, Object> node(Entry entry) throws Exception {
    return client.get("/v2.0/wiki/nodes/" + entry.uuid() + "?operatorId=").item("node");
  }

  private static String swap(char c) {
    return String.valueOf(
        Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
  }
}
