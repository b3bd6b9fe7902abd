package io.kbsync.api.sink;

import io.kbsync.api.ConnectorException;
import java.util.List;
import java.util.Map;

/** The making searchable of documents. Thread-safe. */
public interface Indexing {

  /** How many documents may be under way at once. */
  int window();

  /** Asks the server to index these documents; one that is being indexed already is success. */
  void start(List<DocumentId> ids) throws ConnectorException, InterruptedException;

  /** How far these documents are; one that the server does not know is {@code MISSING}. */
  Map<DocumentId, IndexStatus> states(List<DocumentId> ids)
      throws ConnectorException, InterruptedException;
}
