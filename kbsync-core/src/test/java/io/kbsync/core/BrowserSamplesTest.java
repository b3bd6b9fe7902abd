package io.kbsync.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.core.memory.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserSamplesTest {

  @TempDir Path folder;

  @Test
  void one_wanted_file_stands_for_all_of_its_kind() throws Exception {
    Job job = new Job(folder).set("blackList", "a.txt");
    job.source.file("a", "a.txt", "alpha").file("b", "b.txt", "beta").file("c", "c.txt", "gamma");
    job.source.file("d", "d.txt", "delta").skip("b", "a shortcut");

    List<BrowserSample> samples = samples(job);

    assertThat(samples).extracting(BrowserSample::path).containsExactly("Space/c.txt");
    assertThat(samples.get(0).isGood()).isTrue();
    assertThat(samples.get(0).ways()).hasSize(1);
  }

  @Test
  void a_file_that_cannot_be_tried_says_why() throws Exception {
    Job job = new Job(folder);
    job.source.file("a", "secret.txt", "alpha");

    List<BrowserSample> samples = samples(job);

    assertThat(samples).hasSize(1);
    assertThat(samples.get(0).isGood()).isFalse();
    assertThat(samples.get(0).problem()).isEqualTo("no download permission");
  }

  @Test
  void no_more_pages_are_turned_than_is_decent() throws Exception {
    Job job = new Job(folder);
    for (int i = 0; i < 40; i++) {
      job.source.folder("f" + i, "Folder " + i, i == 0 ? "" : "f" + (i - 1));
    }
    job.source.file("deep", "deep.txt", "f39", "too far down");

    assertThat(samples(job)).isEmpty();
    assertThat(job.source.moments.count("next")).isLessThanOrEqualTo(30);
  }

  private static List<BrowserSample> samples(Job job) throws Exception {
    List<BrowserSample> samples = new ArrayList<>();
    try (SyncEngine engine = SyncEngine.open(job.config(), job.options())) {
      engine.chooseRoots((level, offered, remembered) -> offered.get(0));
      engine.browserWays(samples::add);
    }
    return samples;
  }
}
