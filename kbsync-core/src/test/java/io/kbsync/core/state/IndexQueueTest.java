package io.kbsync.core.state;

import static io.kbsync.core.state.World.NOW;
import static io.kbsync.core.state.World.document;
import static io.kbsync.core.state.World.id;
import static io.kbsync.core.state.World.see;
import static io.kbsync.core.state.World.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.IndexStatus;
import io.kbsync.core.state.IndexQueue.Item;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexQueueTest {

  @TempDir Path folder;
  private JobState state;
  private IndexQueue queue;

  @BeforeEach
  void open() throws Exception {
    state = JobState.open(folder.resolve("job.db"));
    queue = state.indexing();
    see(state, 1, "a", "b", "c");
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void documents_wait_in_the_order_in_which_they_came() {
    add("b", "a", "c");

    assertThat(documents(queue.waiting(2))).containsExactly(document("b"), document("a"));
    assertThat(queue.pending()).isEqualTo(3);
    assertThat(queue.waiting(1).get(0).path()).isEqualTo("Base/b.txt");
  }

  @Test
  void what_was_started_runs_until_it_is_done() {
    add("a", "b");
    queue.started(List.of(document("a")));

    assertThat(documents(queue.running())).containsExactly(document("a"));
    assertThat(queue.running().get(0).attempts()).isEqualTo(1);
    assertThat(documents(queue.waiting(9))).containsExactly(document("b"));
    assertThat(queue.pending()).isEqualTo(2);

    queue.done(document("a"));
    assertThat(queue.running()).isEmpty();
    assertThat(queue.pending()).isEqualTo(1);
  }

  @Test
  void what_the_sink_gave_up_is_tried_again_when_its_time_comes() {
    add("a");
    queue.started(List.of(document("a")));
    IndexStatus failed = new IndexStatus(IndexStatus.State.FAILED, "no memory");
    queue.gaveUp(document("a"), failed, NOW.plusSeconds(60));

    queue.retryFailed(NOW);
    assertThat(queue.given()).extracting(Item::status).containsExactly(failed);
    assertThat(queue.pending()).isZero();

    queue.retryFailed(NOW.plusSeconds(60));
    assertThat(queue.given()).isEmpty();
    assertThat(queue.waiting(1).get(0).attempts()).isEqualTo(1);
  }

  @Test
  void a_document_in_which_nothing_was_found_is_not_tried_again() {
    add("a");
    queue.gaveUp(document("a"), IndexStatus.of(IndexStatus.State.EMPTY), NOW);

    queue.retryFailed(NOW.plusSeconds(1));

    assertThat(documents(queue.given())).containsExactly(document("a"));
  }

  @Test
  void a_document_is_in_the_queue_once() {
    add("a", "a");

    assertThat(queue.pending()).isEqualTo(1);
  }

  @Test
  void what_was_stored_and_never_labelled_is_indexed_in_the_next_run_all_the_same() {
    store(state, 1, "a");
    assertThat(queue.waiting(9)).isEmpty();

    queue.takeAnnounced();

    assertThat(documents(queue.waiting(9))).containsExactly(document("a"));
  }

  @Test
  void a_document_whose_file_is_forgotten_is_called_by_the_files_id() {
    add("a");
    state.files().forget(id("a"));

    assertThat(queue.waiting(1).get(0).path()).isEqualTo("a");
  }

  private void add(String... ids) {
    for (String id : ids) {
      queue.add(document(id), id(id));
    }
  }

  private static List<DocumentId> documents(List<Item> items) {
    return items.stream().map(Item::document).toList();
  }
}
