package io.kbsync.source.dingtalk.browser;

import io.kbsync.api.ConnectorException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the person who logged on belongs to the organisation whose documents are wanted. Only for
 * the browser's thread.
 */
final class AccountCheck {

  private static final Logger log = LoggerFactory.getLogger(AccountCheck.class);

  private final AlidocsPage page;
  private final WebSide web;
  private final String userId;
  private final Organisation organisation;

  AccountCheck(AlidocsPage page, WebSide web, String userId, Organisation organisation) {
    this.page = page;
    this.web = web;
    this.userId = userId;
    this.organisation = organisation;
  }

  /**
   * How it went.
   *
   * @param problem for people; empty when the account is accepted
   */
  record Verdict(boolean isAccepted, String problem) {}

  /**
   * Judges the account that is logged on.
   *
   * @param node one of the documents that are wanted; empty: none yet
   */
  Verdict of(Tab tab, String node) throws ConnectorException, InterruptedException {
    try {
      WebAnswer user = page.ask(tab, WebRequest.post("the account", web.endpoint("user"), "{}"));
      String nick = user.text("nick").or(() -> user.text("user", "nick")).orElse("somebody");
      List<String> organisations =
          user.list("orgs").stream().flatMap(org -> org.text("corpId").stream()).toList();
      if (isForeign(tab, node, organisations)) {
        return new Verdict(
            false,
            "The account '"
                + nick
                + "' does not belong to the organisation of these documents; nothing was exported.");
      }
      String id = user.text("userId").or(() -> user.text("user", "userId")).orElse(userId);
      if (!id.equals(userId)) {
        log.warn(
            "'{}' ({}) is logged on in the browser, not the user {} of dingDingUserId: what the"
                + " browser exports is what '{}' may download",
            nick,
            id,
            userId,
            nick);
      }
      return new Verdict(true, "");
    } catch (StepFailedException e) {
      return new Verdict(false, "It cannot be seen who is logged on (" + e.getMessage() + ").");
    } catch (SessionOverException e) {
      return new Verdict(false, "");
    }
  }

  /** By the organisation's id where it is known, else by whether the document can be seen. */
  private boolean isForeign(Tab tab, String node, List<String> organisations)
      throws ConnectorException, InterruptedException, SessionOverException {
    Optional<String> wanted = organisation.corpId();
    if (wanted.isPresent() && !organisations.isEmpty()) {
      return !organisations.contains(wanted.get());
    } else if (node.isEmpty()) {
      return false;
    }
    try {
      WebAnswer info =
          page.ask(
              tab, WebRequest.get("the document", web.endpoint("info") + "?dentryUuid=" + node));
      return info.text("corpId").filter(corp -> !organisations.contains(corp)).isPresent()
          && !organisations.isEmpty();
    } catch (StepFailedException e) {
      return true;
    }
  }
}
