package io.kbsync.sink.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowReadingTest extends RagflowFixture {

  private List<StoredDocument> readAll() throws Exception {
    List<StoredDocument> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      StoredPage page = sink.documents(cursor);
      all.addAll(page.documents());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  private List<String> uploadByHand(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(ragflow.dataset().upload("by hand " + i + ".txt", "x").id());
    }
    return ids;
  }

  private static List<String> ids(List<StoredDocument> documents) {
    return documents.stream().map(document -> document.id().value()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void every_document_is_read_once(RagflowVersion version) throws Exception {
    start(version);
    List<String> stored = uploadByHand(250);
    assertThat(ids(readAll())).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(ragflow.requests().total()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void an_empty_dataset_is_read_by_one_request(RagflowVersion version) throws Exception {
    start(version);
    assertThat(readAll()).isEmpty();
    assertThat(ragflow.requests().total()).isEqualTo(1);
  }

  @Test
  void full_pages_end_without_another_request() throws Exception {
    start(V0_27);
    uploadByHand(200);
    assertThat(readAll()).hasSize(200);
    assertThat(ragflow.requests().total()).isEqualTo(2);
  }

  @Test
  void documents_of_one_moment_are_read_once() throws Exception {
    Clock still = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    start(RagflowSimulator.builder().version(V0_24).clock(still));
    List<String> stored = uploadByHand(250);
    assertThat(ids(readAll())).containsExactlyInAnyOrderElementsOf(stored);
  }

  @Test
  void documents_of_one_moment_are_read_though_their_order_changes_from_page_to_page()
      throws Exception {
    Clock still = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    start(RagflowSimulator.builder().clock(still).unsteadyTies(true));
    List<String> stored = uploadByHand(250);
    assertThat(ids(readAll())).containsExactlyInAnyOrderElementsOf(stored);
  }

  @ParameterizedTest
  @EnumSource
  void whether_documents_are_there_is_asked_by_their_ids(RagflowVersion version) throws Exception {
    start(version);
    List<String> stored = uploadByHand(5);
    ragflow.dataset().delete(stored.get(1));
    List<DocumentId> ids = stored.stream().limit(3).map(DocumentId::new).toList();
    assertThat(sink.present(ids)).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
  }

  @Test
  void a_document_deleted_meanwhile_hides_no_other_one() throws Exception {
    start(V0_27);
    List<String> stored = uploadByHand(250);
    ragflow
        .faults()
        .on("documents.list")
        .after(1)
        .next(1)
        .inject(Fault.before(() -> ragflow.dataset().delete(stored.get(0))));
    assertThat(ids(readAll())).doesNotHaveDuplicates().containsAll(stored.subList(1, 250));
  }

  @Test
  void documents_added_meanwhile_are_read_too() throws Exception {
    start(V0_27);
    uploadByHand(150);
    ragflow
        .faults()
        .on("documents.list")
        .after(1)
        .next(1)
        .inject(Fault.before(() -> ragflow.dataset().upload("late.txt", "x")));
    assertThat(readAll()).hasSize(151);
  }

  @Test
  void a_dataset_that_never_rests_is_read_three_times_at_most() throws Exception {
    start(V0_27);
    List<String> stored = new ArrayList<>(uploadByHand(250));
    ragflow
        .faults()
        .on("documents.list")
        .inject(
            Fault.before(
                () -> {
                  ragflow.dataset().delete(stored.remove(0));
                }));
    assertThat(ids(readAll())).doesNotHaveDuplicates().containsAll(stored);
    assertThat(ragflow.requests().total()).isLessThanOrEqualTo(9);
  }

  @Test
  void a_page_that_failed_may_be_asked_for_again() throws Exception {
    start(V0_27);
    List<String> stored = uploadByHand(150);
    ragflow.faults().on("documents.list").after(1).next(1).inject(Fault.status(502));
    StoredPage first = sink.documents(null);
    assertThatThrownBy(() -> sink.documents(first.next())).isInstanceOf(RetriableException.class);
    List<String> all = new ArrayList<>(ids(first.documents()));
    all.addAll(ids(sink.documents(first.next()).documents()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(stored);
  }

  @Test
  void a_second_reading_begins_anew() throws Exception {
    start(V0_27);
    uploadByHand(120);
    assertThat(readAll()).hasSize(120);
    assertThat(readAll()).hasSize(120);
  }

  @ParameterizedTest
  @EnumSource
  void our_documents_are_known_by_their_key_whatever_they_are_called(RagflowVersion version)
      throws Exception {
    start(version);
    DocumentId ours = put(1, "plan.txt");
    sink.label(ours, new Label("plan.txt", OURS), null);
    ragflow.dataset().rename(ours.value(), "renamed by hand.txt");
    ragflow.dataset().setMetadata(ours.value(), java.util.Map.of());
    uploadByHand(1);
    assertThat(readAll())
        .filteredOn(document -> document.ownKey().isPresent())
        .singleElement()
        .satisfies(
            document -> {
              assertThat(document.id()).isEqualTo(ours);
              assertThat(document.ownKey()).contains(TestUpload.KEY);
              assertThat(document.name()).isEqualTo("renamed by hand.txt");
              assertThat(document.createdAtMillis()).isPositive();
            });
  }

  @Test
  void a_list_that_is_none_is_never_an_empty_dataset() throws Exception {
    start(V0_24);
    uploadByHand(1);
    ragflow.faults().on("documents.list").next(1).inject(says(200, 0, "", null));
    assertThatThrownBy(() -> sink.documents(null)).isInstanceOf(RetriableException.class);
    ragflow.faults().on("documents.list").next(1).inject(says(200, 0, "", List.of()));
    assertThatThrownBy(() -> sink.documents(null)).isInstanceOf(RetriableException.class);
    ragflow
        .faults()
        .on("documents.list")
        .next(1)
        .inject(says(200, 0, "`Authorization` can't be empty", false));
    assertThatThrownBy(() -> sink.documents(null)).isInstanceOf(RetriableException.class);
  }
}
