package io.kbsync.source.dingtalk;

import io.kbsync.api.PermanentException;
import io.kbsync.source.dingtalk.DingTalkSettings.Login;

/** The verdict on files that only a browser login would open. */
record BrowserNeed(Login login) {

  /** Waiting for a login; where people want none, just left out. */
  PermanentException verdict(String reason) {
    return login == Login.NONE
        ? PermanentException.skipped(reason + "; only a browser login would help (dingDingLogin)")
        : PermanentException.needsLogin("needs a browser login: " + reason);
  }
}
