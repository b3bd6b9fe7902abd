package io.kbsync.api.source;

import io.kbsync.api.ConnectorException;
import java.util.Optional;

/**
 * The files and folders of one root, page by page. Used by one thread; {@link #close} may come from
 * another one.
 */
public interface Listing extends AutoCloseable {

  /**
   * The next page; empty at the true end, and only there. After an exception the same call may be
   * repeated and goes on where it failed.
   */
  Optional<Page> next() throws ConnectorException, InterruptedException;

  /**
   * Asked once, after the end: from where a later {@link Source#recent} has to look. Whatever
   * changed after this listing began, by the source's own marks of change, lies behind it. Opaque
   * to the engine, which keeps it in its record. Empty where this root has no such look.
   */
  default Optional<String> mark() {
    return Optional.empty();
  }

  @Override
  void close();
}
