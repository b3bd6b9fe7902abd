package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.source.Listing;
import io.kbsync.api.source.Page;
import io.kbsync.api.source.Root;
import io.kbsync.source.dingtalk.SpaceReader.Entries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changed last in a Drive space, newest first, to the end of the page that reaches the mark.
 * What such a page shows beyond the mark makes up for times that are whole minutes and for changes
 * that are listed late; no further page is spent on them, since hundreds of files may have come in
 * one minute. A change during the look moves its entry to the front, where the next look finds it.
 * Used by one thread.
 */
final class RecentListing implements Listing {

  private static final Logger log = LoggerFactory.getLogger(RecentListing.class);

  private final SpaceReader reader;
  private final String what;
  private final long mark;
  private final Instant opened;
  private final @Nullable Instant newest;
  private @Nullable Entries first;
  private @Nullable String pageToken;
  private boolean ended;

  private RecentListing(SpaceReader reader, String what, long mark, Entries first, Instant opened) {
    this.reader = reader;
    this.what = what;
    this.mark = mark;
    this.first = first;
    this.newest = first.newest();
    this.opened = opened;
  }

  /**
   * Reads the first page. Whether the space can be listed as a whole is for its next listing to
   * find out, since a look has no walk to compare a refusal with.
   *
   * @return empty when the space has no such look
   */
  static Optional<RecentListing> open(Root root, SpaceReader reader, String mark, Instant opened)
      throws ConnectorException, InterruptedException {
    if (!mark.matches("\\d{1,15}")) {
      return Optional.empty();
    }
    String what = "list what changed last in '" + root.name() + "'";
    Answer<Entries> answer = reader.read(SpaceReader.NEWEST_FIRST, null);
    if (answer instanceof Answer.Refused<Entries> refused) {
      noLook(refused.error(), what);
      return Optional.empty();
    }
    Entries first = ((Answer.Good<Entries>) answer).value();
    if (!isUsable(first)) {
      log.warn("DingTalk did not {}: ids or times are missing. The next listing goes on", what);
      return Optional.empty();
    }
    return Optional.of(new RecentListing(reader, what, Long.parseLong(mark), first, opened));
  }

  private static void noLook(ApiError error, String what) throws ConnectorException {
    switch (error.kind()) {
      case NO_SCOPE, DENIED, MISSING -> throw DingTalkErrors.verdict(error, what);
      default ->
          log.warn(
              "DingTalk would not {}{}. The next listing goes on",
              what,
              DingTalkErrors.words(error));
    }
  }

  private static boolean isUsable(Entries page) {
    return page.complete() && (page.isEmpty() || page.oldest() != null);
  }

  /**
   * The mark of a listing or look: the time of the latest change it saw, but not later than its own
   * beginning, since what was read early may have changed while the rest was read.
   */
  static String mark(Instant newest, Instant opened) {
    return Long.toString((newest.isBefore(opened) ? newest : opened).toEpochMilli());
  }

  @Override
  public Optional<Page> next() throws ConnectorException, InterruptedException {
    if (ended) {
      return Optional.empty();
    }
    Entries shown = first == null ? read(pageToken) : first;
    first = null;
    boolean stuck = PageTokens.leadsToItself(pageToken, shown.nextToken());
    pageToken = shown.nextToken();
    ended = pageToken == null || reachesMark(shown);
    if (stuck && !ended) {
      throw doesNotTurn(" (it showed one page twice)");
    }
    return Optional.of(new Page(shown.files(), shown.folders(), List.of()));
  }

  private boolean reachesMark(Entries shown) {
    return shown.oldest() != null && shown.oldest().toEpochMilli() <= mark;
  }

  private Entries read(@Nullable String pageToken) throws ConnectorException, InterruptedException {
    Answer<Entries> answer = reader.read(SpaceReader.NEWEST_FIRST, pageToken);
    if (answer instanceof Answer.Refused<Entries> refused) {
      throw doesNotTurn(DingTalkErrors.words(refused.error()));
    }
    return ((Answer.Good<Entries>) answer).value();
  }

  /** The same token fares alike at once; the next look begins at the first page. */
  private PermanentException doesNotTurn(String words) {
    return PermanentException.failed(
        "DingTalk would not "
            + what
            + " to its end: the pages do not turn"
            + words
            + "; the next look tries again",
        null);
  }

  @Override
  public Optional<String> mark() {
    long last = newest == null ? mark : Long.parseLong(mark(newest, opened));
    return Optional.of(Long.toString(Math.max(mark, last)));
  }

  @Override
  public void close() {}
}
