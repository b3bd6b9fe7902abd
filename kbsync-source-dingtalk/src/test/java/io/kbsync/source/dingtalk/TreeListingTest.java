package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Revision;
import io.kbsync.api.source.Root;
import io.kbsync.source.dingtalk.FolderReader.Children;
import io.kbsync.source.dingtalk.Simulated.Tree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeListingTest {

  private final Script reader = new Script();
  private final List<String> asked = new ArrayList<>();
  private final TreeListing listing =
      new TreeListing(
          new Root("drive/1", "Files"),
          reader,
          folder -> {
            asked.add(folder.id());
            return !folder.id().equals("unwanted");
          });

  @Test
  void folders_are_read_breadth_first_and_only_those_that_are_wanted() throws Exception {
    reader.answers(page(null, List.of(file("1")), folder("a"), folder("unwanted"), folder("b")));
    reader.answers(page(null, List.of(file("2")), folder("c")));
    reader.answers(page(null, List.of(file("3"))));
    reader.answers(page(null, List.of()));

    Tree tree = Tree.of(listing);

    assertThat(reader.read).containsExactly("root", "a", "b", "c");
    assertThat(asked).containsExactly("a", "unwanted", "b", "c");
    assertThat(tree.names()).containsExactly("1", "2", "3");
    assertThat(tree.gaps()).isEmpty();
  }

  @Test
  void repeated_files_and_folders_are_reported_once() throws Exception {
    reader.answers(page("next", List.of(file("1")), folder("a")));
    reader.answers(page(null, List.of(file("1"), file("2")), folder("a")));
    reader.answers(page(null, List.of()));

    Tree tree = Tree.of(listing);

    assertThat(reader.read).containsExactly("root", "root@next", "a");
    assertThat(tree.names()).containsExactly("1", "2");
    assertThat(tree.folders()).hasSize(1);
  }

  @Test
  void after_an_exception_the_listing_goes_on_where_it_failed() throws Exception {
    reader.answers(page("next", List.of(file("1"))));
    reader.fails(new RetriableException("later", null));
    reader.answers(page(null, List.of(file("2"))));

    assertThat(listing.next()).isPresent();
    assertThatThrownBy(listing::next).isInstanceOf(RetriableException.class);
    assertThat(Tree.of(listing).names()).containsExactly("2");
    assertThat(reader.read).containsExactly("root", "root@next", "root@next");
  }

  @Test
  void a_folder_that_may_not_be_read_is_a_gap_and_the_walk_goes_on() throws Exception {
    reader.answers(page(null, List.of(), folder("denied"), folder("gone"), folder("good")));
    reader.refuses(403, "permissionDenied");
    reader.refuses(404, "dentryNotExist");
    reader.answers(page(null, List.of(file("1"))));

    Tree tree = Tree.of(listing);

    assertThat(tree.names()).containsExactly("1");
    assertThat(tree.gaps()).extracting(gap -> gap.folder()).containsExactly("denied", "gone");
    assertThat(tree.gaps().get(0).reason()).contains("'denied'").contains("may not read");
    assertThat(tree.gaps().get(1).reason()).contains("no longer there");
  }

  @Test
  void an_expired_page_token_starts_the_folder_again() throws Exception {
    reader.answers(page("next", List.of(file("1"))));
    reader.refuses(400, "paramError");
    reader.answers(page("other", List.of(file("1"))));
    reader.answers(page(null, List.of(file("2"))));

    Tree tree = Tree.of(listing);

    assertThat(reader.read).containsExactly("root", "root@next", "root", "root@other");
    assertThat(tree.names()).containsExactly("1", "2");
  }

  @Test
  void a_folder_whose_pages_never_turn_is_a_gap_in_the_end() throws Exception {
    for (int i = 0; i < 4; i++) {
      reader.answers(page("next", List.of(file("1"))));
      reader.refuses(400, "paramError");
    }
    Tree tree = Tree.of(listing);
    assertThat(tree.names()).containsExactly("1");
    assertThat(tree.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.reason()).contains("pages do not turn (paramError)"));
  }

  @Test
  void a_page_that_leads_to_itself_is_read_once_and_leaves_a_gap() throws Exception {
    reader.answers(page("next", List.of(file("1"))));
    reader.answers(page("next", List.of(file("2"))));

    Tree tree = Tree.of(listing);

    assertThat(reader.read).containsExactly("root", "root@next");
    assertThat(tree.names()).containsExactly("1", "2");
    assertThat(tree.gaps()).hasSize(1);
  }

  @Test
  void an_answer_that_is_no_list_is_a_gap_not_an_empty_folder() throws Exception {
    reader.answers(new Children(List.of(), List.of(), false, null));
    assertThat(Tree.of(listing).gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.folderId()).isEmpty());
  }

  @Test
  void a_root_that_does_not_exist_is_a_wrong_value() {
    reader.refuses(404, "spaceNotExist");
    assertThatThrownBy(listing::next)
        .isInstanceOfSatisfying(
            FatalException.class,
            fatal -> assertThat(fatal.kind()).isEqualTo(FatalException.Kind.REFUSED_VALUE))
        .hasMessageContaining("'Files'");
  }

  @Test
  void a_root_whose_request_is_not_understood_is_not_told_as_gone() {
    reader.refuses(400, "paramError");
    assertThatThrownBy(listing::next)
        .isInstanceOf(PermanentException.class)
        .hasMessageContaining("'Files'")
        .hasMessageContaining("paramError")
        .message()
        .doesNotContain("forget", "any more");
  }

  @Test
  void a_folder_whose_request_is_not_understood_is_a_gap_with_the_words_of_dingtalk()
      throws Exception {
    reader.answers(page(null, List.of(), folder("odd")));
    reader.refuses(400, "paramError");
    assertThat(Tree.of(listing).gaps())
        .singleElement()
        .satisfies(
            gap ->
                assertThat(gap.reason())
                    .contains("'odd'")
                    .contains("would not list it (paramError)"));
  }

  @Test
  void a_root_that_may_not_be_read_is_a_missing_right() {
    reader.refuses(403, "permissionDenied");
    assertThatThrownBy(listing::next)
        .isInstanceOfSatisfying(
            FatalException.class,
            fatal -> assertThat(fatal.kind()).isEqualTo(FatalException.Kind.PERMISSION));
  }

  @Test
  void a_missing_permission_point_ends_the_listing() throws Exception {
    reader.answers(page(null, List.of(), folder("a")));
    reader.refuses(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied");
    assertThat(listing.next()).isPresent();
    assertThatThrownBy(listing::next).isInstanceOf(FatalException.class);
  }

  private static Children page(@Nullable String next, List<RemoteFile> files, Folder... folders) {
    return new Children(files, List.of(folders), true, next);
  }

  private static RemoteFile file(String id) {
    return RemoteFile.builder(new FileId(id), id).revision(Revision.of("version", "1")).build();
  }

  private static Folder folder(String id) {
    return new Folder(id, null, id);
  }

  /** Answers in the order in which a test says so. */
  private static final class Script implements FolderReader {

    private final Queue<Object> steps = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();

    void answers(Children children) {
      steps.add(new Answer.Good<>(children));
    }

    void refuses(int status, String code) {
      steps.add(new Answer.Refused<Children>(new ApiError(status, code, "", List.of())));
    }

    void fails(ConnectorException failure) {
      steps.add(failure);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Answer<Children> read(@Nullable Folder folder, @Nullable String pageToken)
        throws ConnectorException {
      read.add(
          (folder == null ? "root" : folder.id()) + (pageToken == null ? "" : "@" + pageToken));
      Object step = steps.remove();
      if (step instanceof ConnectorException failure) {
        throw failure;
      }
      return (Answer<Children>) step;
    }
  }
}
