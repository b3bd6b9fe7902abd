package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.PlaywrightException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that may touch the browser: work comes from many threads and is done one after the
 * other. Work waits in slices, so that cancelling is quick. Thread-safe; whoever made it closes it.
 */
public final class BrowserThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BrowserThread.class);
  private static final int SECONDS_TO_END = 5;

  /** A browser takes hundreds of megabytes: between two runs it is closed. */
  private static final int MINUTES_TO_REST = 5;

  private final Browser browser;
  private final Set<Stop> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread made = new Thread(task, "kbsync-browser");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Future<?> rest;

  BrowserThread(Browser browser) {
    this.browser = browser;
    thread.setRemoveOnCancelPolicy(true);
  }

  /** The browser of this machine; it starts when it is first wanted. */
  public static BrowserThread of(BrowserSettings settings, BrowserGate gate) {
    return new BrowserThread(
        new Browser(
            settings,
            gate,
            BrowserLocator.system(),
            DriverFolder.system(settings.folder().resolve("driver"))));
  }

  /** What is to be done with the browser, on its thread. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Browser browser) throws ConnectorException, InterruptedException;
  }

  /** Does the work and waits for it. A browser that ends meanwhile is started again once. */
  public <T> T run(Work<T> work) throws ConnectorException, InterruptedException {
    Stop stop = new Stop();
    running.add(stop);
    try {
      Future<T> result = thread.submit(() -> attempt(work, stop));
      return result.get();
    } catch (InterruptedException e) {
      stop.set();
      throw e;
    } catch (RejectedExecutionException e) {
      throw new InterruptedException("closed");
    } catch (ExecutionException e) {
      throw verdict(e.getCause());
    } finally {
      running.remove(stop);
    }
  }

  private <T> T attempt(Work<T> work, Stop stop) throws ConnectorException, InterruptedException {
    if (rest != null) {
      rest.cancel(false);
    }
    try {
      browser.begin(stop);
      return withOneRestart(work, stop);
    } finally {
      restLater();
    }
  }

  private void restLater() {
    try {
      rest = thread.schedule(browser::close, MINUTES_TO_REST, TimeUnit.MINUTES);
    } catch (RejectedExecutionException e) {
      log.trace("The browser is closed for good", e);
    }
  }

  private <T> T withOneRestart(Work<T> work, Stop stop)
      throws ConnectorException, InterruptedException {
    try {
      return work.with(browser);
    } catch (PlaywrightException e) {
      if (!browser.buryIfDead()) {
        throw e;
      }
      log.warn("The browser ended unexpectedly and is started again");
      stop.check();
      return work.with(browser);
    }
  }

  private static ConnectorException verdict(@Nullable Throwable failure)
      throws InterruptedException {
    if (failure instanceof ConnectorException verdict) {
      return verdict;
    } else if (failure instanceof InterruptedException) {
      throw new InterruptedException("cancelled");
    } else if (failure instanceof PlaywrightException e) {
      return new RetriableException(
          "The browser could not do it: " + Browser.firstLine(e), failure);
    } else if (failure instanceof RuntimeException defect) {
      throw defect;
    }
    throw new IllegalStateException(failure);
  }

  /** From any thread: the work of now ends soon; later work is not affected. */
  public void cancel() {
    running.forEach(Stop::set);
  }

  @Override
  public void close() {
    cancel();
    try {
      thread.submit(browser::close).get(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.debug("The browser did not end in time; it ends with the process", e);
    } catch (RejectedExecutionException e) {
      log.trace("Closed before", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread.shutdownNow();
    }
  }
}
