package io.kbsync.source.dingtalk.browser;

/** A step of a way did not fit what DingTalk's pages are today; another way may. */
public final class StepFailedException extends Exception {

  private final String step;
  private final String detail;

  public StepFailedException(String step, String detail) {
    super(step + ": " + detail);
    this.step = step;
    this.detail = detail;
  }

  /** Which one, for people. */
  public String step() {
    return step;
  }

  /** What came in place of what was expected. */
  public String detail() {
    return detail;
  }
}
