package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Gap;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source.Walk;
import io.kbsync.source.dingtalk.FolderReader.Children;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tree breadth first: one request for each page of each folder that the engine wants
 * entered. A folder that cannot be read becomes a gap, and the walk goes on.
 */
final class TreeListing implements Listing {

  /**
   * A page token may end while its folder is read; then the folder is read again from its start.
   */
  private static final int RESTARTS = 3;

  private final Root root;
  private final FolderReader reader;
  private final Walk walk;
  private final Queue<Visit> visits = new ArrayDeque<>();
  private final Set<String> knownFolders = new HashSet<>();
  private long calls;
  private long entries;
  private boolean passedOver;

  TreeListing(Root root, FolderReader reader, Walk walk) {
    this(root, reader, walk, List.of());
  }

  /**
   * @param known folders to visit as well, wherever they lie
   */
  TreeListing(Root root, FolderReader reader, Walk walk, List<Folder> known) {
    this.root = root;
    this.reader = reader;
    this.walk = walk;
    visits.add(new Visit(null));
    known.forEach(folder -> visits.add(new Visit(folder)));
  }

  @Override
  public Optional<Page> next() throws ConnectorException, InterruptedException {
    for (Visit visit = current(); visit != null; visit = current()) {
      Answer<Children> answer = reader.read(visit.folder, visit.pageToken);
      calls++;
      if (answer instanceof Answer.Good<Children> good) {
        return Optional.of(take(visit, good.value()));
      }
      ApiError error = ((Answer.Refused<Children>) answer).error();
      if (!visit.startsAgain(error)) {
        Page gap = gap(visit, error);
        visits.remove();
        return Optional.of(gap);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** How many pages were asked for so far. */
  long calls() {
    return calls;
  }

  /** How many files and folders were found so far. */
  long entries() {
    return entries;
  }

  /** Whether no folder was passed over so far. */
  boolean enteredAll() {
    return !passedOver;
  }

  /** The folder being read; folders that nobody wants entered are passed over. */
  private @Nullable Visit current() {
    Visit visit = visits.peek();
    while (visit != null && !visit.entered(walk)) {
      passedOver = true;
      visits.remove();
      visit = visits.peek();
    }
    return visit;
  }

  private Page take(Visit visit, Children children) {
    List<RemoteFile> files =
        children.files().stream().filter(file -> visit.files.add(file.id().value())).toList();
    List<Folder> folders =
        children.folders().stream().filter(folder -> knownFolders.add(folder.id())).toList();
    folders.forEach(folder -> visits.add(new Visit(folder)));
    entries += files.size() + folders.size();
    boolean stuck = PageTokens.leadsToItself(visit.pageToken, children.nextToken());
    visit.pageToken = stuck ? null : children.nextToken();
    if (visit.pageToken == null) {
      visits.remove();
    }
    boolean complete = children.complete() && !stuck;
    return new Page(files, folders, complete ? List.of() : List.of(unreadable(visit)));
  }

  private Gap unreadable(Visit visit) {
    return new Gap(
        visit.folderId(), "DingTalk's answer for " + visit.named(root) + " was not a full list");
  }

  private Page gap(Visit visit, ApiError error) throws ConnectorException {
    String why =
        switch (error.kind()) {
          case MISSING -> "it is no longer there";
          case DENIED -> "the account may not read it";
          case INVALID ->
              (visit.restarts == 0 ? "DingTalk would not list it" : "its pages do not turn")
                  + DingTalkErrors.words(error);
          default -> throw verdict(visit, error);
        };
    if (visit.folder == null && visit.restarts == 0) {
      throw rootRefused(visit, error);
    }
    Gap gap = new Gap(visit.folderId(), visit.named(root) + " was not read: " + why);
    return new Page(List.of(), List.of(), List.of(gap));
  }

  private ConnectorException verdict(Visit visit, ApiError error) {
    return DingTalkErrors.verdict(error, "list " + visit.named(root));
  }

  /** Only where DingTalk says so is the root gone: people give up what they are told is gone. */
  private ConnectorException rootRefused(Visit visit, ApiError error) {
    if (error.kind() == ApiError.Kind.INVALID) {
      return verdict(visit, error);
    } else if (error.kind() == ApiError.Kind.DENIED) {
      return new FatalException(
          FatalException.Kind.PERMISSION,
          "The account may not read '"
              + root.name()
              + "'. Ask its owner for the right to read and download",
          null);
    }
    return new FatalException(
        FatalException.Kind.REFUSED_VALUE,
        "DingTalk knows no '"
            + root.name()
            + "' ("
            + root.id()
            + ") any more. Choose another one, or give it up with KBSync forget",
        null);
  }

  /** Where the reading of one folder stands. */
  private static final class Visit {

    private final @Nullable Folder folder;
    private final Set<String> files = new HashSet<>();
    private @Nullable String pageToken;
    private @Nullable Boolean wanted;
    private int restarts;

    private Visit(@Nullable Folder folder) {
      this.folder = folder;
    }

    private boolean entered(Walk walk) {
      if (wanted == null) {
        wanted = folder == null || walk.enters(folder);
      }
      return wanted;
    }

    private boolean startsAgain(ApiError error) {
      if (pageToken == null || error.kind() != ApiError.Kind.INVALID || restarts == RESTARTS) {
        return false;
      }
      restarts++;
      pageToken = null;
      return true;
    }

    private @Nullable String folderId() {
      return folder == null ? null : folder.id();
    }

    private String named(Root root) {
      return folder == null ? "'" + root.name() + "'" : "the folder '" + folder.name() + "'";
    }
  }
}
