package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.FatalException;
import io.kbsync.core.memory.Job;
import io.kbsync.core.memory.MemorySink.Doc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ended while a document was replaced, and then a person deleted the older one. */
class OlderDocumentGoneTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void a_newer_document_stands_beside_the_older_one_and_waits() throws Exception {
    job = new Job(folder);
    job.source.file("n1", "a.txt", "", "old");
    job.run();
    job.source.edit("n1", "new");
    failAt("before label");
    job.run();
    job.sink.moments.clear();
    assertThat(job.sink.docs()).extracting(Doc::content).containsExactly("old", "new");
  }

  @Test
  void the_newer_one_takes_its_place_and_is_indexed() throws Exception {
    deleteTheOlderOne();

    job.run();

    theNewerOneCanBeFound();
  }

  private void deleteTheOlderOne() {
    job.sink.deletedByHand(job.sink.byName("a.txt").id());
  }

  private void theNewerOneCanBeFound() {
    List<Doc> found = job.sink.docs().stream().filter(doc -> doc.name().equals("a.txt")).toList();
    assertThat(found).extracting(Doc::content).containsExactly("new");
    assertThat(found).allMatch(Doc::searchable);
  }

  private void failAt(String where) {
    job.sink.moments.add(
        moment -> {
          if (moment.equals(where)) {
            throw new FatalException(FatalException.Kind.CREDENTIALS, "the key expired", null);
          }
        });
  }
}
