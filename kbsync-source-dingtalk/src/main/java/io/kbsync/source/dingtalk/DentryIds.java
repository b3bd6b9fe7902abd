package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkWire.DentryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the nodes of knowledge bases lie in storage. The answer to a node never changes and costs a
 * call, so it is kept: in memory, and in a file that outlives the process. Thread-safe.
 */
final class DentryIds {

  private static final Logger log = LoggerFactory.getLogger(DentryIds.class);

  private final DingTalkClient client;
  private final Availability api;
  private final BrowserNeed browser;
  private final Path file;
  private final Map<String, Place> known = new ConcurrentHashMap<>();

  DentryIds(DingTalkClient client, BrowserNeed browser, Path workDirectory, Clock clock) {
    this.client = client;
    this.api = new Availability(clock);
    this.browser = browser;
    this.file = workDirectory.resolve("dentry-ids");
    load();
  }

  /** Where something lies in storage. */
  record Place(String spaceId, String dentryId) {}

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

  /** The place of this node was wrong: it is asked for again. */
  void forget(RemoteFile wanted) {
    known.remove(wanted.id().value());
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
    append(String.join("\t", node, place.spaceId(), place.dentryId()) + "\n");
    return place;
  }

  private synchronized void append(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.debug("Places of files are not kept", e);
    }
  }

  private void load() {
    if (!Files.exists(file)) {
      return;
    }
    try (Stream<String> lines = Files.lines(file)) {
      lines.map(line -> List.of(line.split("\t", -1))).forEach(this::load);
    } catch (IOException | UncheckedIOException e) {
      log.debug("Places of files kept earlier cannot be read", e);
    }
  }

  /** A line that broke off with its process is passed over. */
  private @Nullable Place load(List<String> fields) {
    return fields.size() == 3 && fields.stream().noneMatch(String::isEmpty)
        ? known.put(fields.get(0), new Place(fields.get(1), fields.get(2)))
        : null;
  }
}
