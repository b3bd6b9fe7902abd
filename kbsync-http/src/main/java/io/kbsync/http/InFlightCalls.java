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

/**
 * The calls between their start and the end of their body. OkHttp's dispatcher forgets a call once
 * its headers are there; cancelling what is listed here ends it while the body is read, too.
 * Thread-safe.
 */
final class InFlightCalls extends EventListener {

  /** What is known of a request that somebody waits for. */
  static final class Attempt {
    private volatile boolean sent;
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
  }

  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final Map<Request, Attempt> attempts = new ConcurrentHashMap<>();
  private final Map<Call, Thread> waiting = new ConcurrentHashMap<>();
  private final Set<Request> cancelled =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  Attempt begin(Request request) {
    Attempt attempt = new Attempt();
    attempts.put(request, attempt);
    return attempt;
  }

  void end(Request request) {
    attempts.remove(request);
  }

  boolean takeAwaited(Call call) {
    Attempt attempt = attempts.get(call.request());
    return attempt != null && attempt.takeAwaited();
  }

  /** From now on, cancelling the call interrupts this thread. */
  void waits(Call call) {
    waiting.put(call, Thread.currentThread());
  }

  /** Cancelling the call leaves this thread alone again. */
  void waitsNoMore(Call call) {
    synchronized (waiting) {
      waiting.remove(call);
      Thread.interrupted();
    }
  }

  /** Ends every call, whether it waits for its answer or its body is being read. */
  void cancelAll() {
    for (Call call : running) {
      // OkHttp closes the socket before it tells its listeners; whoever reads from it fails first.
      cancelled.add(call.request());
      call.cancel();
    }
  }

  @Override
  public void callStart(Call call) {
    running.add(call);
  }

  @Override
  public void requestHeadersStart(Call call) {
    Attempt attempt = attempts.get(call.request());
    if (attempt != null) {
      attempt.sent = true;
    }
  }

  /** Whether somebody ended the call of this request. */
  boolean wasCancelled(Request request) {
    return cancelled.contains(request);
  }

  @Override
  public void canceled(Call call) {
    cancelled.add(call.request());
    synchronized (waiting) {
      Thread thread = waiting.get(call);
      if (thread != null) {
        thread.interrupt();
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
