package io.kbsync.core;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.filter.Verdict;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.core.calls.Retries;
import io.kbsync.core.listing.ListedFile;
import io.kbsync.core.listing.ListedPage;
import io.kbsync.core.listing.RootListing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tries the ways over a browser to one wanted file of each kind, the first that is listed. */
final class BrowserSamples {

  private static final String UPLOADED = "";

  private final Source source;
  private final Retries retries;
  private final FilterChain filters;
  private final Set<String> tried = new HashSet<>();
  private int pagesLeft;

  /**
   * @param pages of all listings together, at most
   */
  BrowserSamples(Source source, Retries retries, FilterChain filters, int pages) {
    this.source = source;
    this.retries = retries;
    this.filters = filters;
    this.pagesLeft = pages;
  }

  void of(List<Root> roots, Consumer<BrowserSample> receiver)
      throws ConnectorException, InterruptedException {
    for (Root root : roots) {
      try (RootListing listing = RootListing.open(root, source, retries, filters)) {
        for (Optional<ListedPage> page = next(listing); page.isPresent(); page = next(listing)) {
          for (ListedFile file : page.get().files()) {
            if (isWanted(file) && tried.add(kind(file.file()))) {
              receiver.accept(sample(file));
            }
          }
        }
      }
    }
  }

  private Optional<ListedPage> next(RootListing listing)
      throws ConnectorException, InterruptedException {
    return pagesLeft-- > 0 ? listing.next() : Optional.empty();
  }

  private boolean isWanted(ListedFile listed) {
    RemoteFile file = listed.file();
    return file.skipReason().isEmpty()
        && !file.renditions().isEmpty()
        && filters.judge(file, listed.path()).equals(Verdict.INCLUDE);
  }

  /** Files that come as they are need one way, whatever is in them. */
  private static String kind(RemoteFile file) {
    return file.renditions().equals(List.of(Rendition.ORIGINAL))
        ? UPLOADED
        : file.extension().orElse(file.lane());
  }

  private BrowserSample sample(ListedFile listed) throws ConnectorException, InterruptedException {
    String path = listed.path().toString();
    try {
      return new BrowserSample(path, retries.call(() -> source.browserWays(listed.file())), "");
    } catch (PermanentException e) {
      return new BrowserSample(path, List.of(), String.valueOf(e.getMessage()));
    }
  }
}
