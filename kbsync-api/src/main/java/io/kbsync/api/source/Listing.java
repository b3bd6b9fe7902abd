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

  @Override
  void close();
}
