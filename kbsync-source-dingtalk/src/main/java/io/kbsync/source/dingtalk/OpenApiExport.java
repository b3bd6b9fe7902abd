package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.DingTalkWire.ExportTask;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Open API's export, which not every organisation has: submit a job, ask until it is done,
 * fetch the file behind its link.
 */
final class OpenApiExport implements ExportWay {

  /** The schedule of DingTalk's own tool: about five minutes. */
  private static final List<Duration> POLLS =
      Stream.of(times(5, 2), times(5, 5), times(10, 10), times(10, 15))
          .flatMap(List::stream)
          .toList();

  private static final Set<String> FAILURES =
      Set.of("FAILED", "FAIL", "ERROR", "ABORTED", "CANCELED", "CANCELLED");

  private final ExportSubmissions submissions;
  private final ExportedContents contents;
  private final Pause pause;
  private final Rendition rendition;

  /**
   * @param submissions shared by the exports of all formats
   */
  OpenApiExport(
      ExportSubmissions submissions, ObjectStore store, Pause pause, Rendition rendition) {
    this.submissions = submissions;
    this.contents = new ExportedContents(store);
    this.pause = pause;
    this.rendition = rendition;
  }

  @Override
  public Rendition rendition() {
    return rendition;
  }

  @Override
  public Attempt export(RemoteFile file) throws ConnectorException, InterruptedException {
    String uuid = file.attributes().get(FileMapping.UUID);
    if (uuid == null) {
      return new Attempt.Closed("DingTalk names no document behind it");
    }
    String what = ExportSubmissions.what(file);
    Answer<ExportTask> answer = submissions.submit(file, uuid, rendition);
    if (answer instanceof Answer.Good<ExportTask> submitted) {
      answer = finished(file, uuid, submitted.value());
    }
    if (answer instanceof Answer.Refused<ExportTask> refused) {
      return closed(refused.error(), what);
    }
    ExportTask done = ((Answer.Good<ExportTask>) answer).value();
    return done.downloadUrl() == null
        ? new Attempt.Closed("DingTalk could not export it as " + rendition.id())
        : new Attempt.Arrived(content(file, uuid, done));
  }

  private static Attempt closed(ApiError error, String what) throws ConnectorException {
    return switch (error.kind()) {
      case DENIED ->
          throw PermanentException.skipped(
              "no download permission: the account may read it, but not export it"
                  + DingTalkErrors.words(error));
      case MISSING -> throw DingTalkErrors.verdict(error, what);
      default ->
          new Attempt.Closed(
              "the Open API's export is not to be had" + DingTalkErrors.words(error));
    };
  }

  /**
   * The task with its link, or without one when it failed; a refusal where the application may not
   * ask for it.
   */
  private Answer<ExportTask> finished(RemoteFile file, String uuid, ExportTask submitted)
      throws ConnectorException, InterruptedException {
    String what = ExportSubmissions.what(file);
    String taskId = submitted.taskId();
    if (submitted.downloadUrl() != null) {
      return new Answer.Good<>(submitted);
    } else if (taskId == null) {
      throw new RetriableException("DingTalk's answer to " + what + " names no task", null);
    }
    try {
      return awaited(file, taskId);
    } catch (RetriableException e) {
      submissions.keep(file, uuid, rendition, submitted);
      throw e;
    }
  }

  private Answer<ExportTask> awaited(RemoteFile file, String taskId)
      throws ConnectorException, InterruptedException {
    String what = ExportSubmissions.what(file);
    for (Duration wait : POLLS) {
      pause.of(wait);
      Answer<ExportTask> answer = submissions.state(file, taskId);
      if (answer instanceof Answer.Good<ExportTask> good) {
        if (isOver(good.value())) {
          return answer;
        }
      } else {
        ApiError error = ((Answer.Refused<ExportTask>) answer).error();
        if (Availability.isClosed(error)) {
          return answer;
        }
        throw DingTalkErrors.verdict(error, what);
      }
    }
    // Waiting as long for each repetition costs thirty calls a time, and fares alike.
    throw PermanentException.failed(
        "DingTalk did not " + what + " within five minutes; a later run tries again", null);
  }

  private static boolean isOver(ExportTask task) {
    String status = task.status() == null ? "" : task.status().toUpperCase(Locale.ROOT);
    return status.equals("SUCCESS") || FAILURES.contains(status);
  }

  private RemoteContent content(RemoteFile file, String uuid, ExportTask done)
      throws ConnectorException, InterruptedException {
    Runnable keep = () -> submissions.keep(file, uuid, rendition, done);
    RemoteContent content;
    try {
      String url = Objects.requireNonNull(done.downloadUrl());
      content = contents.open(file, SignedLink.of(List.of(url), Map.of()), rendition);
    } catch (RetriableException e) {
      keep.run();
      throw e;
    }
    if (content == null) {
      throw PermanentException.failed(
          "DingTalk's export of '" + file.name() + "' is no " + rendition.id() + " file", null);
    }
    return new RemoteContent(
        new WatchedStream(content.stream(), keep),
        content.length(),
        content.rendition(),
        content.comparison());
  }

  private static List<Duration> times(int count, int seconds) {
    return Collections.nCopies(count, Duration.ofSeconds(seconds));
  }
}
