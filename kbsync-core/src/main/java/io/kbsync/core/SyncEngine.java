package io.kbsync.core;

import io.kbsync.api.CallLimits;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.Target;
import io.kbsync.api.source.Changes;
import io.kbsync.api.source.PermissionCheck;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.core.calls.PacedCalls;
import io.kbsync.core.calls.Retries;
import io.kbsync.core.config.ConfigException;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.report.SyncEvent;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.state.Control;
import io.kbsync.core.state.JobHeldException;
import io.kbsync.core.state.JobState;
import io.kbsync.core.state.Runs;
import io.kbsync.core.state.StateException;
import io.kbsync.core.state.StateFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job. It holds the job's lock, its state and its connections from {@link #open} to {@link
 * #close}; {@link #run} makes one pass. {@link #cancel} and {@link #changes} may be called from any
 * thread, everything else from one.
 */
public final class SyncEngine implements AutoCloseable {

  private static final int SAMPLE_PAGES = 30;

  private static final Logger log = LoggerFactory.getLogger(SyncEngine.class);

  private final JobConfig config;
  private final EngineOptions options;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final JobState state;
  private final Connected<Sink> sink;
  private final Connected<Source> source;
  private @Nullable Target target;
  private SyncPlan plan;
  private List<Root> roots = List.of();
  private volatile @Nullable Run running;
  private volatile boolean cancelled;

  /** A connector and what goes with it. */
  record Connected<T>(T connector, PacedCalls calls, Retries retries) {}

  private SyncEngine(JobConfig config, EngineOptions options)
      throws JobHeldException, StateException, ConnectorException, InterruptedException {
    this.config = config;
    this.options = options;
    this.plan = config.plan().create(config.values());
    try {
      JobFiles files = JobFiles.of(config);
      open.push(files.lock(config.job(), options.clock().instant()));
      this.state = files.openState(options.clock().instant(), options.beforeCommit());
      open.push(() -> closeState(files));
      this.sink = connectSink(files);
      this.target = sink.retries().need(sink.connector()::verify);
      this.source = connectSource(files);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Takes the job's lock, opens its state, proves that sink and source can be used: in this order.
   * A damaged state is set aside, at {@link #close} where its damage shows later; what it knew is
   * recognised in the sink.
   *
   * @throws JobHeldException when another process runs the job
   */
  public static SyncEngine open(JobConfig config, EngineOptions options)
      throws JobHeldException, StateException, ConnectorException, InterruptedException {
    return new SyncEngine(config, options);
  }

  /** The collection the job writes to, as it was when the engine was opened or last ran. */
  public Target target() {
    return java.util.Objects.requireNonNull(target);
  }

  /**
   * Finds the roots to sync. What the configuration does not say, {@code question} asks; the
   * answers are remembered in the state. Must be called before {@link #run}.
   *
   * @throws ConfigException when the configuration names something that is not there, or nobody can
   *     answer
   */
  public List<Root> chooseRoots(ScopeQuestion question)
      throws ConfigException, ConnectorException, InterruptedException {
    roots =
        new RootChoice(
                config,
                source.connector(),
                source.retries(),
                state.control(),
                options.clock().instant())
            .choose(question);
    return roots;
  }

  /** Tries every right the source needs; costs some requests. */
  public List<PermissionCheck> permissions() throws ConnectorException, InterruptedException {
    return source.retries().call(source.connector()::permissions);
  }

  /**
   * Asks, through the options' interaction, for whatever login the chosen roots need beside the
   * application's own; one that holds is kept.
   */
  public void login() throws ConnectorException, InterruptedException {
    for (Root root : roots) {
      source.retries().run(() -> source.connector().login(root));
    }
  }

  /**
   * Tries every way over a browser, by itself, to one file of each kind that the chosen roots hold
   * and the filters want, looking at a bounded number of the listings' pages; asks for a login
   * where one is needed.
   *
   * @param receiver hears of each file as soon as it was tried
   */
  public void browserWays(Consumer<BrowserSample> receiver)
      throws ConnectorException, InterruptedException {
    new BrowserSamples(
            source.connector(),
            source.retries(),
            new FilterChain(config.newFilters()),
            SAMPLE_PAGES)
        .of(roots, receiver);
  }

  /**
   * Makes one pass. What goes wrong in it stands in its report.
   *
   * @throws IllegalStateException before {@link #chooseRoots}
   */
  public SyncReport run(RunOptions run) throws InterruptedException {
    if (roots.isEmpty()) {
      throw new IllegalStateException("chooseRoots comes before run");
    }
    Target verified = target;
    target = null;
    Run pass = new Run(config, options, state, source, sink, roots, plan, verified, run);
    running = pass;
    if (cancelled) {
      pass.stop();
    }
    SyncReport report = pass.execute();
    running = null;
    if (report.fatalEnd().isPresent()) {
      lookUpRootsAgain();
    }
    plan = pass.isThrough() ? plan.afterCompletePass() : plan;
    return report;
  }

  /** Perhaps a root is not what its name leads to any more. */
  private void lookUpRootsAgain() {
    try {
      state.control().foundRoots(null);
    } catch (StateFailure e) {
      log.debug("The roots that were found stay as they are", e);
    }
  }

  /**
   * Whether the job's state turned out to be damaged: no further pass can go on before this engine
   * is closed and another one opened.
   */
  public boolean isStateDamaged() {
    return state.isDamaged();
  }

  /** The last pass of this job that came to an end, in whichever process. */
  public Optional<Runs.PastRun> lastRun() {
    return state.runs().last();
  }

  /** Whether every root has a quick look, so that a pass with {@link RunOptions#look} sees all. */
  public boolean canLook() {
    return !roots.isEmpty()
        && roots.stream().allMatch(root -> state.looks().mark(root).isPresent())
        && state.control().lastWhole().isPresent();
  }

  /** How long looks may stand in for listings of the whole, where the source sets a limit. */
  public Optional<Duration> longestBetweenListings() {
    return roots.stream()
        .flatMap(root -> source.connector().longestBetweenListings(root).stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Opens a connection over which the source tells of changes in the chosen roots; empty where it
   * tells of none. From any thread; the caller closes it before the engine.
   */
  public Optional<Changes> changes() throws ConnectorException, InterruptedException {
    return source.connector().changes(roots);
  }

  /** How many requests a look without changes costs: one for each root, at least. */
  public long callsOfLook() {
    return roots.size();
  }

  /** What the full listings so far, in this process or an earlier one, tell about the next one. */
  public Control.Listings listings() {
    return state.control().listings();
  }

  /** Tells those who ask for the job's status when the next pass begins; null: not planned. */
  public void nextRun(@Nullable Instant when) {
    state.control().nextRun(when);
  }

  /** Whether a person has paused the job. */
  public boolean isPaused() {
    return state.control().isPaused();
  }

  /** Counted requests to the source this month, by all jobs of its account. */
  public long callsThisMonth() {
    return source.calls().spentThisMonth();
  }

  /** Counted requests to the source that a month allows; 0: no limit. */
  public long monthlyBudget() {
    return source.calls().monthlyBudget();
  }

  /** From another thread: what is in flight is dropped, the state stays sound. */
  public void cancel() {
    cancelled = true;
    Run pass = running;
    if (pass != null) {
      pass.stop();
    }
    source.connector().cancel();
    sink.connector().cancel();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        log.warn("Something did not close: {}", e.getMessage());
      }
    }
  }

  private void closeState(JobFiles files) throws StateException {
    try {
      state.close();
    } finally {
      if (state.isDamaged()) {
        files.setAside(options.clock().instant());
      }
    }
  }

  private Connected<Sink> connectSink(JobFiles files)
      throws StateException, ConnectorException, InterruptedException {
    PacedCalls calls = calls(config.sink().callLimits(config.values()));
    Sink made = config.sink().create(config.values(), context(files, config.sink().type(), calls));
    open.push(made);
    return new Connected<>(made, calls, retries(calls));
  }

  private Connected<Source> connectSource(JobFiles files)
      throws StateException, ConnectorException, InterruptedException {
    PacedCalls calls = calls(config.source().callLimits(config.values()));
    Retries retries = retries(calls);
    EngineContext context = context(files, config.source().type(), calls);
    Source made = retries.need(() -> config.source().create(config.values(), context));
    open.push(made);
    return new Connected<>(made, calls, retries);
  }

  private Retries retries(PacedCalls calls) {
    return new Retries(
        calls,
        options.firstRetry(),
        options.awayLimit(),
        options.clock(),
        text -> options.listener().on(new SyncEvent.Waiting(text)));
  }

  private EngineContext context(JobFiles files, String type, PacedCalls calls)
      throws StateException {
    return new EngineContext(
        config.job(), options.clock(), files.workDirectory(type), calls, options.interaction());
  }

  private PacedCalls calls(CallLimits limits) throws StateException {
    Path ledgers = config.ledgerDirectory().orElse(options.ledgerDirectory());
    try {
      PacedCalls calls = PacedCalls.open(limits, ledgers, options.clock(), options.sleeper());
      open.push(calls);
      return calls;
    } catch (IOException e) {
      throw new StateException(
          e.getMessage() + ". Give KBSync the right to write there, or choose another ledgerDir.",
          e);
    }
  }
}
