package io.kbsync.source.dingtalk.export;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long things are waited for.
 *
 * @param toLoad an editor's page
 * @param toStep what a step of a menu shows
 * @param toArrive the file, after the last step
 * @param polls the pauses between the looks at a job
 */
record Patience(Duration toLoad, Duration toStep, Duration toArrive, List<Duration> polls) {

  /** Fits DingTalk: about five minutes for a job. */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofMinutes(3),
          Stream.of(
                  Collections.nCopies(60, Duration.ofSeconds(1)),
                  Collections.nCopies(24, Duration.ofSeconds(10)))
              .flatMap(List::stream)
              .toList());

  Patience {
    polls = List.copyOf(polls);
  }
}
