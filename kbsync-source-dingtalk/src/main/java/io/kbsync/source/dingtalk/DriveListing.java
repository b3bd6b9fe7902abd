package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Source.Walk;
import io.kbsync.source.dingtalk.SpaceListing.State;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Drive space, as a whole or folder by folder, whichever is open and cheaper. A space that turns
 * out not to be listed as a whole is walked instead, from its start. Used by one thread.
 */
final class DriveListing implements Listing {

  private static final Set<State> CLOSING =
      EnumSet.of(State.REFUSED, State.UNFIT, State.FOLDERLESS);

  private final DriveWays ways;
  private final Walk walk;
  private final Supplier<TreeListing> folders;
  private final Instant opened;
  private final SpaceListing space;
  private @Nullable TreeListing tree;
  private @Nullable Instant newest;

  /**
   * @param folders begins a walk
   * @param opened when this listing began
   */
  DriveListing(
      DriveWays ways,
      Walk walk,
      SpaceReader reader,
      Supplier<TreeListing> folders,
      Instant opened) {
    this.ways = ways;
    this.walk = walk;
    this.folders = folders;
    this.opened = opened;
    long limit = ways.callsForWhole(walk.entersAll());
    this.space = new SpaceListing(reader, limit);
    this.tree = limit == 0 ? folders.get() : null;
  }

  @Override
  public Optional<Page> next() throws ConnectorException, InterruptedException {
    if (tree == null) {
      Optional<Page> page = space.next();
      if (page.isPresent()) {
        return page;
      } else if (space.state() == State.WHOLE) {
        ways.costs(space.callsOfWalk(walk), space.calls());
        return page;
      } else if (space.state() == State.COSTLY) {
        ways.costOfWhole(space.calls() + 1);
      }
      tree = folders.get();
    }
    return walked(tree);
  }

  private Optional<Page> walked(TreeListing walking)
      throws ConnectorException, InterruptedException {
    Optional<Page> page = walking.next();
    if (CLOSING.contains(space.state()) && ways.isOpen()) {
      // Now it is known that the refusal was about the way, not about the space.
      ways.close(space.state());
    }
    page.ifPresentOrElse(this::noteNewest, () -> noteCosts(walking));
    return page;
  }

  private void noteCosts(TreeListing walked) {
    long pages = PageSizes.pagesOf(walked.entries());
    if (walked.enteredAll()) {
      ways.costs(walked.calls(), pages);
    } else {
      ways.costOfWalk(walked.calls(), pages);
    }
  }

  private void noteNewest(Page page) {
    page.files().stream()
        .map(RemoteFile::modifiedAt)
        .flatMap(Optional::stream)
        .filter(time -> newest == null || time.isAfter(newest))
        .forEach(time -> newest = time);
  }

  @Override
  public Optional<String> mark() {
    Optional<Instant> latest = tree == null ? space.newest() : Optional.ofNullable(newest);
    return ways.isOpen() ? latest.map(time -> RecentListing.mark(time, opened)) : Optional.empty();
  }

  @Override
  public void close() {}
}
