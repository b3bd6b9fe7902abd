package io.kbsync.cli;

import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.SyncListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to single files, as log lines: what a person should look at always, the rest on
 * demand. A rehearsal shows what it would do.
 */
final class EventLines implements SyncListener {

  private static final Logger log = LoggerFactory.getLogger(EventLines.class);

  private final boolean rehearsal;

  EventLines(boolean rehearsal) {
    this.rehearsal = rehearsal;
  }

  @Override
  public void on(SyncEvent event) {
    if (event instanceof SyncEvent.Failed e) {
      log.warn("Failed: {}: {}", e.path(), e.reason());
    } else if (event instanceof SyncEvent.LoginNeeded e) {
      log.warn("Needs a browser login: {}: {}", e.path(), e.reason());
    } else if (event instanceof SyncEvent.HeldBack e) {
      log.warn("Removal held back: {}: {}", e.path(), e.reason());
    } else if (event instanceof SyncEvent.AdditionsHeldBack e) {
      log.warn("New files held back: {}", e.reason());
    } else if (event instanceof SyncEvent.Warning e) {
      log.warn("{}", e.text());
    } else if (event instanceof SyncEvent.Waiting e) {
      log.info("Waiting: {}", e.reason());
    } else if (rehearsal) {
      intention(event);
    } else {
      detail(event);
    }
  }

  private static void intention(SyncEvent event) {
    if (event instanceof SyncEvent.Stored e) {
      log.info("Would store: {}", e.path());
    } else if (event instanceof SyncEvent.Replaced e) {
      log.info("Would look at, and replace if its content changed: {}", e.path());
    } else if (event instanceof SyncEvent.Relabelled e) {
      log.info("Would relabel: {}", e.path());
    } else if (event instanceof SyncEvent.Removed e) {
      log.info("Would remove: {}", e.path());
    }
  }

  private static void detail(SyncEvent event) {
    if (event instanceof SyncEvent.Planned e) {
      log.debug("To do: {}: {}", e.path(), e.reason());
    } else if (event instanceof SyncEvent.Stored e) {
      log.debug("Stored: {} ({} bytes)", e.path(), e.bytes());
    } else if (event instanceof SyncEvent.Replaced e) {
      log.debug("Replaced: {} ({} bytes)", e.path(), e.bytes());
    } else if (event instanceof SyncEvent.Relabelled e) {
      log.debug("Relabelled: {} as {}", e.path(), e.name());
    } else if (event instanceof SyncEvent.Unchanged e) {
      log.debug("Unchanged: {}", e.path());
    } else if (event instanceof SyncEvent.Removed e) {
      log.debug("Removed: {}", e.path());
    } else if (event instanceof SyncEvent.Skipped e) {
      log.debug("Skipped: {}: {}", e.path(), e.reason());
    } else if (event instanceof SyncEvent.Indexed e) {
      log.debug("{}: {}", e.searchable() ? "Searchable" : "Not searchable", e.path());
    }
  }
}
