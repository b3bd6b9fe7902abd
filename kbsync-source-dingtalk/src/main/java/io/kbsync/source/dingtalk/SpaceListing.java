package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Folder;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Source.Walk;
import io.kbsync.source.dingtalk.SpaceReader.Entries;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Drive space as a whole, the oldest change first: what changes meanwhile comes again, and
 * nothing is missed. Says when it cannot be had this way; a walk then takes its place. Its memory
 * grows with the folders. Used by one thread.
 */
final class SpaceListing {

  /** A page token may end while pages are turned; then the space is read again from its start. */
  private static final int RESTARTS = 3;

  /** A server that cannot sort a large space in its time may well show its folders. */
  private static final int GIVEN_UP_AFTER = 3;

  private static final String ROOT = "";

  /** How the reading stands. */
  enum State {
    READING,
    /** Everything was shown. */
    WHOLE,
    /** DingTalk would not list the space this way. */
    REFUSED,
    /** It takes more calls than it may cost. */
    COSTLY,
    /** The pages do not turn, or DingTalk takes too long. */
    UNFIT,
    /** The entries lie in folders that no page shows. */
    FOLDERLESS
  }

  private final SpaceReader reader;
  private final long limit;
  private final Map<String, Integer> children = new HashMap<>();
  private final List<Folder> folders = new ArrayList<>();
  private final Set<String> knownFolders = new HashSet<>(Set.of(ROOT));
  private State state = State.READING;
  private @Nullable String pageToken;
  private @Nullable Instant newest;
  private int restarts;
  private int failures;
  private long calls;

  /**
   * @param limit how many calls this may cost
   */
  SpaceListing(SpaceReader reader, long limit) {
    this.reader = reader;
    this.limit = limit;
  }

  /** The next page; empty when {@link #state} is not READING any more. */
  Optional<Page> next() throws ConnectorException, InterruptedException {
    while (state == State.READING) {
      if (calls >= limit) {
        state = State.COSTLY;
        return Optional.empty();
      }
      try {
        Answer<Entries> answer = reader.read(SpaceReader.OLDEST_FIRST, pageToken);
        calls++;
        if (answer instanceof Answer.Good<Entries> good) {
          return Optional.of(take(good.value()));
        }
        state = afterRefusal(((Answer.Refused<Entries>) answer).error());
      } catch (RetriableException e) {
        failures += isBeyondDingTalk(e) ? 1 : 0;
        if (failures < GIVEN_UP_AFTER) {
          throw e;
        }
        state = State.UNFIT;
      }
    }
    return Optional.empty();
  }

  /**
   * Whether this very request was too much for DingTalk: it answered with a trouble of its own, or
   * not in time. A connection that broke or was not to be had says nothing about the space.
   */
  private static boolean isBeyondDingTalk(RetriableException e) {
    boolean answered = e.getCause() == null;
    boolean tooSlow = e.getCause() instanceof InterruptedIOException;
    return e.outcomeUnknown() && (answered || tooSlow);
  }

  State state() {
    return state;
  }

  long calls() {
    return calls;
  }

  /** The time of the latest change that was shown. */
  Optional<Instant> newest() {
    return Optional.ofNullable(newest);
  }

  /** What a walk would have cost that enters the folders that are wanted. */
  long callsOfWalk(Walk walk) {
    return pages(ROOT)
        + folders.stream().filter(walk::enters).mapToLong(folder -> pages(folder.id())).sum();
  }

  private long pages(String folder) {
    return PageSizes.pagesOf(children.getOrDefault(folder, 0));
  }

  private Page take(Entries entries) {
    List<Folder> news =
        entries.folders().stream().filter(folder -> knownFolders.add(folder.id())).toList();
    folders.addAll(news);
    entries.files().stream().map(RemoteFile::parentId).forEach(this::count);
    news.stream().map(Folder::parentId).forEach(this::count);
    failures = 0;
    if (entries.newest() != null && (newest == null || entries.newest().isAfter(newest))) {
      newest = entries.newest();
    }
    boolean stuck = PageTokens.leadsToItself(pageToken, entries.nextToken());
    pageToken = entries.nextToken();
    if (stuck || !entries.complete()) {
      state = State.UNFIT;
    } else if (pageToken == null) {
      state = knownFolders.containsAll(children.keySet()) ? State.WHOLE : State.FOLDERLESS;
    }
    return new Page(entries.files(), news, List.of());
  }

  private void count(Optional<String> parent) {
    children.merge(parent.orElse(ROOT), 1, Integer::sum);
  }

  private State afterRefusal(ApiError error) {
    if (pageToken == null) {
      return State.REFUSED;
    }
    restarts++;
    pageToken = null;
    boolean again = error.kind() == ApiError.Kind.INVALID && restarts <= RESTARTS;
    return again ? State.READING : State.UNFIT;
  }
}
