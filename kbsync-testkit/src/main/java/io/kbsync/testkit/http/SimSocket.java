package io.kbsync.testkit.http;

/** A WebSocket that a client has opened, as a simulation sees it. Thread-safe. */
public interface SimSocket {

  /** Sends a frame of text; nothing, once the socket has ended. */
  void send(String text);

  /** Ends it as two ends do that say goodbye to each other. */
  void close();

  /** Ends it without a word. */
  void cut();

  /**
   * What a simulation does with one socket. Called by one thread; as long as that one is held up,
   * nothing that the client sends is read, its pings included.
   */
  interface Talk {

    void opened(SimSocket socket);

    void heard(SimSocket socket, String text);

    /** Nothing comes any more, whoever ended it. */
    void ended(SimSocket socket);
  }
}
