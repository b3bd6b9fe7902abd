package io.kbsync.core;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.source.Root;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes in one page of files while the next one is read: listings wait for the source, decisions
 * for the record. Used by one thread.
 */
final class IntakeThread implements AutoCloseable {

  private final Intake intake;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "kbsync-intake");
            made.setDaemon(true);
            return made;
          });
  private Future<?> taking = CompletableFuture.completedFuture(null);

  IntakeThread(Intake intake) {
    this.intake = intake;
  }

  /** Begins with a page as soon as the one before it is taken in, and throws what came of that. */
  void take(Root root, Selection.Sifted files) throws ConnectorException, InterruptedException {
    finish();
    taking =
        thread.submit(
            () -> {
              intake.take(root, files);
              return true;
            });
  }

  /** Waits until all pages are taken in. */
  void finish() throws ConnectorException, InterruptedException {
    try {
      taking.get();
    } catch (ExecutionException e) {
      taking = CompletableFuture.completedFuture(null);
      throw verdict(Objects.requireNonNull(e.getCause()));
    }
  }

  private static ConnectorException verdict(Throwable cause) throws InterruptedException {
    if (cause instanceof ConnectorException verdict) {
      return verdict;
    } else if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    } else if (cause instanceof Error defect) {
      throw defect;
    }
    throw (RuntimeException) cause;
  }

  /** Interrupts what is being taken in, if anything, and waits until it has ended. */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
