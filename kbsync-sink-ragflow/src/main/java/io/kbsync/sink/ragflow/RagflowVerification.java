package io.kbsync.sink.ragflow;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Types;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.Target;
import io.kbsync.http.NotJsonException;
import io.kbsync.sink.ragflow.RagflowWire.Dataset;
import java.io.InterruptedIOException;
import java.lang.reflect.Type;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves address, key and dataset by one request, and tells what is wrong with which of them. */
final class RagflowVerification {

  private static final Logger log = LoggerFactory.getLogger(RagflowVerification.class);
  private static final Type DATASETS = Types.newParameterizedType(List.class, Dataset.class);

  private final RagflowServer server;

  RagflowVerification(RagflowServer server) {
    this.server = server;
  }

  Target verify() throws ConnectorException, InterruptedException {
    log.info("Verifying RAGFlow connection...");
    log.info("Attempting to list datasets to validate the connection...");
    Dataset dataset = matching(dataset());
    String id = Objects.requireNonNull(dataset.id(), "id");
    String name = Objects.requireNonNullElse(dataset.name(), "");
    log.info("Successfully found matching dataset: Name='{}', ID='{}'", name, id);
    log.info("RAGFlow connection verified successfully.");
    return new Target(id, name, Objects.requireNonNullElse(dataset.documentCount(), 0L));
  }

  private Answer dataset() throws ConnectorException, InterruptedException {
    try {
      return server.dataset();
    } catch (RetriableException e) {
      throw unanswered(e);
    }
  }

  private ConnectorException unanswered(RetriableException e) {
    Throwable cause = e.getCause();
    if (cause == null || cause instanceof JsonDataException) {
      return e;
    } else if (cause instanceof NotJsonException) {
      return cause.getCause() == null ? server.errors().webPage(cause) : e;
    }
    ConnectorException away = server.errors().away(String.valueOf(e.getMessage()), cause);
    // A connection that broke says less than one that nobody took, or a silence of minutes.
    return isAway(cause) ? away : new RetriableException(String.valueOf(away.getMessage()), cause);
  }

  private static boolean isAway(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException
        || cause instanceof InterruptedIOException;
  }

  private Dataset matching(Answer answer) throws ConnectorException {
    List<Dataset> datasets = answer.<List<Dataset>>as(DATASETS).orElseThrow(() -> refused(answer));
    return datasets.stream()
        .filter(Objects::nonNull)
        .filter(each -> each.id() != null && each.id().equalsIgnoreCase(server.datasetId()))
        .findFirst()
        .orElseThrow(() -> server.errors().refusedDataset());
  }

  private ConnectorException refused(Answer answer) {
    if (answer.noSuchAddress()) {
      return server.errors().wrongUrl(answer);
    }
    if (answer.refusesDataset() || answer.refusesId()) {
      return server.errors().refusedDataset();
    }
    ConnectorException verdict = server.errors().refused(answer, "the list of datasets");
    return verdict instanceof PermanentException
        ? new RetriableException(String.valueOf(verdict.getMessage()), verdict)
        : verdict;
  }
}
