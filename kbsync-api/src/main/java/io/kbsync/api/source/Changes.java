package io.kbsync.api.source;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;

/**
 * A connection over which a source tells that something changes, while it happens. What is told is
 * a hint that a look is worth its calls, and nothing else: a change may be told twice, late or not
 * at all, so the engine takes nothing for removed, for complete or for unchanged because of it.
 *
 * <p>One thread awaits; closing it from another one ends the waiting. Whoever opened it closes it.
 */
public interface Changes extends AutoCloseable {

  /**
   * Returns when something in the roots has changed since the last return; several changes may be
   * one.
   *
   * @throws RetriableException when the connection has ended; the engine opens another one
   * @throws ConnectorException of another kind when a person has to do something first
   * @throws InterruptedException when this thread was interrupted, or the connector cancelled
   */
  void await() throws ConnectorException, InterruptedException;

  @Override
  void close();
}
