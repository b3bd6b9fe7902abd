package io.kbsync.api.sink;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flat collection of documents that a connector writes. All methods may be called from several
 * threads at once. Each call is one unit that the engine may repeat as a whole; a connector does
 * not retry by itself. Except where a method says so, no method touches a document that its
 * arguments do not name.
 */
public interface Sink extends AutoCloseable {

  /** The lane of a sink that has one. */
  String PUTS = "puts";

  /**
   * Proves that credentials and target are good, by one request where the server allows it. The
   * message of what it throws says which value of the configuration to mend.
   */
  Target verify() throws ConnectorException, InterruptedException;

  /**
   * Why the sink cannot take a file in this form (its type, its size), if so. Pure; asked before
   * anything is fetched.
   */
  Optional<Refusal> refuses(RemoteFile file, Rendition rendition);

  NameRules nameRules();

  /**
   * Creates a new document under the name {@link Upload#name}, which is made of its key. Not
   * idempotent: after {@link io.kbsync.api.RetriableException#outcomeUnknown} the engine asks
   * {@link #find} before it repeats. Every other exception says that nothing was stored.
   */
  StoredDocument put(Upload upload) throws ConnectorException, InterruptedException;

  /**
   * The document that {@link #put} made under this key and that no {@link #label} has renamed yet.
   */
  Optional<StoredDocument> find(DocumentKey key) throws ConnectorException, InterruptedException;

  /**
   * Gives a document its name and metadata. Metadata that is not ours, and settings that people
   * made (parsing, enabled or not), are kept from the document {@code keeping}: the document itself
   * when it is relabelled, its predecessor when it replaces one, null when it is new and has
   * nothing to keep. Metadata that cannot be read is never written over: a document that is
   * relabelled gets its name alone then, and a successor ends in a {@link
   * io.kbsync.api.RetriableException}, so that its predecessor stays. Idempotent.
   *
   * @throws NameTakenException when another document holds the name
   */
  void label(DocumentId id, Label label, @Nullable DocumentId keeping)
      throws ConnectorException, InterruptedException;

  /** Removes exactly this document; one that is gone already is success. */
  void remove(DocumentId id) throws ConnectorException, InterruptedException;

  /**
   * What the target holds, page by page: every document once, whoever stored it.
   *
   * @param cursor where the page before ended; null for the first one
   */
  StoredPage documents(@Nullable String cursor) throws ConnectorException, InterruptedException;

  /**
   * Those of these documents that the target holds, at most 100 at a time. Asked before a document
   * that {@link #documents} did not show counts as gone. By default, {@link #documents} is read
   * once more; a sink whose listings may slip past a document asks for it by its id.
   */
  default Set<DocumentId> present(List<DocumentId> ids)
      throws ConnectorException, InterruptedException {
    Set<DocumentId> present = new HashSet<>();
    @Nullable String cursor = null;
    do {
      StoredPage page = documents(cursor);
      page.documents().forEach(document -> present.add(document.id()));
      cursor = page.next();
    } while (cursor != null);
    present.retainAll(ids);
    return present;
  }

  /** The making searchable of documents, where it is a step of its own. */
  default Optional<Indexing> indexing() {
    return Optional.empty();
  }

  /** How many calls may run at once on each lane. */
  default Map<String, Integer> lanes() {
    return Map.of(PUTS, 4);
  }

  /** From another thread: calls that block fail soon. */
  default void cancel() {}

  /** Ends the connection. Called once. */
  @Override
  void close();
}
