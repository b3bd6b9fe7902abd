package io.kbsync.core.listing;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourcePath;
import io.kbsync.core.calls.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one root: repeats pages that failed, finds the path of every file, and parks files whose
 * folder has not come yet. Used by one thread.
 */
public final class RootListing implements AutoCloseable {

  private final Root root;
  private final Retries retries;
  private final FolderTree tree;
  private final Listing listing;
  private final boolean whole;
  private List<RemoteFile> parked = new ArrayList<>();
  private boolean ended;

  private RootListing(Root root, Retries retries, FolderTree tree, Listing listing, boolean whole) {
    this.root = root;
    this.retries = retries;
    this.tree = tree;
    this.listing = listing;
    this.whole = whole;
  }

  /** Reads the root as a whole, but for the folders below which a filter wants nothing. */
  public static RootListing open(Root root, Source source, Retries retries, Filter filter)
      throws ConnectorException, InterruptedException {
    FolderTree tree = new FolderTree(root);
    Listing listing = retries.call(() -> source.open(root, new WantedFolders(tree, filter)));
    return new RootListing(root, retries, tree, listing, true);
  }

  /**
   * Reads what changed last. A file whose folder is neither among those that are known nor shown by
   * the look itself is left to the next listing of the whole.
   *
   * @param mark of an earlier listing or look
   * @param filter wants nothing below some folders
   * @param known folders that the last listing showed
   * @return empty where the source has no such look
   */
  public static Optional<RootListing> recent(
      Root root, Source source, Retries retries, Filter filter, String mark, List<Folder> known)
      throws ConnectorException, InterruptedException {
    FolderTree tree = new FolderTree(root);
    known.forEach(tree::add);
    return retries
        .call(() -> source.recent(root, mark, new WantedFolders(tree, filter)))
        .map(listing -> new RootListing(root, retries, tree, listing, false));
  }

  /** An unknown folder above means that the listing is no walk: nothing is saved by asking. */
  private record WantedFolders(FolderTree tree, Filter filter) implements Source.Walk {

    @Override
    public boolean enters(Folder folder) {
      tree.add(folder);
      return tree.path(folder).map(path -> filter.mayContain(folder, path)).orElse(true);
    }

    @Override
    public boolean entersAll() {
      return filter.mayContainEverywhere();
    }
  }

  /** The next page; empty at the end. */
  public Optional<ListedPage> next() throws ConnectorException, InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    Optional<Page> page = retries.call(listing::next);
    if (page.isPresent()) {
      return Optional.of(resolve(page.get()));
    }
    ended = true;
    return whole ? orphans() : Optional.empty();
  }

  /** After the end: from where a look has to go on; empty where the source has none. */
  public Optional<String> mark() {
    return listing.mark();
  }

  /** The folders that are known by now. */
  public List<Folder> folders() {
    return List.copyOf(tree.folders());
  }

  @Override
  public void close() {
    listing.close();
  }

  private ListedPage resolve(Page page) {
    page.folders().forEach(tree::add);
    List<ListedFile> files = new ArrayList<>();
    List<RemoteFile> still = new ArrayList<>();
    if (!page.folders().isEmpty()) {
      parked.forEach(file -> place(file, files, still));
      parked = still;
    }
    page.files().forEach(file -> place(file, files, parked));
    return new ListedPage(files, page.gaps().stream().map(this::unread).toList());
  }

  private void place(RemoteFile file, List<ListedFile> files, List<RemoteFile> elsewhere) {
    Optional<SourcePath> folder = tree.pathOf(file.parentId().orElse(null));
    if (folder.isPresent()) {
      files.add(new ListedFile(file, folder.get().child(file.name())));
    } else {
      elsewhere.add(file);
    }
  }

  private Optional<ListedPage> orphans() {
    if (parked.isEmpty()) {
      return Optional.empty();
    }
    List<ListedPage.Unread> gaps =
        parked.stream()
            .map(
                file ->
                    unread(
                        new Gap(
                            null,
                            "the folder of '" + file.name() + "' was not listed; run it again")))
            .toList();
    parked = List.of();
    return Optional.of(new ListedPage(List.of(), gaps));
  }

  private ListedPage.Unread unread(Gap gap) {
    @Nullable String folder = gap.folder();
    String path =
        folder == null
            ? root.name()
            : tree.pathOf(folder).map(SourcePath::toString).orElse(root.name());
    return new ListedPage.Unread(path, gap);
  }
}
