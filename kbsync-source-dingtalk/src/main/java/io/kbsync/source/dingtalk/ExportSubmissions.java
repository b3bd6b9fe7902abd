package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.DingTalkWire.ExportRequest;
import io.kbsync.source.dingtalk.DingTalkWire.ExportTask;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Submits exports to the Open API. One may be submitted ahead of its fetch, to see whether the API
 * is open to this application: the fetch then takes up that very job. Thread-safe.
 */
final class ExportSubmissions {

  private final DingTalkClient client;
  private final Availability api;
  private final Map<String, ExportTask> ahead = new ConcurrentHashMap<>();

  ExportSubmissions(DingTalkClient client, Clock clock) {
    this.client = client;
    this.api = new Availability(clock);
  }

  /** Submits the export of a document, unless that was done ahead. */
  Answer<ExportTask> submit(RemoteFile file, String uuid, Rendition form)
      throws ConnectorException, InterruptedException {
    ExportTask submitted = ahead.remove(key(uuid, form));
    return submitted != null ? new Answer.Good<>(submitted) : send(file, uuid, form);
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
      ahead.put(key(uuid, form), good.value());
      return false;
    }
    return Availability.isClosed(((Answer.Refused<ExportTask>) answer).error());
  }

  private Answer<ExportTask> send(RemoteFile file, String uuid, Rendition form)
      throws ConnectorException, InterruptedException {
    return api.ask(
        () ->
            client.tryAsk(
                Groups.EXPORT,
                what(file),
                (dingTalk, token, unionId) ->
                    dingTalk.export(token, new ExportRequest(uuid, unionId, format(form)))));
  }

  /** For people, to follow "DingTalk would not". */
  static String what(RemoteFile file) {
    return "export '" + file.name() + "'";
  }

  private static String format(Rendition form) {
    return form.equals(OnlineDocuments.MARKDOWN) ? "markdown" : form.id();
  }

  private static String key(String uuid, Rendition form) {
    return uuid + "." + form.id();
  }
}
