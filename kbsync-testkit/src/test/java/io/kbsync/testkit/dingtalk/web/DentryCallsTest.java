package io.kbsync.testkit.dingtalk.web;

import static io.kbsync.testkit.dingtalk.web.DocsClient.at;
import static io.kbsync.testkit.dingtalk.web.DocsClient.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.dingtalk.Role;
import io.kbsync.testkit.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DentryCallsTest extends DocsTestCase {

  @BeforeEach
  void logIn() throws Exception {
    client.logIn(web.user(), false);
  }

  @Test
  void nodes_are_told_with_what_their_content_is_asked_by() throws Exception {
    Entry page = base.root().addDocument("欢迎");
    page.addFile("附件.pdf", "%PDF-1.4");
    assertThat(info(page))
        .containsEntry("name", "欢迎.adoc")
        .containsEntry("extension", "adoc")
        .containsEntry("contentType", "alidoc")
        .containsEntry("dentryType", "file")
        .containsEntry("spaceId", base.id())
        .containsEntry("hasChildren", true)
        .containsKeys("dentryKey", "docKey", "updatedTime");
    Map<String, Object> link = info(base.root().addShortcut(page));
    assertThat(link).containsEntry("contentType", "link").containsEntry("extension", "dlink");
    assertThat(at(link, "linkSourceInfo", "extension")).isEqualTo("adoc");
  }

  @Test
  void children_come_in_pages_and_the_last_one_has_a_mark_too() throws Exception {
    for (int i = 0; i < 5; i++) {
      base.root().addFile("file" + i + ".txt", "x");
    }
    String path = "/box/api/v2/dentry/list?pageSize=2&dentryUuid=" + base.root().uuid();
    List<Object> names = new ArrayList<>();
    Map<String, Object> page = data(client.get(path, Map.of()));
    while (true) {
      for (Object child : (List<?>) at(page, "children")) {
        names.add(at(child, "name"));
      }
      assertThat(page).containsKey("loadMoreId");
      if (page.get("hasMore").equals(false)) {
        break;
      }
      page = data(client.get(path + "&loadMoreId=" + page.get("loadMoreId"), Map.of()));
    }
    assertThat(names)
        .containsExactly("file0.txt", "file1.txt", "file2.txt", "file3.txt", "file4.txt");
  }

  @Test
  void the_guard_says_what_must_not_be_downloaded() throws Exception {
    Entry file = base.root().addFile("a.txt", "x");
    assertThat(isBlocked(file)).isEqualTo(false);
    web.quirks().block(file.uuid());
    assertThat(isBlocked(file)).isEqualTo(true);
    web.quirks().unblock(file.uuid());
    base.setRole(Role.READER);
    assertThat(isBlocked(file)).isEqualTo(true);
    assertThat(client.get(download(file), Map.of())).containsEntry("isSuccess", false);
  }

  @Test
  void another_organisation_sees_nothing_and_a_colleague_sees_the_same() throws Exception {
    Entry file = base.root().addFile("a.txt", "x");
    client.logIn(web.colleague(), false);
    assertThat(info(file)).containsEntry("name", "a.txt");
    client.logIn(web.stranger(), false);
    assertThat(client.get("/box/api/v2/dentry/info?dentryUuid=" + file.uuid(), Map.of()))
        .containsEntry("isSuccess", false)
        .containsEntry("message", "暂无权限访问");
  }

  @Test
  void uploaded_files_come_through_a_plain_link_that_expires() throws Exception {
    Entry file = base.root().addFile("说明.txt", "请看");
    String link = link(file);
    var downloaded = client.fetch(link, Map.of());
    assertThat(downloaded.body()).asString().isEqualTo("请看");
    assertThat(downloaded.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename*=UTF-8''%E8%AF%B4");
    assertThat(client.fetch(link, Map.of("Origin", dingTalk.docsUrl())).statusCode())
        .isEqualTo(403);
    assertThat(client.fetch(link.replace("Signature=", "Signature=0"), Map.of()).statusCode())
        .isEqualTo(403);
    clock.advance(Duration.ofMinutes(15));
    assertThat(client.fetch(link, Map.of()).statusCode()).isEqualTo(403);
    assertThat(client.get(download(base.root().addDocument("页")), Map.of()))
        .containsEntry("isSuccess", false);
  }

  @Test
  void calls_are_throttled_by_their_names() throws Exception {
    dingTalk.faults().on("web.dentryInfo").next(1).inject(Fault.status(429));
    String path = "/box/api/v2/dentry/info?dentryUuid=" + base.root().uuid();
    assertThat(client.send("GET", dingTalk.docsUrl() + path, Map.of()).statusCode()).isEqualTo(429);
    assertThat(data(client.get(path, Map.of()))).containsEntry("dentryType", "folder");
    assertThat(dingTalk.callsCounted()).isZero();
  }

  @Test
  void a_space_leads_to_its_root() throws Exception {
    assertThat(data(client.get("/box/api/v1/space/info?id=" + base.id(), Map.of())))
        .containsEntry("rootDentryUuid", base.root().uuid());
  }

  private Object isBlocked(Entry entry) throws Exception {
    return data(client.post(
            "/box/api/v1/dentry/operationGuard",
            Map.of(),
            Map.of(
                "operationType",
                "DOWNLOAD",
                "resourceType",
                0,
                "resourceIdList",
                List.of(entry.uuid()))))
        .get("isBlocked");
  }

  private String link(Entry file) throws Exception {
    return String.valueOf(
        at(data(client.get(download(file), Map.of())), "ossUrlPreSignatureInfo", "preSignUrls", 0));
  }

  private static String download(Entry file) {
    return "/box/api/v2/file/download?dentryUuid="
        + file.uuid()
        + "&supportDownloadTypes=URL_PRE_SIGNATURE,HTTP_TO_CENTER"
        + "&downloadType=URL_PRE_SIGNATURE";
  }
}
