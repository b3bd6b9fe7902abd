package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriveTest extends DingTalkTestCase {

  @Test
  void dates_come_in_the_form_that_is_chosen() throws Exception {
    DriveSpace space = world.addSpace("Team");
    Entry file = space.root().addFile("a.txt", "a");
    assertThat(dentry(file)).containsEntry("modifiedTime", "2026-03-06T08:33:28Z");
    dingTalk.quirks().storageDates(Quirks.StorageDates.ISO_MINUTES);
    assertThat(dentry(file)).containsEntry("modifiedTime", "2026-03-06T08:33Z");
    dingTalk.quirks().storageDates(Quirks.StorageDates.JAVA);
    assertThat(dentry(file)).containsEntry("modifiedTime", "Fri Mar 06 16:33:28 CST 2026");
  }

  @Test
  void list_all_may_write_times_in_a_form_of_its_own() throws Exception {
    DriveSpace space = world.addSpace("Team");
    Entry file = space.root().addFile("a.txt", "a");
    dingTalk.quirks().listAllDates(Quirks.StorageDates.JAVA);
    assertThat(dentry(file)).containsEntry("modifiedTime", "2026-03-06T08:33:28Z");
    assertThat(client.post(listAll(space), "{}").items("dentries").get(0))
        .containsEntry("modifiedTime", "Fri Mar 06 16:33:28 CST 2026");
  }

  @Test
  void the_last_page_says_so_in_the_form_that_is_chosen() throws Exception {
    Entry root = world.addSpace("Team").root();
    assertThat(client.list(root, "").body()).containsEntry("nextToken", "");
    dingTalk.quirks().lastPage(Quirks.LastPage.MISSING);
    assertThat(client.list(root, "").body()).doesNotContainKey("nextToken");
    dingTalk.quirks().lastPage(Quirks.LastPage.MINUS_ONE);
    assertThat(client.list(root, "").body()).containsEntry("nextToken", "-1");
  }

  @Test
  void an_empty_next_token_is_refused_unless_that_is_off() throws Exception {
    Entry root = world.addSpace("Team").root();
    client.list(root, "&nextToken=").hasCode(400, "paramError");
    dingTalk.quirks().set(Quirk.EMPTY_TOKEN_REFUSED, false);
    assertThat(client.list(root, "&nextToken=").status()).isEqualTo(200);
  }

  @Test
  void pages_hold_fifty_and_a_hundred_only_where_that_is_on() throws Exception {
    Entry root = world.addSpace("Team").root();
    for (int i = 0; i < 120; i++) {
      root.addFile(i + ".txt", "x");
    }
    assertThat(client.list(root, "").items("dentries")).hasSize(50);
    client.list(root, "&maxResults=51").hasCode(400, "paramError");
    dingTalk.quirks().set(Quirk.BIG_PAGES, true);
    assertThat(client.list(root, "&maxResults=100").items("dentries")).hasSize(100);
  }

  @Test
  void every_page_together_hold_every_file_once() throws Exception {
    Entry root = world.addSpace("Team").root();
    for (int i = 0; i < 107; i++) {
      root.addFile(i + ".txt", "x");
    }
    List<Object> names = new ArrayList<>();
    String more = "";
    do {
      var page = client.list(root, more);
      names.addAll(page.each("dentries", "name"));
      more = page.text("nextToken").isEmpty() ? "" : "&nextToken=" + page.text("nextToken");
    } while (!more.isEmpty());
    assertThat(names).hasSize(107).doesNotHaveDuplicates();
  }

  @Test
  void an_edit_makes_a_version_and_a_rename_does_not() throws Exception {
    Entry file = world.addSpace("Team").root().addFile("a.txt", "a");
    clock.advance(Duration.ofHours(1));
    file.rename("b.txt");
    assertThat(dentry(file))
        .containsEntry("name", "b.txt")
        .containsEntry("version", 1.0)
        .containsEntry("modifiedTime", "2026-03-06T08:33:28Z");
    file.edit("longer");
    assertThat(dentry(file))
        .containsEntry("size", 6.0)
        .containsEntry("version", 2.0)
        .containsEntry("modifiedTime", "2026-03-06T09:33:28Z");
  }

  @Test
  void a_deleted_file_is_told_as_deleted_and_a_purged_one_is_unknown() throws Exception {
    Entry root = world.addSpace("Team").root();
    Entry folder = root.addFolder("Folder");
    Entry file = folder.addFile("a.txt", "a");
    folder.delete();
    assertThat(client.list(root, "").items("dentries")).isEmpty();
    client.list(folder, "").hasCode(404, "dentryNotExist");
    assertThat(dentry(file)).containsEntry("status", "DELETED");
    client.downloadInfo(file).hasCode(404, "dentryNotExist");
    folder.restore();
    assertThat(dentry(file)).containsEntry("status", "NORMAL");
    file.purge();
    client.query(file).hasCode(404, "dentryNotExist");
  }

  @Test
  void a_folder_taken_away_leaves_the_listing_and_its_files_answer_403() throws Exception {
    Entry root = world.addSpace("Team").root();
    Entry folder = root.addFolder("Folder");
    Entry file = folder.addFile("a.txt", "a");
    folder.deny();
    assertThat(client.list(root, "").items("dentries")).isEmpty();
    client.list(folder, "").hasCode(403, "permissionDenied");
    client.query(file).hasCode(403, "permissionDenied");
    folder.allow();
    assertThat(client.list(folder, "").each("dentries", "name")).containsExactly("a.txt");
  }

  @Test
  void a_space_taken_away_leaves_the_list_of_spaces() throws Exception {
    DriveSpace space = world.addSpace("Team");
    space.deny();
    String path = "/v1.0/drive/spaces?spaceType=org&maxResults=50&unionId=";
    assertThat(client.get(path).items("spaces")).isEmpty();
    client.list(space.root(), "").hasCode(403, "permissionDenied");
  }

  @Test
  void a_moved_file_keeps_its_ids() throws Exception {
    Entry root = world.addSpace("Team").root();
    Entry folder = root.addFolder("Folder");
    Entry file = root.addFile("a.txt", "a");
    file.moveTo(folder);
    assertThat(client.list(folder, "").each("dentries", "id")).containsExactly(file.dentryId());
    assertThat(dentry(file)).containsEntry("path", "/Folder/a.txt");
  }

  @Test
  void online_documents_and_office_files_differ_by_their_driver() throws Exception {
    Entry root = world.addSpace("Team").root();
    Entry document = root.addDocument("Plan");
    Entry office = root.addFile("Plan.docx", new byte[] {1});
    assertThat(dentry(document))
        .containsEntry("storageDriver", "ALIDOC")
        .containsEntry("extension", "adoc");
    assertThat(dentry(office)).containsEntry("storageDriver", "DINGTALK");
    client.downloadInfo(document).hasCode(400, "operationNotSupported");
    dingTalk.quirks().onlineDownloadCode("dentryDownloadProtocolNotSupport");
    client.downloadInfo(document).hasCode(400, "dentryDownloadProtocolNotSupport");
    assertThat(client.downloadInfo(office).status()).isEqualTo(200);
  }

  @Test
  void the_category_is_sent_where_that_is_on() throws Exception {
    Entry file = world.addSpace("Team").root().addFile("a.pdf", "a");
    assertThat(dentry(file)).doesNotContainKey("category");
    dingTalk.quirks().set(Quirk.DENTRY_CATEGORY, true);
    assertThat(dentry(file)).containsEntry("category", "DOCUMENT");
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, 403, permissionDenied",
    "FORBIDDEN, 403, Forbidden.AccessDenied.AccessTokenPermissionDenied",
    "NOT_FOUND, 404, InvalidAction.NotFound",
    "UNSUPPORTED, 400, operationNotSupported"
  })
  void list_all_can_be_refused_while_folders_are_listed(
      Quirks.ListAll refusal, int status, String code) throws Exception {
    DriveSpace space = world.addSpace("Team");
    assertThat(client.post(listAll(space), "{}").items("dentries")).isEmpty();
    dingTalk.quirks().listAll(refusal);
    client.post(listAll(space), "{}").hasCode(status, code);
    assertThat(client.list(space.root(), "").status()).isEqualTo(200);
  }

  @Test
  void list_all_repeats_a_file_that_is_edited_meanwhile_and_newest_first_it_loses_it()
      throws Exception {
    DriveSpace space = world.addSpace("Team");
    Entry first = space.root().addFile("1.txt", "1");
    Entry second = space.root().addFile("2.txt", "2");
    Entry third = space.root().addFile("3.txt", "3");

    assertThat(shown(space, "ASC", () -> first.edit("edited")))
        .containsExactly("1.txt", "2.txt", "3.txt", "1.txt");
    assertThat(shown(space, "DESC", () -> third.edit("edited"))).containsExactly("1.txt", "2.txt");
    assertThat(second.version()).isEqualTo(1);
  }

  @Test
  void list_all_shows_what_happens_between_two_pages() throws Exception {
    DriveSpace space = world.addSpace("Team");
    Entry first = space.root().addFile("1.txt", "1");
    Entry second = space.root().addFile("2.txt", "2");
    Entry third = space.root().addFile("3.txt", "3");

    assertThat(shown(space, "ASC", second::delete)).containsExactly("1.txt", "3.txt");
    assertThat(shown(space, "ASC", second::restore)).containsExactly("1.txt", "2.txt", "3.txt");
    assertThat(shown(space, "ASC", third::deny)).containsExactly("1.txt", "2.txt");
    assertThat(shown(space, "DESC", () -> first.rename("new.txt")))
        .containsExactly("2.txt", "new.txt");
    assertThat(shown(space, "ASC", () -> space.root().addFile("4.txt", "4")))
        .containsExactly("new.txt", "2.txt", "4.txt");
  }

  /** The names on pages of one each, and a change after the first page. */
  private List<String> shown(DriveSpace space, String order, Runnable change) throws Exception {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ApiClient.Answer page =
          client.post(
              listAll(space),
              "{\"option\":{\"maxResults\":1,\"order\":\"" + order + "\"" + token + "}}");
      page.items("dentries").forEach(each -> names.add((String) each.get("name")));
      if (token.isEmpty()) {
        change.run();
      }
      String next = (String) page.body().get("nextToken");
      token = next.isEmpty() ? "" : ",\"nextToken\":\"" + next + "\"";
    } while (!token.isEmpty());
    return names;
  }

  private static String listAll(DriveSpace space) {
    return "/v1.0/storage/spaces/" + space.id() + "/dentries/listAll?unionId=";
  }

  @Test
  void a_size_can_be_shown_that_is_not_the_true_one() throws Exception {
    Entry file = world.addSpace("Team").root().addFile("a.txt", "a");
    file.showSize(99L);
    assertThat(dentry(file)).containsEntry("size", 99.0);
  }

  private Map<String, Object> dentry(Entry entry) throws Exception {
    return client.query(entry).item("dentry");
  }
}
