package io.kbsync.tests.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.dingtalk.Entry;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.tests.Playground;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that the job did not store are never renamed, parsed or removed. */
class OnlyOurOwnTest {

  @TempDir Path folder;

  private Playground play;
  private Entry root;
  private Entry ours;

  @BeforeEach
  void aSyncedJob() throws Exception {
    play = new Playground(folder).set("dingDingRoot", "Team");
    root = play.dingTalk.world().addSpace("Team").root();
    ours = root.addFile("ours.md", "Ours.");
    root.addFile("stays.md", "Stays.");
    play.runWell();
  }

  @AfterEach
  void stop() {
    play.close();
  }

  @Test
  void documents_of_other_people_are_never_touched() throws Exception {
    String foreign = play.dataset().upload("theirs.md", "Not ours.").id();
    ours.delete();

    play.run();
    play.run();

    assertThat(play.dataset().document(foreign)).isPresent();
    assertThat(play.document("theirs.md").metadata()).isEmpty();
  }

  @Test
  void a_document_that_bears_the_name_of_a_new_file_keeps_it() throws Exception {
    RagflowDocument foreign = play.dataset().upload("new.md", "Not ours.");
    Entry file = root.addFile("new.md", "Ours, too.");
    play.runWell();
    file.edit("Ours, changed.");
    play.runWell();
    file.delete();
    play.runWell();

    RagflowDocument after = play.dataset().document(foreign.id()).orElseThrow();
    assertThat(after.name()).isEqualTo("new.md");
    assertThat(after.sha256()).isEqualTo(foreign.sha256());
    assertThat(after.metadata()).isEmpty();
    assertThat(play.names()).containsExactly("new.md", "ours.md", "stays.md");
  }

  @Test
  void another_job_in_the_same_dataset_keeps_its_documents() throws Exception {
    play.dingTalk.world().addSpace("Other").root().addFile("other.md", "Of the other job.");
    play.set("job", "second").set("dingDingRoot", "Other").runWell();
    String theirs = play.document("other.md").id();

    play.set("job", "promises").set("dingDingRoot", "Team");
    ours.delete();
    play.runWell();
    play.runWell();

    assertThat(play.document("other.md").id()).isEqualTo(theirs);
    assertThat(play.names()).containsExactly("other.md", "stays.md");
  }
}
