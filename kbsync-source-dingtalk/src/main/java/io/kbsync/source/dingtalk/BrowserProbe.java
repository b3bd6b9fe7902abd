package io.kbsync.source.dingtalk;

import static java.util.stream.Collectors.joining;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.RemoteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the files that are about to be fetched only a browser brings. One call to each API finds
 * it out, and is part of the fetches that follow. Thread-safe.
 */
final class BrowserProbe {

  private final DentryIds places;
  private final ExportSubmissions exports;

  BrowserProbe(DentryIds places, ExportSubmissions exports) {
    this.places = places;
    this.exports = exports;
  }

  /** Why a browser is needed, for people; empty: the Open API gives it all. */
  List<String> reasons(List<RemoteFile> wanted) throws ConnectorException, InterruptedException {
    List<String> reasons = new ArrayList<>();
    Optional<RemoteFile> uploaded = first(wanted, file -> !FileMapping.isOnline(file));
    if (uploaded.isPresent() && places.isClosedFor(uploaded.get())) {
      reasons.add(
          "the files that people uploaded cannot be downloaded with this application's permissions");
    }
    Optional<RemoteFile> exported = first(wanted, file -> isIn(OnlineDocuments.LANE, file));
    if (exported.isPresent()
        && exports.isClosed(exported.get(), exported.get().renditions().get(0))) {
      reasons.add("online documents cannot be exported through the Open API");
    }
    String others =
        wanted.stream()
            .filter(file -> isIn(OnlineDocuments.BROWSER_LANE, file))
            .flatMap(file -> OnlineKind.of(file).stream())
            .distinct()
            .map(OnlineKind::inWords)
            .collect(joining(", "));
    if (!others.isEmpty()) {
      reasons.add("the Open API has no export for " + others);
    }
    return List.copyOf(reasons);
  }

  private static boolean isIn(String lane, RemoteFile file) {
    return file.lane().equals(lane);
  }

  private static Optional<RemoteFile> first(
      List<RemoteFile> wanted, java.util.function.Predicate<RemoteFile> condition) {
    return wanted.stream().filter(condition).findFirst();
  }
}
