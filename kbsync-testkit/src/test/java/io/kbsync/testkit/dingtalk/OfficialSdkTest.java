package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.dingtalkdoc_1_0.models.DocBlocksQueryHeaders;
import com.aliyun.dingtalkdoc_1_0.models.DocBlocksQueryRequest;
import com.aliyun.dingtalkdoc_2_0.models.GetDentryIdByUuidHeaders;
import com.aliyun.dingtalkdoc_2_0.models.GetDentryIdByUuidRequest;
import com.aliyun.dingtalkdoc_2_0.models.GetUuidByDentryIdHeaders;
import com.aliyun.dingtalkdoc_2_0.models.GetUuidByDentryIdRequest;
import com.aliyun.dingtalkdrive_1_0.models.GetMySpaceInfoHeaders;
import com.aliyun.dingtalkdrive_1_0.models.GetMySpaceInfoRequest;
import com.aliyun.dingtalkdrive_1_0.models.ListSpacesHeaders;
import com.aliyun.dingtalkdrive_1_0.models.ListSpacesRequest;
import com.aliyun.dingtalkoauth2_1_0.models.GetAccessTokenRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetDentryHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetDentryRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoResponseBody.GetFileDownloadInfoResponseBodyHeaderSignatureInfo;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesRequest.ListAllDentriesRequestOption;
import com.aliyun.dingtalkstorage_1_0.models.ListDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListDentryVersionsHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListDentryVersionsRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetMineWorkspaceHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetMineWorkspaceRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeByUrlHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeByUrlRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetNodesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetNodesRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspaceHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspaceRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspacesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspacesRequest;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesRequest;
import com.aliyun.dingtalkwiki_2_0.models.ListWorkspacesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.ListWorkspacesRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DingTalk's own client finds the simulator in order. */
final class OfficialSdkTest {

  private final RuntimeOptions options = new RuntimeOptions();
  private DingTalkSimulator dingTalk;
  private String token;

  @BeforeEach
  void start() throws Exception {
    dingTalk = DingTalkSimulator.builder().start();
    token =
        new com.aliyun.dingtalkoauth2_1_0.Client(config())
            .getAccessToken(tokenRequest(dingTalk.clientSecret()))
            .getBody()
            .getAccessToken();
  }

  @AfterEach
  void stop() {
    dingTalk.close();
  }

  @Test
  void a_token_comes_with_its_lifetime_and_stays_the_same() throws Exception {
    var again =
        new com.aliyun.dingtalkoauth2_1_0.Client(config())
            .getAccessToken(tokenRequest(dingTalk.clientSecret()))
            .getBody();
    assertThat(again.getAccessToken()).isEqualTo(token);
    assertThat(again.getExpireIn()).isEqualTo(7200);
  }

  @Test
  void a_wrong_secret_is_a_400_with_its_code() {
    assertError(
        400,
        "invalidClientIdOrSecret",
        () ->
            new com.aliyun.dingtalkoauth2_1_0.Client(config())
                .getAccessToken(tokenRequest("wrong")));
  }

  @Test
  void drive_spaces_are_listed_and_ones_own_is_told() throws Exception {
    DriveSpace space = dingTalk.world().addSpace("Team");
    var headers = new ListSpacesHeaders();
    headers.xAcsDingtalkAccessToken = token;
    var body =
        new com.aliyun.dingtalkdrive_1_0.Client(config())
            .listSpacesWithOptions(
                new ListSpacesRequest()
                    .setUnionId(dingTalk.unionId())
                    .setSpaceType("org")
                    .setMaxResults(50),
                headers,
                options)
            .getBody();
    assertThat(body.getSpaces()).extracting(s -> s.getSpaceId()).containsExactly(space.id());
    assertThat(body.getSpaces().get(0).getSpaceName()).isEqualTo("Team");
    assertThat(body.getSpaces().get(0).getUsedQuota()).isPositive();
    assertThat(body.getNextToken()).isEmpty();

    var mineHeaders = new GetMySpaceInfoHeaders();
    mineHeaders.xAcsDingtalkAccessToken = token;
    var mine =
        new com.aliyun.dingtalkdrive_1_0.Client(config())
            .getMySpaceInfoWithOptions(
                new GetMySpaceInfoRequest().setUnionId(dingTalk.unionId()), mineHeaders, options)
            .getBody();
    assertThat(mine.getSpaceId()).isEqualTo(dingTalk.world().ownSpace().id());
  }

  @Test
  void dentries_come_page_by_page_with_all_their_fields() throws Exception {
    DriveSpace space = dingTalk.world().addSpace("Team");
    Entry folder = space.root().addFolder("Folder");
    for (int i = 0; i < 3; i++) {
      folder.addFile(i + ".txt", "text " + i);
    }
    var first = list(space.id(), folder.dentryId(), null, 2);
    var second = list(space.id(), folder.dentryId(), first.getNextToken(), 2);

    assertThat(first.getDentries()).extracting(d -> d.getName()).containsExactly("2.txt", "1.txt");
    assertThat(second.getDentries()).extracting(d -> d.getName()).containsExactly("0.txt");
    assertThat(second.getNextToken()).isEmpty();
    var dentry = second.getDentries().get(0);
    assertThat(dentry.getParentId()).isEqualTo(folder.dentryId());
    assertThat(dentry.getSpaceId()).isEqualTo(space.id());
    assertThat(dentry.getType()).isEqualTo("FILE");
    assertThat(dentry.getSize()).isEqualTo(6);
    assertThat(dentry.getVersion()).isEqualTo(1);
    assertThat(dentry.getStatus()).isEqualTo("NORMAL");
    assertThat(dentry.getExtension()).isEqualTo("txt");
    assertThat(dentry.getPath()).isEqualTo("/Folder/0.txt");
    assertThat(dentry.getStorageDriver()).isEqualTo("DINGTALK");
    assertThat(dentry.getUuid()).hasSize(32);
  }

  @Test
  void a_whole_space_is_listed_flat_and_oldest_first() throws Exception {
    DriveSpace space = dingTalk.world().addSpace("Team");
    Entry folder = space.root().addFolder("Folder");
    folder.addFile("a.txt", "a");
    var headers = new ListAllDentriesHeaders();
    headers.xAcsDingtalkAccessToken = token;
    var body =
        storage()
            .listAllDentriesWithOptions(
                space.id(),
                new ListAllDentriesRequest()
                    .setUnionId(dingTalk.unionId())
                    .setOption(
                        new ListAllDentriesRequestOption().setMaxResults(50).setOrder("ASC")),
                headers,
                options)
            .getBody();
    assertThat(body.getDentries()).extracting(d -> d.getName()).containsExactly("Folder", "a.txt");
  }

  @Test
  void one_dentry_several_dentries_and_versions_are_told() throws Exception {
    DriveSpace space = dingTalk.world().addSpace("Team");
    Entry file = space.root().addFile("a.txt", "one");
    file.edit("two, longer");
    var one = new GetDentryHeaders();
    one.xAcsDingtalkAccessToken = token;
    var dentry =
        storage()
            .getDentryWithOptions(
                space.id(),
                file.dentryId(),
                new GetDentryRequest().setUnionId(dingTalk.unionId()),
                one,
                options)
            .getBody()
            .getDentry();
    assertThat(dentry.getVersion()).isEqualTo(2);

    var several = new GetDentriesHeaders();
    several.xAcsDingtalkAccessToken = token;
    var items =
        storage()
            .getDentriesWithOptions(
                space.id(),
                new GetDentriesRequest()
                    .setUnionId(dingTalk.unionId())
                    .setDentryIds(List.of(file.dentryId(), "17")),
                several,
                options)
            .getBody()
            .getResultItems();
    assertThat(items).extracting(i -> i.getSuccess()).containsExactly(true, false);
    assertThat(items.get(1).getErrorCode()).isEqualTo("dentryNotExist");

    var history = new ListDentryVersionsHeaders();
    history.xAcsDingtalkAccessToken = token;
    var versions =
        storage()
            .listDentryVersionsWithOptions(
                space.id(),
                file.dentryId(),
                new ListDentryVersionsRequest().setUnionId(dingTalk.unionId()),
                history,
                options)
            .getBody()
            .getDentries();
    assertThat(versions).extracting(v -> v.getSize()).containsExactly(3L, 11L);
  }

  @Test
  void a_file_is_downloaded_with_the_headers_it_came_with() throws Exception {
    DriveSpace space = dingTalk.world().addSpace("Team");
    Entry file = space.root().addFile("a.txt", "你好");
    var info = downloadInfo(space.id(), file.dentryId());
    assertThat(info.getExpirationSeconds()).isEqualTo(900);
    assertThat(info.getResourceUrls()).hasSize(1);
    try (var http = new PlainHttp()) {
      var answer = http.get(info.getResourceUrls().get(0), info.getHeaders());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("你好".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void knowledge_bases_are_listed_with_the_role_where_asked() throws Exception {
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    base.setRole(Role.READER);
    var headers = new ListWorkspacesHeaders();
    headers.xAcsDingtalkAccessToken = token;
    var workspaces =
        wiki()
            .listWorkspacesWithOptions(
                new ListWorkspacesRequest()
                    .setOperatorId(dingTalk.unionId())
                    .setMaxResults(30)
                    .setWithPermissionRole(true),
                headers,
                options)
            .getBody()
            .getWorkspaces();
    assertThat(workspaces).extracting(w -> w.getWorkspaceId()).containsExactly(base.id());
    assertThat(workspaces.get(0).getRootNodeId()).isEqualTo(base.root().uuid());
    assertThat(workspaces.get(0).getType()).isEqualTo("TEAM");
    assertThat(workspaces.get(0).getPermissionRole()).isEqualTo("READER");
    assertThat(workspaces.get(0).getCreateTime()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ");
  }

  @Test
  void single_several_and_ones_own_knowledge_bases_are_told() throws Exception {
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    var one = new GetWorkspaceHeaders();
    one.xAcsDingtalkAccessToken = token;
    assertThat(
            wiki()
                .getWorkspaceWithOptions(
                    base.id(),
                    new GetWorkspaceRequest().setOperatorId(dingTalk.unionId()),
                    one,
                    options)
                .getBody()
                .getWorkspace()
                .getName())
        .isEqualTo("Handbook");
    var several = new GetWorkspacesHeaders();
    several.xAcsDingtalkAccessToken = token;
    assertThat(
            wiki()
                .getWorkspacesWithOptions(
                    new GetWorkspacesRequest()
                        .setOperatorId(dingTalk.unionId())
                        .setWorkspaceIds(List.of(base.id(), "nowhere")),
                    several,
                    options)
                .getBody()
                .getWorkspaces())
        .hasSize(1);
    var mine = new GetMineWorkspaceHeaders();
    mine.xAcsDingtalkAccessToken = token;
    assertThat(
            wiki()
                .getMineWorkspaceWithOptions(
                    new GetMineWorkspaceRequest().setOperatorId(dingTalk.unionId()), mine, options)
                .getBody()
                .getWorkspace()
                .getType())
        .isEqualTo("PERSONAL");
  }

  @Test
  void nodes_are_listed_with_pages_that_have_pages_below() throws Exception {
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    Entry page = base.root().addDocument("Welcome", Block.paragraph("Hello"));
    Entry child = page.addFile("map.pdf", "%PDF");
    var nodes = nodes(base.root().uuid());
    var below = nodes(page.uuid());

    assertThat(nodes).extracting(n -> n.getNodeId()).containsExactly(page.uuid());
    assertThat(nodes.get(0).getName()).isEqualTo("Welcome.adoc");
    assertThat(nodes.get(0).getType()).isEqualTo("FILE");
    assertThat(nodes.get(0).getCategory()).isEqualTo("ALIDOC");
    assertThat(nodes.get(0).getHasChildren()).isTrue();
    assertThat(nodes.get(0).getWorkspaceId()).isEqualTo(base.id());
    assertThat(below).extracting(n -> n.getNodeId()).containsExactly(child.uuid());
    assertThat(below.get(0).getCategory()).isEqualTo("DOCUMENT");
    assertThat(below.get(0).getExtension()).isEqualTo("pdf");
  }

  @Test
  void nodes_are_told_by_id_by_link_and_in_batches() throws Exception {
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    Entry page = base.root().addDocument("Welcome");
    var one = new GetNodeHeaders();
    one.xAcsDingtalkAccessToken = token;
    var node =
        wiki()
            .getNodeWithOptions(
                page.uuid(), new GetNodeRequest().setOperatorId(dingTalk.unionId()), one, options)
            .getBody()
            .getNode();
    assertThat(node.getNodeId()).isEqualTo(page.uuid());

    var byUrl = new GetNodeByUrlHeaders();
    byUrl.xAcsDingtalkAccessToken = token;
    assertThat(
            wiki()
                .getNodeByUrlWithOptions(
                    new GetNodeByUrlRequest()
                        .setOperatorId(dingTalk.unionId())
                        .setUrl(node.getUrl()),
                    byUrl,
                    options)
                .getBody()
                .getNode()
                .getNodeId())
        .isEqualTo(page.uuid());

    var batch = new GetNodesHeaders();
    batch.xAcsDingtalkAccessToken = token;
    assertThat(
            wiki()
                .getNodesWithOptions(
                    new GetNodesRequest()
                        .setOperatorId(dingTalk.unionId())
                        .setNodeIds(List.of(page.uuid(), "nowhere")),
                    batch,
                    options)
                .getBody()
                .getNodes())
        .hasSize(1);
  }

  @Test
  void a_file_of_a_knowledge_base_is_found_in_the_storage() throws Exception {
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    Entry file = base.root().addFile("map.pdf", "%PDF");
    var there = new GetDentryIdByUuidHeaders();
    there.xAcsDingtalkAccessToken = token;
    var ids =
        doc()
            .getDentryIdByUuidWithOptions(
                file.uuid(),
                new GetDentryIdByUuidRequest().setOperatorId(dingTalk.unionId()),
                there,
                options)
            .getBody();
    var back = new GetUuidByDentryIdHeaders();
    back.xAcsDingtalkAccessToken = token;
    var uuid =
        doc()
            .getUuidByDentryIdWithOptions(
                ids.getDentryId(),
                new GetUuidByDentryIdRequest()
                    .setOperatorId(dingTalk.unionId())
                    .setSpaceId(ids.getSpaceId()),
                back,
                options)
            .getBody();
    assertThat(uuid.getDentryUuid()).isEqualTo(file.uuid());
    assertThat(downloadInfo(ids.getSpaceId(), ids.getDentryId()).getHeaders())
        .containsKeys("Authorization", "x-oss-date");
  }

  @Test
  void blocks_of_a_document_are_read() throws Exception {
    Entry page =
        dingTalk
            .world()
            .addKnowledgeBase("Handbook")
            .root()
            .addDocument(
                "Welcome",
                Block.heading(2, "Title"),
                Block.paragraph("Text"),
                Block.bullet("Dot"),
                Block.numbered("One"),
                Block.table(List.of(List.of("a", "b"))),
                new Block.Unknown("picture"));
    var headers = new DocBlocksQueryHeaders();
    headers.xAcsDingtalkAccessToken = token;
    var body =
        new com.aliyun.dingtalkdoc_1_0.Client(config())
            .docBlocksQueryWithOptions(
                page.uuid(),
                new DocBlocksQueryRequest().setOperatorId(dingTalk.unionId()),
                headers,
                options)
            .getBody();
    assertThat(body.getSuccess()).isTrue();
    List<?> data = body.getResult().getData();
    assertThat(data.stream().map(block -> ((Map<?, ?>) block).get("blockType")).toList())
        .isEqualTo(
            List.of("heading", "paragraph", "unorderedList", "orderedList", "table", "Undefined"));
    assertThat(((Map<?, ?>) data.get(0)).get("heading"))
        .isEqualTo(Map.of("level", "heading-2", "text", "Title"));
    assertThat(((Map<?, ?>) data.get(4)).get("table"))
        .isEqualTo(Map.of("cells", List.of(List.of("a", "b"))));
  }

  @Test
  void errors_keep_their_status_code_and_required_scopes() {
    dingTalk.quirks().revoke(Permission.WIKI_NODE);
    KnowledgeBase base = dingTalk.world().addKnowledgeBase("Handbook");
    TeaException denied =
        assertError(
            403,
            "Forbidden.AccessDenied.AccessTokenPermissionDenied",
            () -> nodes(base.root().uuid()));
    assertThat(denied.getAccessDeniedDetail())
        .isEqualTo(Map.of("requiredScopes", List.of("Wiki.Node.Read")));

    dingTalk.quirks().grant(Permission.WIKI_NODE);
    assertError(404, "parentNodeNotExist", () -> nodes("nowhere"));
    assertError(404, "spaceNotExist", () -> list("1", "0", null, 50));
    dingTalk.trouble().throttle("nodes", 1);
    assertError(
        403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", () -> nodes(base.root().uuid()));
    dingTalk.invalidateTokens();
    assertError(400, "InvalidAuthentication", () -> nodes(base.root().uuid()));
  }

  private static TeaException assertError(
      int status, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    TeaException[] caught = new TeaException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TeaException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(code);
              assertThat(e.getStatusCode()).isEqualTo(status);
              caught[0] = e;
            });
    return caught[0];
  }

  private com.aliyun.dingtalkstorage_1_0.models.ListDentriesResponseBody list(
      String spaceId, String parentId, String nextToken, int maxResults) throws Exception {
    var headers = new ListDentriesHeaders();
    headers.xAcsDingtalkAccessToken = token;
    return storage()
        .listDentriesWithOptions(
            spaceId,
            new ListDentriesRequest()
                .setUnionId(dingTalk.unionId())
                .setParentId(parentId)
                .setNextToken(nextToken)
                .setMaxResults(maxResults),
            headers,
            options)
        .getBody();
  }

  private List<com.aliyun.dingtalkwiki_2_0.models.ListNodesResponseBody.ListNodesResponseBodyNodes>
      nodes(String parentNodeId) throws Exception {
    var headers = new ListNodesHeaders();
    headers.xAcsDingtalkAccessToken = token;
    return wiki()
        .listNodesWithOptions(
            new ListNodesRequest()
                .setOperatorId(dingTalk.unionId())
                .setParentNodeId(parentNodeId)
                .setMaxResults(50),
            headers,
            options)
        .getBody()
        .getNodes();
  }

  private GetFileDownloadInfoResponseBodyHeaderSignatureInfo downloadInfo(
      String spaceId, String dentryId) throws Exception {
    var headers = new GetFileDownloadInfoHeaders();
    headers.xAcsDingtalkAccessToken = token;
    return storage()
        .getFileDownloadInfoWithOptions(
            spaceId,
            dentryId,
            new GetFileDownloadInfoRequest().setUnionId(dingTalk.unionId()),
            headers,
            options)
        .getBody()
        .getHeaderSignatureInfo();
  }

  private GetAccessTokenRequest tokenRequest(String secret) {
    return new GetAccessTokenRequest().setAppKey(dingTalk.clientId()).setAppSecret(secret);
  }

  private com.aliyun.dingtalkstorage_1_0.Client storage() throws Exception {
    return new com.aliyun.dingtalkstorage_1_0.Client(config());
  }

  private com.aliyun.dingtalkwiki_2_0.Client wiki() throws Exception {
    return new com.aliyun.dingtalkwiki_2_0.Client(config());
  }

  private com.aliyun.dingtalkdoc_2_0.Client doc() throws Exception {
    return new com.aliyun.dingtalkdoc_2_0.Client(config());
  }

  private Config config() {
    Config config = new Config();
    config.protocol = "http";
    config.regionId = "central";
    config.endpoint = dingTalk.apiUrl().substring("http://".length());
    return config;
  }
}
