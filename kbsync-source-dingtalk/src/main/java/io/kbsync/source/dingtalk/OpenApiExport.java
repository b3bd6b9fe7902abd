package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.DingTalkWire.ExportRequest;
import io.kbsync.source.dingtalk.DingTalkWire.ExportTask;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The Open API's export, which not every organisation has: submit a job, ask until it is done,
 * fetch the Office file behind its link.
 */
final class OpenApiExport implements ExportWay {

  /** The schedule of DingTalk's own tool: about five minutes. */
  private static final List<Duration> POLLS =
      Stream.of(times(5, 2), times(5, 5), times(10, 10), times(10, 15))
          .flatMap(List::stream)
          .toList();

  private static final Set<String> FAILURES =
      Set.of("FAILED", "FAIL", "ERROR", "ABORTED", "CANCELED", "CANCELLED");

  private static final byte[] ZIP = {'P', 'K'};

  private final DingTalkClient client;
  private final Availability api;
  private final ObjectStore store;
  private final Pause pause;
  private final Rendition rendition;

  /**
   * @param api shared by the exports of all formats
   */
  OpenApiExport(
      DingTalkClient client,
      Availability api,
      ObjectStore store,
      Pause pause,
      Rendition rendition) {
    this.client = client;
    this.api = api;
    this.store = store;
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
    String what = "export '" + file.name() + "'";
    Answer<ExportTask> submitted =
        api.ask(
            () ->
                client.tryAsk(
                    Groups.EXPORT,
                    what,
                    (dingTalk, token, unionId) ->
                        dingTalk.export(token, new ExportRequest(uuid, unionId, rendition.id()))));
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
    if (submitted.downloadUrl() != null || taskId == null) {
      return submitted;
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
    throw new RetriableException("DingTalk did not " + what + " within five minutes", null);
  }

  private RemoteContent content(RemoteFile file, String url)
      throws ConnectorException, InterruptedException {
    Response response =
        store
            .open(SignedLink.of(List.of(url), Map.of()), file)
            .orElseThrow(
                () ->
                    new RetriableException(
                        "The link to the export of '" + file.name() + "' is over already", null));
    PushbackInputStream stream = officeFile(response);
    if (stream == null) {
      response.close();
      throw PermanentException.failed(
          "DingTalk's export of '" + file.name() + "' is no Office file", null);
    }
    return new RemoteContent(
        stream, response.body().contentLength(), rendition, RemoteContent.Comparison.OOXML);
  }

  private static @Nullable PushbackInputStream officeFile(Response response)
      throws RetriableException {
    PushbackInputStream stream = new PushbackInputStream(response.body().byteStream(), ZIP.length);
    try {
      byte[] begin = stream.readNBytes(ZIP.length);
      stream.unread(begin);
      return Arrays.equals(begin, ZIP) ? stream : null;
    } catch (IOException e) {
      response.close();
      throw new RetriableException("The export broke off at its beginning", e);
    }
  }

  private static List<Duration> times(int count, int seconds) {
    return Collections.nCopies(count, Duration.ofSeconds(seconds));
  }
}
