package io.kbsync.source.dingtalk.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the browser is to be used. Immutable.
 *
 * @param docsUrl where DingTalk's documents are, without a slash at its end
 * @param account names the client and the user; decides whose session is used
 * @param userId the person who is expected to log on
 * @param chromePath the browser that people chose
 * @param loginWait how long a login is waited for, whether or not somebody is seen who could log
 *     on; empty: for the usual time, and only where there is somebody
 * @param proxy what the browser's connections go through
 * @param folder of the browser alone: profiles, sessions, screenshots of failures
 */
public record BrowserSettings(
    String docsUrl,
    String account,
    String userId,
    Optional<Path> chromePath,
    Headless headless,
    Optional<Duration> loginWait,
    Optional<ProxyLogin> proxy,
    Path folder) {

  /** Whether the browser shows a window. */
  public enum Headless {
    /** Only for a login, and only where there is a screen. */
    AUTO,
    TRUE,
    FALSE
  }

  /** The same with another folder. */
  public BrowserSettings in(Path otherFolder) {
    return new BrowserSettings(
        docsUrl, account, userId, chromePath, headless, loginWait, proxy, otherFolder);
  }
}
