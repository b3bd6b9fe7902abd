package io.kbsync.http;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls between their start and the end of their body. OkHttp's dispatcher forgets a call once
 * its headers are there; cancelling what is listed here ends it while the body is read, too.
 * Thread-safe.
 */
final class InFlightCalls extends EventListener {

  /** What is known of a request that somebody waits for. */
  static final class Attempt {
    private volatile boolean sent;
    private volatile @Nullable Thread thread;
    private boolean awaited = true;

    /** Whether any byte of it may have reached the server. */
    boolean sent() {
      return sent;
    }

    /** Whether its pace was awaited before it started; true once only, later hops pay again. */
    synchronized boolean takeAwaited() {
      boolean first = awaited;
      awaited = false;
      return first;
    }

    /** From now on this thread sends it, or reads its answer, and an interrupt ends the call. */
    void enter() {
      thread = Thread.currentThread();
    }

    void leave() {
      thread = null;
    }

    private boolean isInterrupted() {
      Thread inside = thread;
      return inside != null && inside.isInterrupted();
    }
  }

  /** A thread that waits for the pace of a request within a call. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private boolean woken;
  }

  private final Map<Call, Attempt> running = new ConcurrentHashMap<>();
  private final Map<Request, Attempt> attempts = new ConcurrentHashMap<>();
  private final Map<Call, Waiter> waiting = new ConcurrentHashMap<>();
  private final Set<Request> cancelled =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final InterruptWatch watch = new InterruptWatch(this::endInterrupted);
  private volatile boolean closed;

  Attempt begin(Request request) {
    Attempt attempt = new Attempt();
    attempts.put(request, attempt);
    return attempt;
  }

  /** The call has failed, or only its body is still to be read. */
  void answered(Request request) {
    Attempt attempt = attempts.remove(request);
    if (attempt != null) {
      attempt.leave();
    }
  }

  boolean takeAwaited(Call call) {
    Attempt attempt = running.get(call);
    return attempt != null && attempt.takeAwaited();
  }

  /** From now on, cancelling the call interrupts this thread. */
  void waits(Call call) {
    waiting.put(call, new Waiter());
  }

  /** Cancelling the call leaves this thread alone again. */
  void waitsNoMore(Call call) {
    synchronized (waiting) {
      Waiter waiter = waiting.remove(call);
      if (waiter != null && waiter.woken) {
        Thread.interrupted();
      }
    }
  }

  /** What is known of a call; one with an empty answer may be over already. */
  Attempt of(Call call) {
    Attempt attempt = running.get(call);
    return attempt == null ? new Attempt() : attempt;
  }

  /** Ends every call, whether it waits for its answer or its body is being read. */
  void cancelAll() {
    running.keySet().forEach(this::end);
  }

  /** Ends every call, and each that begins later before it sends anything. */
  void close() {
    closed = true;
    cancelAll();
  }

  private void end(Call call) {
    // OkHttp closes the socket before it tells its listeners; whoever reads from it fails first.
    cancelled.add(call.request());
    call.cancel();
  }

  /** Whether there are calls at all. */
  private boolean endInterrupted() {
    running.forEach(
        (call, attempt) -> {
          if (attempt.isInterrupted()) {
            end(call);
          }
        });
    return !running.isEmpty();
  }

  @Override
  public void callStart(Call call) {
    Attempt attempt = attempts.getOrDefault(call.request(), new Attempt());
    attempt.enter();
    running.put(call, attempt);
    watch.wake();
    if (closed) {
      end(call);
    }
  }

  @Override
  public void requestHeadersStart(Call call) {
    of(call).sent = true;
  }

  /** Whether somebody ended the call of this request. */
  boolean wasCancelled(Request request) {
    return cancelled.contains(request);
  }

  @Override
  public void canceled(Call call) {
    cancelled.add(call.request());
    synchronized (waiting) {
      Waiter waiter = waiting.get(call);
      if (waiter != null) {
        waiter.woken = true;
        waiter.thread.interrupt();
      }
    }
  }

  @Override
  public void callEnd(Call call) {
    running.remove(call);
  }

  @Override
  public void callFailed(Call call, IOException failure) {
    running.remove(call);
  }

  @Override
  public void satisfactionFailure(Call call, Response response) {
    running.remove(call);
  }
}
