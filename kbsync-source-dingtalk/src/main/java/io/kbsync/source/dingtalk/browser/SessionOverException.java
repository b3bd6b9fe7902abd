package io.kbsync.source.dingtalk.browser;

/** The page's answers lead to the login: nobody is logged on any more. */
public final class SessionOverException extends Exception {

  SessionOverException() {
    super("DingTalk's web session is over");
  }
}
