package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.ExportWay.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  static final Rendition DOCX = Rendition.of("docx");
  static final Rendition XLSX = Rendition.of("xlsx");
  static final Rendition MARKDOWN = Rendition.of("md");

  private final Map<OnlineKind, List<ExportWay>> ways;
  private final BrowserNeed browser;

  OnlineDocuments(Map<OnlineKind, List<ExportWay>> ways, BrowserNeed browser) {
    this.ways = Map.copyOf(ways);
    this.browser = browser;
  }

  /** The wanted form, or one that ranks below it; the caller closes the content. */
  RemoteContent fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException {
    List<Rendition> acceptable = notBetterThan(wanted, file.renditions());
    List<String> reasons = new ArrayList<>();
    for (ExportWay way : waysTo(file)) {
      if (!acceptable.contains(way.rendition())) {
        continue;
      }
      Attempt attempt = way.export(file);
      if (attempt instanceof Attempt.Arrived arrived) {
        return arrived.content();
      }
      String reason = ((Attempt.Closed) attempt).reason();
      log.debug("no {} of {}: {}", way.rendition().id(), file, reason);
      reasons.add(reason);
    }
    throw browser.verdict(
        reasons.isEmpty()
            ? "no Open API export for " + file.extension().orElse("documents of this kind")
            : String.join("; ", reasons));
  }

  private List<ExportWay> waysTo(RemoteFile file) {
    Optional<OnlineKind> kind = OnlineKind.of(file);
    return kind.map(known -> ways.getOrDefault(known, List.of())).orElse(List.of());
  }

  private static List<Rendition> notBetterThan(Rendition wanted, List<Rendition> bestFirst) {
    int rank = bestFirst.indexOf(wanted);
    return rank < 0 ? bestFirst : bestFirst.subList(rank, bestFirst.size());
  }
}
