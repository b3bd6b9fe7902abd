package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Root;
import io.kbsync.source.dingtalk.export.WebExports;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the browser login before the work that needs it, and says what it is for. Whatever
 * becomes of that, the work goes on: a file that needs the login asks again, or says so.
 * Thread-safe.
 */
final class LoginAtStart {

  private static final Logger log = LoggerFactory.getLogger(LoginAtStart.class);

  private final WebExports web;
  private final BrowserNeed need;
  private final BrowserProbe probe;

  LoginAtStart(WebExports web, BrowserNeed need, BrowserProbe probe) {
    this.web = web;
    this.need = need;
    this.probe = probe;
  }

  /** A new run begins with this root. */
  void open(RootId root) throws ConnectorException, InterruptedException {
    web.nextRun();
    if (need.login() == DingTalkSettings.Login.ALWAYS) {
      ask(root, "dingDingLogin=always asks for it at the start.");
    }
  }

  /** Files of this root are about to be fetched. */
  void before(Root root, List<RemoteFile> wanted) throws ConnectorException, InterruptedException {
    RootId id = RootId.of(root);
    if (id instanceof RootId.Drive || !web.isUndecided()) {
      return;
    }
    try {
      List<String> reasons = probe.reasons(wanted);
      if (!reasons.isEmpty()) {
        ask(id, "In '" + root.name() + "', " + String.join("; ", reasons) + ".");
      }
    } catch (FatalException e) {
      throw e;
    } catch (ConnectorException e) {
      log.debug("Whether a login is needed shows with the files themselves", e);
    }
  }

  private void ask(RootId root, String purpose) throws ConnectorException, InterruptedException {
    try {
      web.logIn(root.node(), purpose);
    } catch (LaneClosedException e) {
      log.debug("The run goes on without a login", e);
    }
  }
}
