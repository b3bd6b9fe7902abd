package io.kbsync.cli;

import io.kbsync.core.report.SyncReport;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out the report of a run: as a table to the screen, as JSON to a file if one is wanted. */
final class Reports {

  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  private final Program program;
  private final @Nullable Path file;

  /**
   * @param file null: the table is enough
   */
  Reports(Program program, @Nullable Path file) {
    this.program = program;
    this.file = file;
  }

  void show(SyncReport report) {
    SummaryTable.of(report, program.redaction()).forEach(program.screen()::out);
    if (file == null) {
      return;
    }
    try {
      JsonReport.write(report, program.redaction(), file);
    } catch (IOException e) {
      log.error("The report cannot be written to {}: {}", file, e.toString());
    }
  }
}
