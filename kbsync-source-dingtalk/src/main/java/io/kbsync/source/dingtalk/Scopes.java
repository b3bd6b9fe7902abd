package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Scope;
import io.kbsync.source.dingtalk.DingTalkClient.Question;
import io.kbsync.source.dingtalk.DingTalkWire.Space;
import io.kbsync.source.dingtalk.DingTalkWire.Spaces;
import io.kbsync.source.dingtalk.DingTalkWire.Workspace;
import io.kbsync.source.dingtalk.DingTalkWire.WorkspaceAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.Workspaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person may choose: knowledge bases or Drive, then one of them, the oldest first. */
final class Scopes {

  private static final Logger log = LoggerFactory.getLogger(Scopes.class);

  static final Scope KNOWLEDGE_BASE = Scope.branch("KnowledgeBase", "Knowledge base");
  static final Scope DRIVE = Scope.branch("Drive", "DingTalk Drive");

  private static final int WORKSPACES_PAGE = 30;
  private static final int SPACES_PAGE = 50;
  private static final Set<String> MAY_DOWNLOAD =
      Set.of("OWNER", "MANAGER", "EDITOR", "DOWNLOADER");

  private final DingTalkClient client;

  Scopes(DingTalkClient client) {
    this.client = client;
  }

  List<Scope> kinds() {
    return List.of(KNOWLEDGE_BASE, DRIVE);
  }

  /** The scopes below one of the {@link #kinds}. */
  List<Scope> below(Scope kind) throws ConnectorException, InterruptedException {
    try {
      return switch (kind.id()) {
        case "KnowledgeBase" -> knowledgeBases();
        case "Drive" -> driveSpaces();
        default -> throw new IllegalArgumentException("No scope of DingTalk: " + kind);
      };
    } catch (PermanentException e) {
      throw new FatalException(FatalException.Kind.PERMISSION, String.valueOf(e.getMessage()), e);
    }
  }

  private List<Scope> knowledgeBases() throws ConnectorException, InterruptedException {
    Map<String, Workspace> bases = new LinkedHashMap<>();
    String pageToken = null;
    do {
      Workspaces page = workspaces(pageToken);
      requireList(page.workspaces(), page.nextToken(), "knowledge bases");
      if (page.workspaces() != null) {
        page.workspaces().forEach(base -> addTo(bases, base));
      }
      pageToken = turned(pageToken, page.nextToken(), "knowledge bases");
    } while (pageToken != null);
    this.<WorkspaceAnswer>ifGiven(
            Groups.WORKSPACES,
            "show the account's own documents",
            (api, token, unionId) -> api.myWorkspace(token, unionId))
        .map(WorkspaceAnswer::workspace)
        .ifPresent(base -> addTo(bases, base));
    return oldestFirst(bases.values(), Workspace::createTime, Workspace::workspaceId).stream()
        .map(Scopes::scope)
        .toList();
  }

  /** The id of the organisation; empty where DingTalk does not say it. */
  Optional<String> organisation() throws ConnectorException, InterruptedException {
    return this.<Workspaces>ifGiven(
            Groups.WORKSPACES,
            "name the organisation",
            (api, token, unionId) -> api.workspaces(token, unionId, 1, false, null))
        .map(Workspaces::workspaces)
        .flatMap(bases -> bases.stream().findFirst())
        .map(Workspace::corpId);
  }

  private Workspaces workspaces(@Nullable String pageToken)
      throws ConnectorException, InterruptedException {
    return client.ask(
        Groups.WORKSPACES,
        "list the knowledge bases",
        (api, token, unionId) -> api.workspaces(token, unionId, WORKSPACES_PAGE, true, pageToken));
  }

  private static void addTo(Map<String, Workspace> bases, Workspace base) {
    if (base.workspaceId() == null || base.rootNodeId() == null) {
      log.warn("DingTalk names a knowledge base without its root; it is left out: {}", base.name());
    } else {
      bases.putIfAbsent(base.workspaceId(), base);
    }
  }

  private static Scope scope(Workspace base) {
    String id = Objects.requireNonNull(base.workspaceId());
    String name = Objects.requireNonNullElse(base.name(), id);
    RootId root = new RootId.Wiki(id, Objects.requireNonNull(base.rootNodeId()));
    Scope scope = Scope.leaf(id, name, new Root(root.text(), name));
    String role = base.permissionRole();
    if (role == null) {
      return scope;
    }
    return MAY_DOWNLOAD.contains(role)
        ? scope.withDetail(role)
        : scope
            .withDetail(role)
            .withWarning(
                "the account may look but not download; ask the owner for the role DOWNLOADER"
                    + " (可查看/下载) or better");
  }

  private List<Scope> driveSpaces() throws ConnectorException, InterruptedException {
    Map<String, Space> spaces = new LinkedHashMap<>();
    String pageToken = null;
    do {
      Spaces page =
          client.ask(Groups.DRIVE_SPACES, "list the Drive spaces", spacesOf("org", pageToken));
      requireList(page.spaces(), page.nextToken(), "Drive spaces");
      addTo(spaces, page);
      pageToken = turned(pageToken, page.nextToken(), "Drive spaces");
    } while (pageToken != null);
    ifGiven(Groups.DRIVE_SPACES, "list personal Drive spaces", spacesOf("personal", null))
        .ifPresent(page -> addTo(spaces, page));
    this.<Space>ifGiven(
            Groups.DRIVE_SPACES,
            "show the account's own Drive space",
            (api, token, unionId) -> api.mySpace(token, unionId))
        .ifPresent(space -> addTo(spaces, new Spaces(List.of(space), null)));
    return oldestFirst(spaces.values(), Space::createTime, Space::spaceId).stream()
        .map(Scopes::scope)
        .toList();
  }

  /** What holds nothing at all is no answer: taken for an empty list, it would hide roots. */
  private static void requireList(@Nullable List<?> list, @Nullable String nextToken, String ofWhat)
      throws RetriableException {
    if (list == null && nextToken == null) {
      throw new RetriableException("DingTalk's answer holds no list of the " + ofWhat, null);
    }
  }

  /** The token of the next page; null: that was the last one. */
  private static @Nullable String turned(
      @Nullable String asked, @Nullable String sent, String ofWhat) throws RetriableException {
    String next = PageTokens.next(sent);
    if (PageTokens.leadsToItself(asked, next)) {
      throw new RetriableException(
          "DingTalk's list of the " + ofWhat + " shows one page twice", null);
    }
    return next;
  }

  private static Question<Spaces> spacesOf(String type, @Nullable String pageToken) {
    return (api, token, unionId) -> api.spaces(token, unionId, type, SPACES_PAGE, pageToken);
  }

  private static void addTo(Map<String, Space> spaces, Spaces page) {
    List<Space> found = page.spaces() == null ? List.of() : page.spaces();
    found.stream()
        .filter(space -> space.spaceId() != null)
        .forEach(space -> spaces.putIfAbsent(Objects.requireNonNull(space.spaceId()), space));
  }

  private static Scope scope(Space space) {
    String id = Objects.requireNonNull(space.spaceId());
    String name = Objects.requireNonNullElse(space.spaceName(), id);
    return Scope.leaf(id, name, new Root(new RootId.Drive(id).text(), name));
  }

  /** What some organisations show and others refuse. */
  private <T> Optional<T> ifGiven(String group, String what, Question<T> question)
      throws ConnectorException, InterruptedException {
    Answer<T> answer = client.tryAsk(group, what, question);
    if (answer instanceof Answer.Good<T> good) {
      return Optional.of(good.value());
    }
    ApiError error = ((Answer.Refused<T>) answer).error();
    log.debug("DingTalk would not {}{}", what, DingTalkErrors.words(error));
    return Optional.empty();
  }

  private static <T> List<T> oldestFirst(
      Collection<T> all,
      Function<T, @Nullable String> createTime,
      Function<T, @Nullable String> id) {
    List<T> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.<T, Instant>comparing(
                one ->
                    DingTalkDates.parse(createTime.apply(one))
                        .map(DingTalkDates.Mark::instant)
                        .orElse(Instant.MAX))
            .thenComparing(one -> String.valueOf(id.apply(one))));
    return sorted;
  }
}
