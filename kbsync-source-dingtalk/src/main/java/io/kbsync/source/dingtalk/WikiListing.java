package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source.Walk;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A walk of a knowledge base that notes where changes are likely, for the partial walks after it,
 * or such a partial walk. Used by one thread.
 */
final class WikiListing implements Listing {

  private final TreeListing tree;
  private final FolderNotes notes;
  private final boolean partial;

  private WikiListing(TreeListing tree, FolderNotes notes, boolean partial) {
    this.tree = tree;
    this.notes = notes;
    this.partial = partial;
  }

  /** All folders that are wanted. */
  static WikiListing whole(Root root, Function<FolderNotes, WikiFolders> folders, Walk walk) {
    FolderNotes notes = FolderNotes.none();
    return new WikiListing(new TreeListing(root, folders.apply(notes), walk), notes, false);
  }

  /**
   * The root, the folders in which something changed lately, and those of which a list that is read
   * shows that they are new or otherwise than before.
   *
   * @param wanted asked for those of the last kind: where the others lie is not known any more, and
   *     they were wanted when they were read
   * @return empty when the mark is not of such a walk
   */
  static Optional<WikiListing> partial(
      Root root,
      Function<FolderNotes, WikiFolders> folders,
      String mark,
      Walk wanted,
      Instant now) {
    return FolderNotes.of(mark)
        .map(notes -> partial(root, folders.apply(notes), notes, wanted, now));
  }

  private static WikiListing partial(
      Root root, WikiFolders folders, FolderNotes notes, Walk wanted, Instant now) {
    List<Folder> active = notes.active(now);
    Set<String> ids = active.stream().map(Folder::id).collect(Collectors.toSet());
    Set<String> entered = new HashSet<>();
    Walk walk =
        folder ->
            (ids.contains(folder.id())
                    || (notes.isConspicuous(folder.id()) && wanted.enters(folder)))
                && entered.add(folder.id());
    return new WikiListing(new TreeListing(root, folders, walk, active), notes, true);
  }

  @Override
  public Optional<Page> next() throws ConnectorException, InterruptedException {
    Optional<Page> page = tree.next();
    return partial ? page.map(WikiListing::withoutFoldersThatAreGone) : page;
  }

  /** A folder that cannot be read any more is for the next full walk to tell. */
  private static Page withoutFoldersThatAreGone(Page page) {
    return new Page(
        page.files(),
        page.folders(),
        page.gaps().stream().filter(gap -> gap.folder() == null).toList());
  }

  @Override
  public Optional<String> mark() {
    return Optional.of(notes.mark());
  }

  @Override
  public void close() {
    tree.close();
  }
}
