package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.source.dingtalk.DingTalkClient.Question;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.Dentry;
import io.kbsync.source.dingtalk.DingTalkWire.Nodes;
import io.kbsync.source.dingtalk.DingTalkWire.Space;
import io.kbsync.source.dingtalk.DingTalkWire.Spaces;
import io.kbsync.source.dingtalk.DingTalkWire.Workspace;
import io.kbsync.source.dingtalk.DingTalkWire.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries each permission point with one small call. The gateway looks at permissions before anything
 * else, so that a refusal about the thing asked for proves the permission too. Not thread-safe;
 * made for one round.
 */
final class PermissionChecks {

  private static final String WHAT = "answer a trial call";
  static final String APPLY =
      "Apply for it in the developer console under 权限管理 (Permissions); it lets KBSync ";

  private final DingTalkClient client;
  private final List<PermissionCheck> checks = new ArrayList<>();

  PermissionChecks(DingTalkClient client) {
    this.client = client;
  }

  List<PermissionCheck> all() throws ConnectorException, InterruptedException {
    add(PermissionPoint.MEMBER, PermissionCheck.Answer.GRANTED); // the account was found with it
    checkDrive();
    checkKnowledgeBases();
    return List.copyOf(checks);
  }

  private void checkDrive() throws ConnectorException, InterruptedException {
    Optional<Spaces> spaces =
        check(
            PermissionPoint.DRIVE_SPACE,
            Groups.DRIVE_SPACES,
            (api, token, unionId) -> api.spaces(token, unionId, "org", 1, null));
    String space = firstOf(spaces, Spaces::spaces, Space::spaceId);
    if (space == null) {
      add(PermissionPoint.STORAGE_FILE, PermissionCheck.Answer.UNKNOWN);
      add(PermissionPoint.DOWNLOAD_INFO, PermissionCheck.Answer.UNKNOWN);
    } else {
      checkStorage(space);
    }
  }

  private void checkStorage(String space) throws ConnectorException, InterruptedException {
    Optional<Dentries> entries =
        check(
            PermissionPoint.STORAGE_FILE,
            Groups.DENTRIES,
            (api, token, unionId) ->
                api.dentries(
                    token,
                    space,
                    DriveFolders.ROOT,
                    unionId,
                    1,
                    DriveFolders.BY_CREATION,
                    DriveFolders.OLDEST_FIRST,
                    null));
    String entry =
        Objects.requireNonNullElse(
            firstOf(entries, Dentries::dentries, Dentry::id), DriveFolders.ROOT);
    check(
        PermissionPoint.DOWNLOAD_INFO,
        Groups.DOWNLOAD_INFOS,
        (api, token, unionId) ->
            api.downloadInfo(token, space, entry, unionId, DingTalkApi.NOTHING));
  }

  private void checkKnowledgeBases() throws ConnectorException, InterruptedException {
    Optional<Workspaces> bases =
        check(
            PermissionPoint.WIKI_WORKSPACE,
            Groups.WORKSPACES,
            (api, token, unionId) -> api.workspaces(token, unionId, 1, false, null));
    String root = firstOf(bases, Workspaces::workspaces, Workspace::rootNodeId);
    if (root == null) {
      add(PermissionPoint.WIKI_NODE, PermissionCheck.Answer.UNKNOWN);
      add(PermissionPoint.WIKI_DOCUMENT, PermissionCheck.Answer.UNKNOWN);
      return;
    }
    this.<Nodes>check(
        PermissionPoint.WIKI_NODE,
        Groups.NODES,
        (api, token, unionId) -> api.nodes(token, root, unionId, 1, null));
    check(
        PermissionPoint.WIKI_DOCUMENT,
        Groups.DENTRY_IDS,
        (api, token, unionId) -> api.dentryId(token, root, unionId));
  }

  private <T> Optional<T> check(PermissionPoint point, String group, Question<T> trial)
      throws ConnectorException, InterruptedException {
    Answer<T> answer = client.tryAsk(group, WHAT, trial);
    if (answer instanceof Answer.Good<T> good) {
      add(point, PermissionCheck.Answer.GRANTED);
      return Optional.of(good.value());
    }
    ApiError error = ((Answer.Refused<T>) answer).error();
    switch (error.kind()) {
      case NO_SCOPE -> add(point, PermissionCheck.Answer.MISSING);
      case NO_API -> add(point, PermissionCheck.Answer.UNKNOWN);
      case UNCERTIFIED -> {
        add(point, PermissionCheck.Answer.GRANTED);
        addCertification();
      }
      default -> add(point, PermissionCheck.Answer.GRANTED);
    }
    return Optional.empty();
  }

  private void add(PermissionPoint point, PermissionCheck.Answer answer) {
    checks.add(
        new PermissionCheck(
            point.consoleName(), point.code(), answer, APPLY + point.english() + "."));
  }

  private void addCertification() {
    checks.add(
        new PermissionCheck(
            "企业认证",
            "orgAuthLevelNotEnough",
            PermissionCheck.Answer.MISSING,
            "Only certified organisations may download files. An administrator has the"
                + " organisation certified in DingTalk's admin console."));
  }

  private static <T, E> @Nullable String firstOf(
      Optional<T> page, Function<T, @Nullable List<E>> list, Function<E, @Nullable String> id) {
    List<E> all = page.isEmpty() ? null : list.apply(page.get());
    return all == null || all.isEmpty() ? null : id.apply(all.get(0));
  }
}
