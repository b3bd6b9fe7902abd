package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import io.kbsync.source.dingtalk.DingTalkWire.DentryAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.DentryIdsRequest;
import io.kbsync.source.dingtalk.DingTalkWire.DentryResult;
import io.kbsync.source.dingtalk.DingTalkWire.DentryResults;
import io.kbsync.source.dingtalk.DingTalkWire.Node;
import io.kbsync.source.dingtalk.DingTalkWire.NodeAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.NodeIdsRequest;
import io.kbsync.source.dingtalk.DingTalkWire.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether files still exist: asked in batches, and one by one where a batch cannot say. Only a
 * clear answer counts as gone. Thread-safe.
 */
final class Presences {

  private static final int DENTRIES_AT_ONCE = 30;
  private static final int NODES_AT_ONCE = 20;

  /** What other codes miss may be something else: the space, the knowledge base, or the user. */
  private static final Set<String> NO_SUCH_ENTRY = Set.of("dentryNotExist", "nodeNotExist");

  private static final String WHAT = "say whether files still exist";

  /** Longer than a guard bans; whoever asks later wants to know it anew. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final DingTalkClient client;
  private final Clock clock;
  private volatile Kept kept = Kept.NOTHING;

  Presences(DingTalkClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The answers of a unit that broke off. */
  private record Kept(Map<FileId, Presence> answers, Instant until) {

    private static final Kept NOTHING = new Kept(Map.of(), Instant.MIN);

    Map<FileId, Presence> at(Instant now) {
      return now.isBefore(until) ? answers : Map.of();
    }
  }

  /** The same question after one that broke off asks only for what is still open. */
  Map<FileId, Presence> of(List<FileId> ids) throws ConnectorException, InterruptedException {
    Map<FileId, Presence> answers = new HashMap<>(kept.at(clock.instant()));
    answers.keySet().retainAll(ids);
    try {
      ask(ids.stream().filter(id -> !answers.containsKey(id)).toList(), answers);
    } catch (ConnectorException e) {
      kept = new Kept(Map.copyOf(answers), clock.instant().plus(KEPT));
      throw e;
    }
    kept = Kept.NOTHING;
    return answers;
  }

  private void ask(List<FileId> ids, Map<FileId, Presence> answers)
      throws ConnectorException, InterruptedException {
    Map<String, List<String>> dentries = new LinkedHashMap<>();
    List<String> nodes = new ArrayList<>();
    for (FileId id : ids) {
      int slash = id.value().indexOf('/');
      if (slash < 0) {
        nodes.add(id.value());
      } else {
        dentries
            .computeIfAbsent(id.value().substring(0, slash), space -> new ArrayList<>())
            .add(id.value().substring(slash + 1));
      }
    }
    for (Map.Entry<String, List<String>> space : dentries.entrySet()) {
      for (List<String> batch : batches(space.getValue(), DENTRIES_AT_ONCE)) {
        ofDentries(space.getKey(), batch, answers);
      }
    }
    for (List<String> batch : batches(nodes, NODES_AT_ONCE)) {
      ofNodes(batch, answers);
    }
  }

  private void ofDentries(String spaceId, List<String> batch, Map<FileId, Presence> answers)
      throws ConnectorException, InterruptedException {
    Map<String, Presence> told = told(spaceId, batch);
    List<String> open = new ArrayList<>();
    for (String id : batch) {
      Presence presence = told.get(id);
      if (presence == null) {
        open.add(id);
      } else {
        answers.put(new FileId(spaceId + "/" + id), presence);
      }
    }
    for (String id : open) {
      answers.put(new FileId(spaceId + "/" + id), ofDentry(spaceId, id));
    }
  }

  /** What a batch says clearly; the entries that it leaves open are missing. */
  private Map<String, Presence> told(String spaceId, List<String> batch)
      throws ConnectorException, InterruptedException {
    Answer<DentryResults> answer =
        client.tryAsk(
            Groups.DENTRIES,
            WHAT,
            (api, token, unionId) ->
                api.dentriesOf(token, spaceId, unionId, new DentryIdsRequest(batch)));
    if (answer instanceof Answer.Good<DentryResults> good && good.value().resultItems() != null) {
      return told(good.value().resultItems());
    }
    return Map.of();
  }

  private static Map<String, Presence> told(List<DentryResult> items) {
    Map<String, Presence> told = new HashMap<>();
    for (DentryResult item : items) {
      String id = item.dentryId();
      Presence presence = told(item);
      if (id != null && presence != null) {
        told.put(id, presence);
      }
    }
    return told;
  }

  /** Null: not clear enough. */
  private static @Nullable Presence told(DentryResult item) {
    Dentry entry = item.dentry();
    if (Boolean.TRUE.equals(item.success())) {
      return entry == null ? null : of(entry);
    }
    return Boolean.FALSE.equals(item.success()) && entry == null && item.errorCode() != null
        ? ofCode(item.errorCode())
        : null;
  }

  private static @Nullable Presence ofCode(String code) {
    Presence presence = of(new ApiError(200, code, "", List.of()));
    return presence == Presence.UNKNOWN ? null : presence;
  }

  private Presence ofDentry(String spaceId, String id)
      throws ConnectorException, InterruptedException {
    Answer<DentryAnswer> answer =
        client.tryAsk(
            Groups.DENTRIES,
            WHAT,
            (api, token, unionId) -> api.dentry(token, spaceId, id, unionId, DingTalkApi.NOTHING));
    if (answer instanceof Answer.Good<DentryAnswer> good) {
      Dentry entry = good.value().dentry();
      return entry == null ? Presence.UNKNOWN : of(entry);
    }
    return of(((Answer.Refused<DentryAnswer>) answer).error());
  }

  private void ofNodes(List<String> batch, Map<FileId, Presence> answers)
      throws ConnectorException, InterruptedException {
    Set<String> shown = nodes(batch);
    List<String> open = new ArrayList<>();
    for (String id : batch) {
      if (shown.contains(id)) {
        answers.put(new FileId(id), Presence.PRESENT);
      } else {
        open.add(id);
      }
    }
    for (String id : open) {
      answers.put(new FileId(id), ofNode(id));
    }
  }

  private Set<String> nodes(List<String> batch) throws ConnectorException, InterruptedException {
    Answer<Nodes> answer =
        client.tryAsk(
            Groups.NODES,
            WHAT,
            (api, token, unionId) -> api.nodesOf(token, unionId, new NodeIdsRequest(batch)));
    if (answer instanceof Answer.Good<Nodes> good && good.value().nodes() != null) {
      return good.value().nodes().stream()
          .map(Node::nodeId)
          .filter(Objects::nonNull)
          .collect(Collectors.toSet());
    }
    return Set.of();
  }

  private Presence ofNode(String id) throws ConnectorException, InterruptedException {
    Answer<NodeAnswer> answer =
        client.tryAsk(Groups.NODES, WHAT, (api, token, unionId) -> api.node(token, id, unionId));
    if (answer instanceof Answer.Good<NodeAnswer> good) {
      return good.value().node() == null ? Presence.UNKNOWN : Presence.PRESENT;
    }
    return of(((Answer.Refused<NodeAnswer>) answer).error());
  }

  private static Presence of(Dentry entry) {
    return "DELETED".equals(entry.status()) ? Presence.GONE : Presence.PRESENT;
  }

  private static Presence of(ApiError error) {
    return switch (error.kind()) {
      case MISSING -> NO_SUCH_ENTRY.contains(error.code()) ? Presence.GONE : Presence.UNKNOWN;
      case DENIED -> Presence.DENIED;
      default -> Presence.UNKNOWN;
    };
  }

  private static List<List<String>> batches(List<String> ids, int size) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += size) {
      batches.add(ids.subList(from, Math.min(from + size, ids.size())));
    }
    return batches;
  }
}
