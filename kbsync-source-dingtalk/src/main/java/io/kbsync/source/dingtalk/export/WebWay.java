package io.kbsync.source.dingtalk.export;

import io.kbsync.api.ConnectorException;
import io.kbsync.source.dingtalk.browser.SessionOverException;
import io.kbsync.source.dingtalk.browser.StepFailedException;

/** One way to a file over DingTalk's web side. Used by the browser's thread only. */
public interface WebWay {

  /** For people, to follow "the way over". */
  String name();

  /**
   * Tries it once.
   *
   * @throws StepFailedException when another way may be tried
   * @throws SessionOverException when somebody has to log on first
   * @throws ConnectorException when no other way is to be tried either
   */
  Exported export(Desk desk)
      throws ConnectorException, InterruptedException, StepFailedException, SessionOverException;
}
