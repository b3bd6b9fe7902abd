package io.kbsync.core.report;

/**
 * Is told what happens in a run. Called from the engine's threads, several at once; must return
 * soon and not throw.
 */
@FunctionalInterface
public interface SyncListener {

  /** Nobody listens. */
  SyncListener NONE = event -> {};

  void on(SyncEvent event);
}
