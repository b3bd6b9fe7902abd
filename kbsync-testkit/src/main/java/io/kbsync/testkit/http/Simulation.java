package io.kbsync.testkit.http;

import java.util.Optional;

/** What a simulated server answers. Called from many threads at once. */
public interface Simulation {

  /**
   * The stable name of what is asked for, such as {@code "documents.upload"}: faults and counts go
   * by it. Pure; never fails, {@code "unknown"} where nothing fits.
   */
  String endpoint(SimRequest request);

  /**
   * Does the work and answers. An exception is a defect of the simulation and answered with 500.
   */
  SimResponse answer(SimRequest request);

  /**
   * What is said over the WebSocket that this request asks for; empty where it is answered like any
   * other.
   */
  default Optional<SimSocket.Talk> upgrade(SimRequest request) {
    return Optional.empty();
  }
}
