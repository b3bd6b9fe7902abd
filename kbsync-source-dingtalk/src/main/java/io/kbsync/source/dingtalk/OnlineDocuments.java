package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.ExportWay.Attempt;
import io.kbsync.source.dingtalk.browser.BrowserGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content of documents that were written in DingTalk: for each kind the ways to it, tried in their
 * order, each once. Thread-safe.
 */
final class OnlineDocuments {

  private static final Logger log = LoggerFactory.getLogger(OnlineDocuments.class);

  /** Exports wait long for little: a lane of their own keeps them from the downloads' way. */
  static final String LANE = "export";

  /** Documents that nothing but the browser exports. */
  static final String BROWSER_LANE = BrowserGate.LANE;

  static final Rendition DOCX = Rendition.of("docx");
  static final Rendition XLSX = Rendition.of("xlsx");
  static final Rendition MARKDOWN = Rendition.of("md");
  static final Rendition PDF = Rendition.of("pdf");

  /** Named for the usual one; a PNG may come. */
  static final Rendition PICTURE = Rendition.of("jpg");

  private final Map<OnlineKind, List<ExportWay>> ways;
  private final BrowserNeed browser;
  private final boolean byBrowser;

  /**
   * @param byBrowser whether the browser's ways are among them
   */
  OnlineDocuments(Map<OnlineKind, List<ExportWay>> ways, BrowserNeed browser, boolean byBrowser) {
    this.ways = Map.copyOf(ways);
    this.browser = browser;
    this.byBrowser = byBrowser;
  }

  /** The wanted form, or one that ranks below it; the caller closes the content. */
  RemoteContent fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    @Nullable ConnectorException shut = null;
    for (ExportWay way : waysTo(file, wanted)) {
      Attempt attempt = way.export(file);
      if (attempt instanceof Attempt.Arrived arrived) {
        return arrived.content();
      } else if (attempt instanceof Attempt.Shut closed) {
        shut = closed.verdict();
      }
      String reason = reasonOf(attempt);
      log.debug("no {} of {}: {}", way.rendition().id(), file, reason);
      if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    throw verdict(file, String.join("; ", reasons), shut);
  }

  private static String reasonOf(Attempt attempt) {
    return attempt instanceof Attempt.Shut shut
        ? String.valueOf(shut.verdict().getMessage())
        : ((Attempt.Closed) attempt).reason();
  }

  private ConnectorException verdict(
      RemoteFile file, String reasons, @Nullable ConnectorException shut) {
    String kind = file.extension().orElse("documents of this kind");
    if (shut instanceof LaneClosedException && file.lane().equals(BROWSER_LANE)) {
      return shut;
    } else if (shut != null || !byBrowser) {
      return browser.verdict(reasons.isEmpty() ? "no Open API export for " + kind : reasons);
    }
    return file.lane().equals(BROWSER_LANE)
        ? PermanentException.skipped("no export for " + kind + " (" + reasons + ")")
        : PermanentException.failed("It could not be exported: " + reasons, null);
  }

  /** The ways to the wanted form first, then those to what ranks below it. */
  private List<ExportWay> waysTo(RemoteFile file, Rendition wanted) {
    List<ExportWay> all =
        OnlineKind.of(file).map(kind -> ways.getOrDefault(kind, List.of())).orElse(List.of());
    return notBetterThan(wanted, file.renditions()).stream()
        .flatMap(form -> all.stream().filter(way -> way.rendition().equals(form)))
        .toList();
  }

  private static List<Rendition> notBetterThan(Rendition wanted, List<Rendition> bestFirst) {
    int rank = bestFirst.indexOf(wanted);
    return rank < 0 ? bestFirst : bestFirst.subList(rank, bestFirst.size());
  }
}
