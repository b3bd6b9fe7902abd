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

  private final DingTalkClient client;
  private final ExportSubmissions submissions;
  private final ExportedContents contents;
  private final Pause pause;
  private final Rendition rendition;

  /**
   * @param submissions shared by the exports of all formats
   */
  OpenApiExport(
      DingTalkClient client,
      ExportSubmissions submissions,
      ObjectStore store,
      Pause pause,
      Rendition rendition) {
    this.client = client;
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
    Answer<ExportTask> submitted = submissions.submit(file, uuid, rendition);
    if (submitted instanceof Answer.Refused<ExportTask> refused) {
      return closed(refused.error(), what);
    }
    ExportTask done = finished(((Answer.Good<ExportTask>) submitted).value(), what);
    return done.downloadUrl() == null
        ? new Attempt.Closed("DingTalk could not export it as " + rendition.id())
        : new Attempt.Arrived(content(file, done.downloadUrl()));
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

  /** The task with its link, or without one when it failed. */
  private ExportTask finished(ExportTask submitted, String what)
      throws ConnectorException, InterruptedException {
    String taskId = submitted.taskId();
    if (submitted.downloadUrl() != null) {
      return submitted;
    } else if (taskId == null) {
      throw new RetriableException("DingTalk's answer to " + what + " names no task", null);
    }
    for (Duration wait : POLLS) {
      pause.of(wait);
      ExportTask task =
          client.ask(
              Groups.EXPORT,
              what,
              (dingTalk, token, unionId) -> dingTalk.exportTask(token, unionId, taskId));
      String status = task.status() == null ? "" : task.status().toUpperCase(Locale.ROOT);
      if (status.equals("SUCCESS") || FAILURES.contains(status)) {
        return task;
      }
    }
    // Waiting as long for each repetition costs thirty calls a time, and fares alike.
    throw PermanentException.failed(
        "DingTalk did not " + what + " within five minutes; a later run tries again", null);
  }

  private RemoteContent content(RemoteFile file, String url)
      throws ConnectorException, InterruptedException {
    RemoteContent content = contents.open(file, SignedLink.of(List.of(url), Map.of()), rendition);
    if (content == null) {
      throw PermanentException.failed(
          "DingTalk's export of '" + file.name() + "' is no " + rendition.id() + " file", null);
    }
    return content;
  }

  private static List<Duration> times(int count, int seconds) {
    return Collections.nCopies(count, Duration.ofSeconds(seconds));
  }
}
