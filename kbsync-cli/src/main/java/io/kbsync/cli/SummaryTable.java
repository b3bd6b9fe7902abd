package io.kbsync.cli;

import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.SyncReport.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run's report as a table for people. */
final class SummaryTable {

  /** More files than this are counted, not named; the JSON report names more. */
  private static final int NAMED = 20;

  private final Redaction redaction;
  private final List<String> lines = new ArrayList<>();

  private SummaryTable(Redaction redaction) {
    this.redaction = redaction;
  }

  /** The table's lines. */
  static List<String> of(SyncReport report, Redaction redaction) {
    SummaryTable table = new SummaryTable(redaction);
    table.head(report);
    table.counts(report.counts());
    table.excluded(report.excluded());
    table.notes("skipped", report.skipped());
    table.notes("failed", report.failed());
    table.optional("needs a login", report.loginNeeded());
    table.optional("not searchable", report.notSearchable());
    table.notes("held back", report.heldBack());
    table.additionsHeldBack(report.additionsHeldBack());
    table.optional("text only", report.textOnly());
    table.row("API calls spent", report.callsSpent(), calls(report));
    report.fatalEnd().ifPresent(fatal -> table.line("ERROR " + fatal.message()));
    return List.copyOf(table.lines);
  }

  private void head(SyncReport report) {
    String kind =
        report.dryRun() ? "Rehearsal of job" : report.look() ? "Quick look of job" : "Sync of job";
    String end = report.fatalEnd().isPresent() ? ", not finished" : "";
    Duration time = Duration.between(report.started(), report.ended());
    line(
        kind
            + " "
            + report.job()
            + ", "
            + Amounts.time(time)
            + (report.stopped() ? ", stopped" : end)
            + (report.dryRun()
                ? ": nothing was written, these are the numbers of what would be"
                : ""));
  }

  private void counts(SyncReport.Counts counts) {
    row("listed", counts.listed(), "");
    row(
        "stored",
        counts.stored(),
        counts.bytes() == 0 ? "" : Amounts.bytes(counts.bytes()) + " read");
    row("replaced", counts.replaced(), "");
    row("relabelled", counts.relabelled(), "");
    row("removed", counts.removed(), "");
    if (counts.adopted() > 0) {
      row("adopted", counts.adopted(), "");
    }
    String fetched =
        counts.checked() == 0 ? "" : counts.checked() + " of them after a look at the content";
    row("unchanged", counts.unchanged() + counts.checked(), fetched);
    if (counts.indexing() > 0) {
      row("being indexed", counts.indexing(), "");
    }
  }

  private void excluded(Map<String, Long> byEntry) {
    row("excluded", byEntry.values().stream().mapToLong(Long::longValue).sum(), "");
    byEntry.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(NAMED)
        .forEach(entry -> line("    " + entry.getValue() + " by " + entry.getKey()));
  }

  private void additionsHeldBack(long files) {
    if (files > 0) {
      row("new, held back", files, "if the chosen root is right, run once with --allow-additions");
    }
  }

  private void optional(String title, Notes notes) {
    if (notes.count() > 0) {
      notes(title, notes);
    }
  }

  private void notes(String title, Notes notes) {
    row(title, notes.count(), "");
    notes.entries().stream()
        .limit(NAMED)
        .forEach(note -> line("    " + note.path() + ": " + note.reason()));
    long unnamed = notes.count() - Math.min(NAMED, notes.entries().size());
    if (unnamed > 0) {
      line("    and " + unnamed + " more; --report FILE writes a longer list");
    }
  }

  private static String calls(SyncReport report) {
    String source = groups(report.sourceCalls());
    long toSink = report.sinkCalls().values().stream().mapToLong(Long::longValue).sum();
    return (source.isEmpty() ? "" : source + "; ") + toSink + " to the sink";
  }

  private static String groups(Map<String, Long> calls) {
    return calls.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void row(String title, long number, String remark) {
    line("  %-16s %8d%s".formatted(title, number, remark.isEmpty() ? "" : "   " + remark));
  }

  private void line(String text) {
    lines.add(Visible.of(redaction.apply(text)));
  }
}
