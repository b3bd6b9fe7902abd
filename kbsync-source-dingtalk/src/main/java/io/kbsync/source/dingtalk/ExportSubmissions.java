package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Revision;
import io.kbsync.source.dingtalk.DingTalkClient.Question;
import io.kbsync.source.dingtalk.DingTalkWire.ExportRequest;
import io.kbsync.source.dingtalk.DingTalkWire.ExportTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Submits exports to the Open API and asks how they stand. One may be submitted ahead of its fetch,
 * to see whether the API is open to this application, and a fetch may fail in passing: the next
 * fetch then takes up that very job. Thread-safe.
 */
final class ExportSubmissions {

  /** A document may be edited without a new mark, and a link ends: no job is kept for long. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final DingTalkClient client;
  private final Clock clock;
  private final Availability api;
  private final Map<Export, Kept> jobs = new ConcurrentHashMap<>();

  ExportSubmissions(DingTalkClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.api = new Availability(clock);
  }

  /** What a job exports. */
  private record Export(String uuid, Revision revision, Rendition form) {}

  private record Kept(ExportTask job, Instant until) {}

  /** Submits the export of a document, unless a job for it is kept. */
  Answer<ExportTask> submit(RemoteFile file, String uuid, Rendition form)
      throws ConnectorException, InterruptedException {
    Kept kept = jobs.remove(new Export(uuid, file.revision(), form));
    return kept != null && clock.instant().isBefore(kept.until())
        ? new Answer.Good<>(kept.job())
        : send(file, uuid, form);
  }

  /** Keeps a job, with its link when it is done, for the next fetch of the same export. */
  void keep(RemoteFile file, String uuid, Rendition form, ExportTask job) {
    Instant now = clock.instant();
    jobs.values().removeIf(kept -> !now.isBefore(kept.until()));
    jobs.put(new Export(uuid, file.revision(), form), new Kept(job, now.plus(KEPT)));
  }

  /** How a job stands. */
  Answer<ExportTask> state(RemoteFile file, String taskId)
      throws ConnectorException, InterruptedException {
    return ask(file, (dingTalk, token, unionId) -> dingTalk.exportTask(token, unionId, taskId));
  }

  /** Whether the API is closed to this application; costs a call where nothing is known yet. */
  boolean isClosed(RemoteFile sample, Rendition form)
      throws ConnectorException, InterruptedException {
    @Nullable String uuid = sample.attributes().get(FileMapping.UUID);
    if (uuid == null || api.isOpen()) {
      return false;
    }
    Answer<ExportTask> answer = send(sample, uuid, form);
    if (answer instanceof Answer.Good<ExportTask> good) {
      keep(sample, uuid, form, good.value());
      return false;
    }
    return Availability.isClosed(((Answer.Refused<ExportTask>) answer).error());
  }

  private Answer<ExportTask> send(RemoteFile file, String uuid, Rendition form)
      throws ConnectorException, InterruptedException {
    return ask(
        file,
        (dingTalk, token, unionId) ->
            dingTalk.export(token, new ExportRequest(uuid, unionId, format(form))));
  }

  private Answer<ExportTask> ask(RemoteFile file, Question<ExportTask> question)
      throws ConnectorException, InterruptedException {
    return api.ask(() -> client.tryAsk(Groups.EXPORT, what(file), question));
  }

  /** For people, to follow "DingTalk would not". */
  static String what(RemoteFile file) {
    return "export '" + file.name() + "'";
  }

  private static String format(Rendition form) {
    return form.equals(OnlineDocuments.MARKDOWN) ? "markdown" : form.id();
  }
}
