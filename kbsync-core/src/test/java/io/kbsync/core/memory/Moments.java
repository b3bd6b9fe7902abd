package io.kbsync.core.memory;

import io.kbsync.api.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The moments before and after each call to a connector, where a test may step in. */
public final class Moments {

  /** Steps in. */
  @FunctionalInterface
  public interface Step {
    void at(String moment) throws ConnectorException, InterruptedException;
  }

  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<String> calls = new ArrayList<>();

  public void add(Step step) {
    steps.add(step);
  }

  public void clear() {
    steps.clear();
  }

  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How often a call was made. */
  public long count(String call) {
    return calls().stream().filter(call::equals).count();
  }

  public synchronized void forget() {
    calls.clear();
  }

  void before(String call) throws ConnectorException, InterruptedException {
    synchronized (this) {
      calls.add(call);
    }
    for (Step step : steps) {
      step.at("before " + call);
    }
  }

  void after(String call) throws ConnectorException, InterruptedException {
    for (Step step : steps) {
      step.at("after " + call);
    }
  }
}
