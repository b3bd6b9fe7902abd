package io.kbsync.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and SIGTERM do while a job runs: the run is cancelled, and the process lives on until
 * it has ended, but not longer than is decent. The virtual machine gives the process its exit code
 * (130, 143).
 */
final class Shutdown implements AutoCloseable {

  private static final Duration DECENT = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "kbsync-shutdown");
  private volatile @Nullable Runnable cancel;

  Shutdown() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From now on a run goes on that ends soon after {@code action}. */
  void cancels(Runnable action) {
    cancel = action;
  }

  private void stop() {
    Runnable action = cancel;
    if (action == null) {
      return;
    }
    action.run();
    try {
      ended.await(DECENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything of the job is closed. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is on its way out: the hook has just been let go.
    }
  }
}
