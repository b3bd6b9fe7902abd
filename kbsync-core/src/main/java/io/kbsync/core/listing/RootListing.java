package io.kbsync.core.listing;

import io.kbsync.api.ConnectorException;
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
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one root: repeats pages that failed, finds the path of every file, and parks files whose
 * folder has not come yet. Used by one thread.
 */
public final class RootListing implements AutoCloseable {

  private final Root root;
  private final Retries retries;
  private final FolderTree tree;
  private final BiPredicate<Folder, SourcePath> wanted;
  private final Listing listing;
  private List<RemoteFile> parked = new ArrayList<>();
  private boolean ended;

  private RootListing(
      Root root, Source source, Retries retries, BiPredicate<Folder, SourcePath> wanted)
      throws ConnectorException, InterruptedException {
    this.root = root;
    this.retries = retries;
    this.tree = new FolderTree(root);
    this.wanted = wanted;
    this.listing = retries.call(() -> source.open(root, this::enters));
  }

  /**
   * @param wanted whether anything below a folder can be wanted
   */
  public static RootListing open(
      Root root, Source source, Retries retries, BiPredicate<Folder, SourcePath> wanted)
      throws ConnectorException, InterruptedException {
    return new RootListing(root, source, retries, wanted);
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
    return orphans();
  }

  @Override
  public void close() {
    listing.close();
  }

  // An unknown folder above means that the listing is not a walk: then nothing is saved by asking.
  private boolean enters(Folder folder) {
    tree.add(folder);
    return tree.path(folder).map(path -> wanted.test(folder, path)).orElse(true);
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
