package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DownloadTest extends DingTalkTestCase {

  @Test
  void a_link_works_with_exactly_its_headers() throws Exception {
    Link link = link(file("0123456789"));
    assertThat(client.http().get(link.url, link.headers).text()).isEqualTo("0123456789");

    Map<String, String> wrong = new HashMap<>(link.headers);
    wrong.put("x-oss-date", "Fri, 06 Mar 2026 08:33:29 GMT");
    assertRefused(client.http().get(link.url, wrong), 403, "SignatureDoesNotMatch");
    assertRefused(client.http().get(link.url, Map.of()), 403, "SignatureDoesNotMatch");
  }

  @Test
  void a_content_type_or_a_dingtalk_token_has_no_place_at_the_storage() throws Exception {
    Link link = link(file("text"));
    assertRefused(
        client.http().get(link.url, link.with("Content-Type", "application/json")),
        403,
        "SignatureDoesNotMatch");
    assertRefused(
        client.http().get(link.url, link.with("x-acs-dingtalk-access-token", client.token())),
        400,
        "InvalidArgument");
  }

  @Test
  void links_expire_by_the_clock_and_on_demand() throws Exception {
    Entry file = file("text");
    Link link = link(file);
    clock.advance(Duration.ofMinutes(15));
    assertRefused(client.http().get(link.url, link.headers), 403, "AccessDenied");
    Link fresh = link(file);
    assertThat(client.http().get(fresh.url, fresh.headers).status()).isEqualTo(200);
    dingTalk.expireLinks();
    assertRefused(client.http().get(fresh.url, fresh.headers), 403, "AccessDenied");
  }

  @Test
  void a_part_can_be_asked_for() throws Exception {
    Link link = link(file("0123456789"));
    var part = client.http().get(link.url, link.with("Range", "bytes=2-4"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("234");
    assertThat(part.headers()).containsEntry("Content-Range", "bytes 2-4/10");
    assertThat(client.http().get(link.url, link.with("Range", "bytes=7-")).text()).isEqualTo("789");
    assertThat(client.http().get(link.url, link.with("Range", "bytes=-2")).text()).isEqualTo("89");
    assertRefused(
        client.http().get(link.url, link.with("Range", "bytes=10-")), 416, "InvalidRange");
  }

  @Test
  void a_link_brings_the_content_of_the_moment_it_was_made() throws Exception {
    Entry file = file("before");
    Link link = link(file);
    file.edit("after");
    assertThat(client.http().get(link.url, link.headers).text()).isEqualTo("before");
    Link latest = link(file);
    assertThat(client.http().get(latest.url, latest.headers).text()).isEqualTo("after");
    Link first = link(infoOfVersion(file, 1));
    assertThat(client.http().get(first.url, first.headers).text()).isEqualTo("before");
  }

  @Test
  void an_organisation_without_certification_lists_and_does_not_download() throws Exception {
    Entry file = file("text");
    dingTalk.quirks().set(Quirk.CERTIFIED, false);
    client.downloadInfo(file).hasCode(403, "orgAuthLevelNotEnough");
    assertThat(client.query(file).status()).isEqualTo(200);
  }

  private Entry file(String text) {
    return world.addSpace("Team").root().addFile("a.txt", text);
  }

  private ApiClient.Answer infoOfVersion(Entry file, int version) throws Exception {
    return client.post(
        "/v1.0/storage/spaces/%s/dentries/%s/downloadInfos/query?unionId="
            .formatted(file.spaceId(), file.dentryId()),
        "{\"option\":{\"version\":" + version + "}}");
  }

  private Link link(Entry file) throws Exception {
    return link(client.downloadInfo(file));
  }

  @SuppressWarnings("unchecked")
  private static Link link(ApiClient.Answer info) {
    Map<String, Object> signature = info.item("headerSignatureInfo");
    return new Link(
        ((List<String>) signature.get("resourceUrls")).get(0),
        (Map<String, String>) signature.get("headers"));
  }

  private static void assertRefused(PlainHttp.Answer answer, int status, String code) {
    assertThat(answer.text()).contains("<Code>" + code + "</Code>");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/xml");
  }

  private record Link(String url, Map<String, String> headers) {
    Map<String, String> with(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return more;
    }
  }
}
