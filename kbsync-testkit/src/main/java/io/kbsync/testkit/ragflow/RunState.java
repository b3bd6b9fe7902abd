package io.kbsync.testkit.ragflow;

/** How far the parsing of a document is, in the server's words. */
public enum RunState {
  UNSTART("0"),
  RUNNING("1"),
  CANCEL("2"),
  DONE("3"),
  FAIL("4");

  private final String number;

  RunState(String number) {
    this.number = number;
  }

  /** The number by which the API also knows it. */
  String number() {
    return number;
  }
}
