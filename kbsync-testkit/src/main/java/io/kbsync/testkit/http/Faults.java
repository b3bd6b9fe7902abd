package io.kbsync.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong, and when:
 *
 * <pre>{@code
 * faults.on("documents.upload").after(2).next(3).inject(Fault.status(503));
 * faults.onAny().inject(Fault.delay(Duration.ofMillis(50)));
 * }</pre>
 *
 * Of several rules that fit a request, the one that was made first is used. Thread-safe.
 */
public final class Faults {

  private final List<Rule> rules = new ArrayList<>();
  private int injected;

  Faults() {}

  /** A rule for the requests of one endpoint; it holds once {@link Rule#inject} was called. */
  public Rule on(String endpoint) {
    return new Rule(Objects.requireNonNull(endpoint, "endpoint"));
  }

  /** A rule for every request. */
  public Rule onAny() {
    return new Rule(null);
  }

  /** Forgets all rules; from now on nothing goes wrong. */
  public synchronized void clear() {
    rules.clear();
  }

  /** How many requests went wrong so far. */
  public synchronized int injected() {
    return injected;
  }

  synchronized Optional<Fault> next(String endpoint, SimRequest request) {
    for (Rule rule : rules) {
      if (rule.fits(endpoint, request) && rule.isDue()) {
        injected++;
        return Optional.ofNullable(rule.fault);
      }
    }
    return Optional.empty();
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  /** When something goes wrong. Not thread-safe until it is injected. */
  public final class Rule {

    private final @Nullable String endpoint;
    private Predicate<SimRequest> condition = request -> true;
    private int spared;
    private int times = Integer.MAX_VALUE;
    private @Nullable Fault fault;

    private Rule(@Nullable String endpoint) {
      this.endpoint = endpoint;
    }

    /** Spares the first requests that fit. */
    public Rule after(int requests) {
      this.spared = requests;
      return this;
    }

    /** Holds for so many requests; without this, until {@link Faults#clear}. */
    public Rule next(int requests) {
      this.times = requests;
      return this;
    }

    /** Only for requests like these. Called under a lock: pure and quick. */
    public Rule when(Predicate<SimRequest> requests) {
      this.condition = requests;
      return this;
    }

    /** From now on. */
    public void inject(Fault what) {
      this.fault = Objects.requireNonNull(what, "fault");
      add(this);
    }

    private boolean fits(String name, SimRequest request) {
      return (endpoint == null || endpoint.equals(name)) && condition.test(request);
    }

    private boolean isDue() {
      if (spared > 0) {
        spared--;
        return false;
      }
      return times == Integer.MAX_VALUE || times-- > 0;
    }
  }
}
