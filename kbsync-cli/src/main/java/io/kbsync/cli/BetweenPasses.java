package io.kbsync.cli;

import io.kbsync.core.report.SyncReport;
import io.kbsync.core.schedule.DaemonListener;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, between two passes, what the one did and when the next one comes. */
final class BetweenPasses implements DaemonListener {

  private static final Logger log = LoggerFactory.getLogger(BetweenPasses.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Consumer<SyncReport> reports;

  /**
   * @param reports takes the report of each pass
   */
  BetweenPasses(Consumer<SyncReport> reports) {
    this.reports = reports;
  }

  @Override
  public void passEnded(SyncReport report, Instant next, String reason) {
    reports.accept(report);
    if (report.fatalEnd().isPresent()) {
      log.error("Sync not finished. Next try at {} ({})", TIME.format(next), reason);
      return;
    }
    SyncReport.Counts counts = report.counts();
    log.info(
        "Sync completed: {} stored, {} replaced, {} relabelled, {} removed, {} failed."
            + " Next sync at {} ({})",
        counts.stored(),
        counts.replaced(),
        counts.relabelled(),
        counts.removed(),
        report.failed().count(),
        TIME.format(next),
        reason);
  }

  @Override
  public void lastPassEnded(SyncReport report) {
    reports.accept(report);
  }

  @Override
  public void waitsUntil(Instant next, String reason) {
    log.info("The last sync was not long ago. Next sync at {} ({})", TIME.format(next), reason);
  }

  @Override
  public void nextPassMoved(Instant next, String reason) {
    log.info("Next sync at {} ({})", TIME.format(next), reason);
  }

  @Override
  public void warning(String text) {
    log.warn("{}", text);
  }
}
