package io.kbsync.source.dingtalk.browser;

/** The browser, or what drives it, is not on this machine; the message says what to install. */
final class BrowserMissingException extends Exception {

  BrowserMissingException(String message) {
    super(message);
  }
}
