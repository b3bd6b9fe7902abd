package io.kbsync.source.dingtalk;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.DentryId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the nodes of knowledge bases lie in storage. The answer to a node never changes and costs a
 * call, so it is kept: in memory, and in a file that outlives the process, a line of JSON for each.
 * Thread-safe.
 */
final class DentryIds {

  private static final Logger log = LoggerFactory.getLogger(DentryIds.class);

  static final JsonAdapter<Line> JSON = new Moshi.Builder().build().adapter(Line.class);

  private final DingTalkClient client;
  private final Availability api;
  private final BrowserNeed browser;
  private final KeptLines kept;
  private final Map<String, Place> known = new ConcurrentHashMap<>();

  DentryIds(DingTalkClient client, BrowserNeed browser, Path workDirectory, Clock clock) {
    this.client = client;
    this.api = new Availability(clock);
    this.browser = browser;
    this.kept = new KeptLines(workDirectory.resolve("dentry-ids"));
    kept.read().forEach(this::load);
  }

  /** Where something lies in storage. */
  record Place(String spaceId, String dentryId) {

    Place {
      Objects.requireNonNull(spaceId, "spaceId");
      Objects.requireNonNull(dentryId, "dentryId");
    }
  }

  /**
   * A place as it is kept; without one, the line voids what earlier lines say of the node. Public,
   * because Moshi writes it.
   */
  public record Line(String node, @Nullable String space, @Nullable String dentry) {}

  Place placeOf(RemoteFile wanted) throws ConnectorException, InterruptedException {
    String node = wanted.id().value();
    Place place = known.get(node);
    return place != null ? place : ask(wanted, node);
  }

  /**
   * Whether this application may not ask where files like this one lie; costs a call, which the
   * fetch of the file then saves.
   */
  boolean isClosedFor(RemoteFile sample) throws ConnectorException, InterruptedException {
    try {
      placeOf(sample);
      return false;
    } catch (PermanentException e) {
      return e.outcome() == PermanentException.Outcome.NEEDS_LOGIN;
    }
  }

  /** The place of this node was wrong: it is asked for again, by later processes too. */
  void forget(RemoteFile wanted) {
    String node = wanted.id().value();
    if (known.remove(node) != null) {
      kept.add(JSON.toJson(new Line(node, null, null)));
    }
  }

  private Place ask(RemoteFile wanted, String node)
      throws ConnectorException, InterruptedException {
    String what = "tell where '" + wanted.name() + "' is stored";
    Answer<DentryId> answer =
        api.ask(
            () ->
                client.tryAsk(
                    Groups.DENTRY_IDS,
                    what,
                    (dingTalk, token, unionId) -> dingTalk.dentryId(token, node, unionId)));
    if (answer instanceof Answer.Good<DentryId> good) {
      return keep(node, place(good.value(), what));
    }
    ApiError error = ((Answer.Refused<DentryId>) answer).error();
    if (Availability.isClosed(error)) {
      throw browser.verdict(
          "files uploaded to a knowledge base need the permission "
              + PermissionPoint.WIKI_DOCUMENT.described());
    }
    throw DingTalkErrors.verdict(error, what);
  }

  private static Place place(DentryId answer, String what) throws RetriableException {
    String space = answer.spaceId();
    String dentry = answer.dentryId();
    if (space == null || dentry == null) {
      throw new RetriableException("DingTalk would not " + what + ": its answer is empty", null);
    }
    return new Place(space, dentry);
  }

  private Place keep(String node, Place place) {
    known.put(node, place);
    kept.add(JSON.toJson(new Line(node, place.spaceId(), place.dentryId())));
    return place;
  }

  private void load(String text) {
    try {
      Line line = JSON.fromJson(text);
      if (line != null) {
        load(line);
      }
    } catch (IOException | JsonDataException | NullPointerException e) {
      log.debug("The place of a file cannot be read", e);
    }
  }

  private void load(Line line) {
    String space = line.space();
    String dentry = line.dentry();
    if (space == null || dentry == null) {
      known.remove(line.node());
    } else {
      known.put(line.node(), new Place(space, dentry));
    }
  }
}
