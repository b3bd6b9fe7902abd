package io.kbsync.source.dingtalk;

import io.kbsync.api.PermanentException;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.source.dingtalk.DingTalkSettings.Login;

/** When a browser may be used, and the verdict on files that only a browser login would open. */
record BrowserNeed(Login login) {

  /** Waiting for a login; where people want none, just left out. */
  PermanentException verdict(String reason) {
    return login == Login.NONE
        ? PermanentException.skipped(reason + "; only a browser login would help (dingDingLogin)")
        : PermanentException.needsLogin("needs a browser login: " + reason);
  }

  /** Whether people are asked for a login because of this file: not for those of Drive. */
  boolean mayAskFor(RemoteFile file) {
    boolean drive = file.attributes().containsKey(FileMapping.SPACE_ID);
    return login == Login.ALWAYS || (login == Login.AUTO && !drive);
  }
}
