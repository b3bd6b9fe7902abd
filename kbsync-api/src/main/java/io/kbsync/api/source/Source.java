package io.kbsync.api.source;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A place where people keep files. All methods may be called from several threads at once, except
 * that one listing is read by one thread. Each call is one unit that the engine may repeat as a
 * whole; a connector does not retry by itself, but for refreshing a token or an expired link once.
 */
public interface Source extends AutoCloseable {

  /** The lane of files that a source with one lane has. */
  String FILES = "files";

  /**
   * What a person may choose from, oldest first, so that a number keeps its meaning.
   *
   * @param parent the choice on the level above; empty on the first level
   */
  List<Scope> scopes(Optional<Scope> parent) throws ConnectorException, InterruptedException;

  /**
   * Starts reading the files and folders of one root. The caller closes the listing.
   *
   * @param walk asked before the listing spends a call on the children of one folder. A source that
   *     lists a root as a whole may show what lies in other folders, too
   */
  Listing open(Root root, Walk walk) throws ConnectorException, InterruptedException;

  /**
   * A quick look between two listings: what the source knows to have changed since {@code mark},
   * newest first. It shows new and edited files, and folders that are new; it may show more than
   * that, and it need not show renames, moves, restored files, or files of a kind whose marks lag
   * behind. It never shows what is gone, so the engine takes nothing for removed, for complete or
   * for unchanged because of it. Folders that the last listing showed may be left out. Ends at the
   * mark; how many calls it costs depends on the changes, not on the files.
   *
   * <p>Empty: this root has no such look, now or ever; the engine lists it as a whole when that is
   * due. The caller closes the listing.
   *
   * @param mark what an earlier listing or look at this root left, see {@link Listing#mark}
   * @param walk asked as for {@link #open} before the look spends a call on the children of a
   *     folder that it found; folders of earlier listings, in the state of those, need not be asked
   *     for again
   */
  default Optional<Listing> recent(Root root, String mark, Walk walk)
      throws ConnectorException, InterruptedException {
    return Optional.empty();
  }

  /**
   * How long looks at this root may stand in for listings of the whole; empty where the engine
   * decides, since looks show every new and edited file that the marks of the source tell of. A
   * source whose looks only go where changes are likely says here how long what they miss may wait.
   */
  default Optional<Duration> longestBetweenListings(Root root) {
    return Optional.empty();
  }

  /**
   * Opens a connection over which this source tells of changes in these roots, each of which has
   * looks, so that one comes soon after a change and none is needed where nothing changes. While it
   * cannot be had, the engine looks as it would without it: whatever this throws ends no pass. It
   * is opened again soon after a {@link RetriableException}, and seldom after anything else, which
   * means that a person has to do something first.
   *
   * <p>Empty: this source tells of nothing, now or ever. The caller closes the connection.
   */
  default Optional<Changes> changes(List<Root> roots)
      throws ConnectorException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Whether files that a listing no longer shows still exist. Asked before any removal, in batches
   * of the engine's choice; what the answer leaves out counts as {@link Presence#UNKNOWN}.
   */
  default Map<FileId, Presence> presence(List<FileId> ids)
      throws ConnectorException, InterruptedException {
    return ids.stream().collect(Collectors.toMap(Function.identity(), id -> Presence.UNKNOWN));
  }

  /**
   * Told, before any of them is fetched, which files of a page are to be fetched. A source that
   * needs a person's login for some of them asks for it now, through the {@code Interaction}, and
   * says what for; it returns when it knows whether it has one. What stays closed shows with each
   * fetch. Not called where nothing of a page is to be fetched, nor in a rehearsal.
   */
  default void prepare(Root root, List<RemoteFile> wanted)
      throws ConnectorException, InterruptedException {}

  /**
   * Opens the content of a file as the listing showed it. The caller closes it, and closing early
   * is normal. The answer says which rendition really came.
   */
  RemoteContent fetch(RemoteFile file, Rendition wanted)
      throws ConnectorException, InterruptedException;

  /**
   * How many fetches may run at once on each lane. Every lane that a {@link RemoteFile} names is a
   * key of this map.
   */
  default Map<String, Integer> lanes() {
    return Map.of(FILES, 8);
  }

  /**
   * Tries every right that the application or the account needs, each with the cheapest call that
   * needs it. For a person who sets things up; no run asks this.
   */
  default List<PermissionCheck> permissions() throws ConnectorException, InterruptedException {
    return List.of();
  }

  /**
   * Asks a person, through the {@code Interaction}, for whatever login the files of this root may
   * need beside the application's own, and returns when it is there. Nothing is asked where a login
   * still holds, or where the source needs none.
   */
  default void login(Root root) throws ConnectorException, InterruptedException {}

  /**
   * Tries every way over a browser to this file, each by itself. For a person who wants to know
   * which of them still fits; no run asks this.
   */
  default List<WayCheck> browserWays(RemoteFile file)
      throws ConnectorException, InterruptedException {
    return List.of();
  }

  /** From another thread: calls that block and streams that are open fail soon. */
  default void cancel() {}

  /** Ends the connection. Called once, after every listing and content is closed. */
  @Override
  void close();

  /** The engine's answer to the question which folders are worth a call. */
  @FunctionalInterface
  interface Walk {

    /** False: nothing below this folder is wanted; the listing does not read its children. */
    boolean enters(Folder folder);

    /**
     * Whether every folder will be entered, so that a source that can list a root as a whole need
     * not go from folder to folder.
     */
    default boolean entersAll() {
      return false;
    }

    /** Everything is wanted. */
    Walk EVERYWHERE =
        new Walk() {
          @Override
          public boolean enters(Folder folder) {
            return true;
          }

          @Override
          public boolean entersAll() {
            return true;
          }
        };
  }
}
