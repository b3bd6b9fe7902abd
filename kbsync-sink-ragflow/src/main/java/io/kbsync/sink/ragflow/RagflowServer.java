package io.kbsync.sink.ragflow;

import com.squareup.moshi.JsonDataException;
import io.kbsync.api.ConnectorException;
import io.kbsync.http.HttpConnector;
import io.kbsync.sink.ragflow.RagflowWire.Deletion;
import io.kbsync.sink.ragflow.RagflowWire.Envelope;
import io.kbsync.sink.ragflow.RagflowWire.IngestOrder;
import io.kbsync.sink.ragflow.RagflowWire.ParseOrder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * One dataset of one RAGFlow server, in requests. Every method sends one request, or a second one
 * where the server turns out to speak another dialect or its word against the key needs proof.
 * Thread-safe.
 */
final class RagflowServer implements AutoCloseable {

  private final HttpConnector http;
  private final RagflowApi api;
  private final String dataset;
  private final RagflowErrors errors;
  private final ServerDialect dialect = new ServerDialect();

  RagflowServer(HttpConnector http, RagflowSettings settings) {
    this.http = http;
    this.api =
        http.retrofit(
                settings.apiUrl(), PlainJson.MOSHI, Map.of("Authorization", settings.apiKey()))
            .create(RagflowApi.class);
    this.dataset = settings.datasetId();
    this.errors = new RagflowErrors(dataset, settings.shownUrl());
  }

  String datasetId() {
    return dataset;
  }

  ServerDialect dialect() {
    return dialect;
  }

  RagflowErrors errors() {
    return errors;
  }

  /** The dataset itself, as the only element of a list. */
  Answer dataset() throws ConnectorException, InterruptedException {
    return send(api.datasets(dataset, null));
  }

  Answer documents(Map<String, String> query, List<String> ids)
      throws ConnectorException, InterruptedException {
    return send(api.documents(dataset, query, ids));
  }

  Answer upload(MultipartBody.Part file) throws ConnectorException, InterruptedException {
    return send(api.upload(dataset, file));
  }

  /** Changes a document by PATCH or PUT, whichever the server takes. */
  Answer update(String document, Map<String, Object> changes)
      throws ConnectorException, InterruptedException {
    boolean byPut = dialect.updatesByPut();
    Answer first = send(update(byPut, document, changes));
    if (!first.refusesMethod()) {
      return first;
    }
    Answer second = send(update(!byPut, document, changes));
    if (!second.refusesMethod()) {
      dialect.updatesByPut(!byPut);
    }
    return second;
  }

  private Call<Envelope> update(boolean byPut, String document, Map<String, Object> changes) {
    return byPut ? api.put(dataset, document, changes) : api.patch(dataset, document, changes);
  }

  /** Deletes exactly this document; the caller has seen it in this dataset. */
  Answer delete(String document) throws ConnectorException, InterruptedException {
    return send(api.delete(dataset, new Deletion(List.of(document))));
  }

  Answer parse(List<String> documents) throws ConnectorException, InterruptedException {
    return send(api.parse(dataset, new ParseOrder(documents)));
  }

  Answer ingest(List<String> documents) throws ConnectorException, InterruptedException {
    return send(api.ingest(IngestOrder.of(documents)));
  }

  private Answer send(Call<Envelope> call) throws ConnectorException, InterruptedException {
    Answer answer = answer(call);
    if (answer.refusesKey()) {
      // Some versions turn any failure whose text holds "401" into HTTP 401.
      Answer again = answer(api.datasets(null, 1));
      throw again.refusesKey() ? errors.refusedKey(again) : errors.falseAlarm(answer);
    }
    return answer;
  }

  private Answer answer(Call<Envelope> call) throws ConnectorException, InterruptedException {
    Request request = call.request();
    Response<Envelope> response = http.execute(call);
    Optional<ConnectorException> refused = http.verdicts().refused(response.raw());
    if (refused.isPresent()) {
      throw refused.get();
    }
    Envelope body = response.isSuccessful() ? response.body() : errorBody(response.errorBody());
    return body == null || body.code() == null
        ? new Answer(request, response.code(), false, -1, "", null)
        : new Answer(
            request,
            response.code(),
            true,
            body.code(),
            body.message() == null ? "" : body.message().toString(),
            body.data());
  }

  private static @Nullable Envelope errorBody(@Nullable ResponseBody body) {
    try {
      return body == null ? null : PlainJson.MOSHI.adapter(Envelope.class).fromJson(body.source());
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  void cancel() {
    http.cancel();
  }

  @Override
  public void close() {
    http.close();
  }
}
