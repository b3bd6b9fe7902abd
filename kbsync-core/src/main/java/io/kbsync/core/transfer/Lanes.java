package io.kbsync.core.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded queue and its threads for each lane of a source and a sink. Whoever brings work to a
 * full lane waits: so memory stays flat, however long the listing is. Thread-safe.
 */
public final class Lanes implements AutoCloseable {

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Object quiet = new Object();
  private int outstanding;

  /**
   * @param threads by the name of the lane: how many tasks run at once
   */
  public Lanes(Map<String, Integer> threads) {
    threads.forEach((name, count) -> lanes.put(name, new Lane(name, count)));
  }

  /** Work of one file. Handles what it meets; nothing is thrown. */
  @FunctionalInterface
  public interface Task {
    void run() throws InterruptedException;
  }

  /** Brings work to a lane; waits while the lane is full. */
  public void submit(String name, Task task) throws InterruptedException {
    Lane lane = lanes.get(name);
    if (lane == null) {
      throw new IllegalArgumentException(
          "A file travels on the lane '"
              + name
              + "', and the connector declares "
              + lanes.keySet());
    }
    lane.room.acquire();
    begin();
    try {
      lane.executor.execute(() -> run(lane, task));
    } catch (RejectedExecutionException e) {
      lane.room.release();
      end();
      throw new InterruptedException("The run has ended");
    }
  }

  /** Waits until no work is left, neither queued nor running. */
  public void drain() throws InterruptedException {
    synchronized (quiet) {
      while (outstanding > 0) {
        quiet.wait();
      }
    }
  }

  /** Drops what is queued and interrupts what runs. */
  public void cancel() {
    for (Lane lane : lanes.values()) {
      lane.executor
          .shutdownNow()
          .forEach(
              dropped -> {
                lane.room.release();
                end();
              });
    }
  }

  @Override
  public void close() {
    cancel();
  }

  private void run(Lane lane, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lane.room.release();
      end();
    }
  }

  private void begin() {
    synchronized (quiet) {
      outstanding++;
    }
  }

  private void end() {
    synchronized (quiet) {
      outstanding--;
      quiet.notifyAll();
    }
  }

  private static final class Lane {

    private static final int QUEUED_FOR_EACH_THREAD = 2;

    private final ExecutorService executor;
    private final Semaphore room;

    Lane(String name, int threads) {
      AtomicInteger number = new AtomicInteger();
      ThreadFactory factory =
          task -> {
            Thread thread = new Thread(task, "kbsync-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          };
      this.executor = Executors.newFixedThreadPool(threads, factory);
      this.room = new Semaphore(threads * (1 + QUEUED_FOR_EACH_THREAD));
    }
  }
}
