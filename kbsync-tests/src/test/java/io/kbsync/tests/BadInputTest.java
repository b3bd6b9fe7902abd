package io.kbsync.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException.Kind;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.report.ExitCode;
import io.kbsync.core.report.SyncReport;
import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Permission;
import io.kbsync.testkit.dingtalk.Quirk;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the servers refuse: the message says what to mend, and nothing stored is lost. */
class BadInputTest {

  private static final String FOREIGN = "c3bf8d5c56f511f0a3d700163e0c2b1a";

  @TempDir Path folder;

  private Playground play;
  private Entry team;
  private Map<String, String> before;

  @BeforeEach
  void aSyncedJob() throws Exception {
    start(RagflowVersion.V0_27);
  }

  private void start(RagflowVersion version) throws Exception {
    play =
        new Playground(
            folder,
            RagflowSimulator.builder()
                .version(version)
                .apiKey(RagflowSimulator.API_KEY)
                .dataset(RagflowSimulator.DATASET, "test")
                .dataset(FOREIGN, "theirs", "0123456789abcdef0123456789abcdef"));
    team = play.dingTalk.world().addSpace("Team").root();
    team.addFile("rules.md", "Rules.");
    play.dingTalk.world().addKnowledgeBase("Handbook").root().addFile("page.md", "A page.");
    play.runWell();
    before = play.found();
    assertThat(before).hasSize(1);
  }

  @AfterEach
  void nothingWasLost() {
    assertThat(play.found()).containsAllEntriesOf(before);
    play.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_dataset_of_somebody_else_is_told_from_a_wrong_key(RagflowVersion version)
      throws Exception {
    play.close();
    start(version);

    SyncReport.Fatal end = play.set("ragflowDatasetId", FOREIGN).refusal();

    assertThat(end.kind()).isEqualTo(Kind.REFUSED_VALUE);
    assertThat(end.message()).contains("ragflowDatasetId", FOREIGN, "id=");
    assertThat(play.ragflow.dataset(FOREIGN).size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void an_api_key_that_is_over_is_told_as_such(RagflowVersion version) throws Exception {
    play.close();
    start(version);

    SyncReport.Fatal end =
        play.set("ragflowApiKey", "Bearer ragflow-0000YzBlNTZmNTExZjA4YTNkNzAwMTY").refusal();

    assertThat(end.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(end.message()).contains("ragflowApiKey", "Bearer").doesNotContain("0000YzBl");
  }

  @ParameterizedTest
  @ValueSource(ints = {60121, 33012, 40003, 46004})
  void a_user_who_does_not_exist_is_named(int code) throws Exception {
    play.dingTalk.quirks().unknownUserCode(code);

    SyncReport.Fatal end = play.set("dingDingUserId", "012999999999").refusal();

    assertThat(end.kind()).isEqualTo(Kind.REFUSED_VALUE);
    assertThat(end.message()).contains("012999999999", "dingDingUserId");
  }

  @Test
  void a_wrong_client_secret_is_told_without_repeating_it() throws Exception {
    SyncReport.Fatal end = play.set("dingDingClientSecret", "not-the-secret-at-all").refusal();

    assertThat(end.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(end.message())
        .contains("dingDingClientId", "dingDingClientSecret")
        .doesNotContain("not-the-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "MEMBER, Drive, 成员信息读权限, false",
    "DRIVE_SPACE, Drive, 钉盘应用盘空间读权限, false",
    "STORAGE_FILE, Drive, 企业存储文件读权限, true",
    "STORAGE_DOWNLOAD, Drive, 企业存储文件下载信息读权限, false",
    "WIKI_WORKSPACE, KnowledgeBase, 知识库读权限, true",
    "WIKI_NODE, KnowledgeBase, 知识库节点读权限, false"
  })
  void a_permission_that_the_application_lacks_is_named(
      Permission permission, String source, String consoleName, boolean newWords) throws Exception {
    team.addFile("new.md", "New.");
    play.dingTalk.quirks().revoke(permission).set(Quirk.NEW_PERMISSION_MESSAGE, newWords);

    SyncReport.Fatal end = play.set("dingDingSource", source).refusal();

    assertThat(end.kind()).isEqualTo(Kind.PERMISSION);
    assertThat(end.message()).contains(consoleName, permission.scope(), "权限管理");
  }

  @Test
  void without_the_seventh_permission_files_of_knowledge_bases_are_told_one_by_one()
      throws Exception {
    play.dingTalk.quirks().revoke(Permission.WORKSPACE_DOCUMENT);

    SyncReport report =
        play.set("dingDingSource", "KnowledgeBase").set("dingDingLogin", "auto").run();

    assertThat(report.loginNeeded().entries())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.path()).isEqualTo("Handbook/page.md");
              assertThat(note.reason()).contains("Document.WorkspaceDocument.Read");
            });
    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.BLOCKED);
  }

  @Test
  void an_organisation_without_certification_is_told_to_get_one() throws Exception {
    team.addFile("new.md", "New.");
    play.dingTalk.quirks().set(Quirk.CERTIFIED, false);

    SyncReport.Fatal end = play.refusal();

    assertThat(end.kind()).isEqualTo(Kind.PERMISSION);
    assertThat(end.message()).contains("企业认证", "orgAuthLevelNotEnough");
  }

  @Test
  void two_broken_lists_are_told_at_once_before_any_call() {
    play.afterwards();
    play.set("whiteList", "re(ports").set("blackList", "[a-");

    assertThatThrownBy(() -> play.run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("whiteList", "re(ports", "blackList", "[a-");
    assertThat(play.dingTalk.requests().total()).isZero();
    assertThat(play.ragflow.requests().total()).isZero();
  }

  @Test
  void a_space_with_no_files_says_so() throws Exception {
    play.dingTalk.world().addSpace("Empty");

    SyncReport report = play.set("dingDingRoot", "Empty").run();

    assertThat(ExitCode.of(report)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(report.counts().listed()).isZero();
    assertThat(report.warnings()).singleElement().asString().contains("no files", "Empty", "read");
  }
}
