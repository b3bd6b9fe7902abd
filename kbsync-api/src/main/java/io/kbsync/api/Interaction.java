package io.kbsync.api;

/** A way to ask a person for something while the job goes on. Thread-safe; nobody blocks. */
public interface Interaction {

  /** Nobody is there to answer. */
  Interaction NOBODY =
      text ->
          new Prompt() {
            @Override
            public Answer answer() {
              return Answer.NOBODY;
            }

            @Override
            public void showQr(byte[] png) {}

            @Override
            public void close() {}
          };

  /** Shows {@code text} (what is wanted, and why) and returns at once. */
  Prompt open(String text);

  /** One open question. */
  interface Prompt extends AutoCloseable {

    /** What has come back so far. */
    Answer answer();

    /** Shows a code to be scanned; a later one replaces an earlier one. */
    void showQr(byte[] png);

    /** Takes the question away; it was answered, or nobody waits for it any more. */
    @Override
    void close();
  }

  /** The state of a question. */
  enum Answer {
    /** Someone may still answer. */
    WAITING,
    /** A person says that it is done. */
    DONE,
    /** Nobody is seen who could answer: do not wait, unless people said so beforehand. */
    NOBODY
  }
}
