package io.kbsync.core;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.filter.Filter;
import io.kbsync.api.plan.SyncPlan;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.Target;
import io.kbsync.api.source.Root;
import io.kbsync.api.source.Source;
import io.kbsync.core.SyncEngine.Connected;
import io.kbsync.core.config.CoreKeys;
import io.kbsync.core.config.ExistingPolicy;
import io.kbsync.core.config.JobConfig;
import io.kbsync.core.plan.DocumentKeys;
import io.kbsync.core.plan.DocumentNames;
import io.kbsync.core.report.SyncReport;
import io.kbsync.core.report.Tally;
import io.kbsync.core.state.Control;
import io.kbsync.core.state.JobState;
import io.kbsync.core.state.Runs;
import io.kbsync.core.state.StateException;
import io.kbsync.core.state.StateFailure;
import io.kbsync.core.transfer.Abort;
import io.kbsync.core.transfer.Departures;
import io.kbsync.core.transfer.Guarded;
import io.kbsync.core.transfer.IndexWindow;
import io.kbsync.core.transfer.Labels;
import io.kbsync.core.transfer.Lanes;
import io.kbsync.core.transfer.PauseGate;
import io.kbsync.core.transfer.Replacements;
import io.kbsync.core.transfer.SinkReading;
import io.kbsync.core.transfer.Spool;
import io.kbsync.core.transfer.Transfers;
import io.kbsync.core.transfer.Workplace;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass of a job. */
final class Run {

  private static final Logger log = LoggerFactory.getLogger(Run.class);

  private final JobConfig config;
  private final EngineOptions options;
  private final JobState state;
  private final Connected<Source> source;
  private final Connected<Sink> sink;
  private final List<Root> roots;
  private final SyncPlan plan;
  private final RunOptions run;
  private final Tally tally;
  private final Abort abort = new Abort();
  private final Instant started;
  private @Nullable Target target;
  private boolean complete;
  private boolean through;
  private volatile @Nullable Workplace workplace;

  Run(
      JobConfig config,
      EngineOptions options,
      JobState state,
      Connected<Source> source,
      Connected<Sink> sink,
      List<Root> roots,
      SyncPlan plan,
      @Nullable Target verified,
      RunOptions run) {
    this.config = config;
    this.options = options;
    this.state = state;
    this.source = source;
    this.sink = sink;
    this.roots = roots;
    this.plan = plan;
    this.target = verified;
    this.run = run;
    this.tally = new Tally(options.listener());
    this.started = options.clock().instant();
  }

  SyncReport execute() throws InterruptedException {
    try {
      verifyTarget();
      Workplace at = setUp();
      try (IndexWindow indexing = new IndexWindow(at, options.firstLook())) {
        sync(at, indexing);
      } finally {
        at.sourceLanes().close();
        at.sinkLanes().close();
      }
    } catch (FatalException e) {
      abort.because(e);
    } catch (ConnectorException e) {
      abort.because(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    } catch (StateException e) {
      abort.because(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    } catch (StateFailure e) {
      abort.because(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    } catch (InterruptedException e) {
      if (!abort.isOn()) {
        throw e;
      }
    } catch (RuntimeException e) {
      if (!abort.isOn()) {
        log.error("A defect of KBSync or a plugin ended the run", e);
        String what = "a defect of KBSync or a plugin: " + e;
        abort.because(new FatalException(FatalException.Kind.UNREACHABLE, what, e));
      }
    }
    return report();
  }

  /** From another thread: ends the run soon; the state stays sound. */
  void stop() {
    abort.stop();
    Workplace at = workplace;
    if (at != null) {
      at.sourceLanes().cancel();
      at.sinkLanes().cancel();
    }
  }

  /** Whether every root that the source does not refuse was listed to its end. */
  boolean isThrough() {
    return through;
  }

  private void verifyTarget() throws ConnectorException, InterruptedException {
    if (target == null) {
      target = sink.retries().need(sink.connector()::verify);
    }
  }

  private void sync(Workplace at, IndexWindow indexing)
      throws ConnectorException, InterruptedException {
    // Not within a reading of the sink: pages of before a pause and of after it make no whole.
    at.gate().pass();
    if (abort.isOn()) {
      return;
    }
    Guarded guarded = new Guarded(at);
    Labels labels = new Labels(at);
    Replacements replacements = new Replacements(at, guarded, labels, indexing);
    Transfers transfers = new Transfers(at, guarded, labels, indexing, replacements);
    SinkReading reading = new SinkReading(at, state.control());
    boolean readNow = readSink(reading);
    long recorded = state.files().count();
    if (!run.dryRun()) {
      retryWhatAnotherLimitSkipped();
      new ExistingDocuments(config, options, at, state.control()).settle(roots);
      replacements.resume();
      indexing.start(replacements);
    }
    List<Filter> filters = config.newFilters();
    FilterChain chain = new FilterChain(filters);
    Selection selection = new Selection(chain, roots);
    Intake intake = new Intake(config, plan, at, transfers, reading, run);
    Pass pass = new Pass(at, selection, intake, chain, roots, run.look());
    pass.read();
    if (run.dryRun()) {
      intake.rehearseDepartures(pass.completeRoots());
      filters.forEach(filter -> pass.warnUnlessPartial(filter.warnings()));
      if (readNow && pass.isComplete()) {
        reading.tellUnrecognised();
      }
      return;
    }
    at.sourceLanes().drain();
    at.sinkLanes().drain();
    if (!abort.isOn()) {
      if (!run.look()) {
        boolean leftOut = chain.leftOutUnasked();
        new Departures(at, guarded, plan, recorded, selection::refilter, pass.unread(), leftOut)
            .settle(roots, pass.completeRoots());
      }
      labels.labelDue(guarded);
      if (readNow && pass.isComplete()) {
        reading.settleUnclaimed();
      }
    }
    settleIndexing(at, indexing);
    if (!abort.isOn() && pass.takePostponed()) {
      at.sourceLanes().drain();
      settleIndexing(at, indexing);
    }
    if (!abort.isOn()) {
      labels.labelDue(guarded);
      filters.forEach(filter -> pass.warnUnlessPartial(filter.warnings()));
      boolean spent = abort.callsSpent().isPresent();
      complete = pass.isComplete() && !spent;
      through = pass.isThrough() && !spent;
      if (through) {
        state.control().firstSyncDone();
      }
      if (complete) {
        state.control().existing(ExistingPolicy.BESIDE.name());
        state.control().lastWhole(new Control.WholeListing(started, tally.pages()));
      }
      if (!spent) {
        pass.noteMarks();
      }
      state.control().documentsLeft(documentsLeft(at, readNow));
      abort.callsSpent().or(pass::callsSpent).ifPresent(abort::because);
    }
  }

  private void retryWhatAnotherLimitSkipped() {
    if (!state.control().largest().equals(Optional.of(largest()))) {
      state.files().retrySkipped();
      state.control().largest(largest());
    }
  }

  private long largest() {
    return config.values().find(CoreKeys.MAX_FILE_SIZE).orElse(Long.MAX_VALUE);
  }

  /** Also what the end of an indexing sets going: the last steps of replacements. */
  private void settleIndexing(Workplace at, IndexWindow indexing) throws InterruptedException {
    at.sinkLanes().drain();
    indexing.drain(run.indexStall(), run.indexUntil().orElse(null));
    at.sinkLanes().drain();
  }

  /** Null: the next pass is to read the sink again. */
  private @Nullable Long documentsLeft(Workplace at, boolean readNow) {
    // A look settles nothing of what a reading found and no file claimed.
    boolean unsettled = run.look() && readNow && state.inventory().unclaimedCount() > 0;
    return unsettled ? null : targetNow().documents() + at.documents().get();
  }

  /** Returns whether all that the sink holds was read. */
  private boolean readSink(SinkReading reading) throws ConnectorException, InterruptedException {
    boolean due = run.readSink() || (!run.dryRun() && reading.isDue(targetNow().documents()));
    if (due) {
      reading.read();
    }
    if (!run.dryRun()) {
      state.control().documentsLeft(null);
      // Whatever this run stores and the record loses with the power, the next one reads the sink.
      state.flush();
    }
    return due;
  }

  private Target targetNow() {
    return java.util.Objects.requireNonNull(target);
  }

  private Workplace setUp() throws StateException {
    JobFiles files = JobFiles.of(config);
    long number = run.dryRun() ? 0 : state.runs().begin(started);
    source.calls().resetCounts();
    sink.calls().resetCounts();
    Workplace at =
        new Workplace(
            number,
            config.source().type(),
            source.connector(),
            sink.connector(),
            state,
            source.retries(),
            sink.retries(),
            new Lanes(threads(source.connector().lanes(), Source.FILES)),
            new Lanes(threads(sink.connector().lanes(), Sink.PUTS)),
            spool(files),
            new DocumentKeys(config.source().type()),
            new DocumentNames(sink.connector().nameRules()),
            options.clock(),
            tally,
            abort,
            new PauseGate(state.control(), options.clock(), tally, abort),
            new AtomicLong());
    workplace = at;
    return at;
  }

  private Map<String, Integer> threads(Map<String, Integer> declared, String wide) {
    Map<String, Integer> threads = new HashMap<>(declared);
    config
        .values()
        .find(CoreKeys.TRANSFERS)
        .ifPresent(count -> threads.computeIfPresent(wide, (lane, n) -> count));
    return threads;
  }

  private Spool spool(JobFiles files) throws StateException {
    try {
      return new Spool(files.spoolDirectory(), largest(), options.clock());
    } catch (IOException e) {
      throw new StateException(
          "Cannot use the spool folder in " + files.folder() + ": " + e.getMessage(), e);
    }
  }

  private SyncReport report() {
    abort.reason().ifPresent(tally::fatal);
    if (abort.isStopped()) {
      tally.stopped();
    }
    Instant ended = options.clock().instant();
    long indexing = 0;
    Workplace at = workplace;
    try {
      indexing = state.indexing().pending();
      state
          .indexing()
          .given()
          .forEach(item -> tally.notSearchable(item.path(), reason(item.status())));
      if (at != null && !run.dryRun()) {
        noteListingCutShort();
        state.runs().end(at.run(), ended, outcome());
      }
    } catch (StateFailure e) {
      tally.fatal(new FatalException(FatalException.Kind.UNREACHABLE, e.getMessage(), e));
    }
    return tally.report(
        config.job(),
        started,
        ended,
        run.look(),
        run.dryRun(),
        indexing,
        source.calls().counts(),
        sink.calls().counts());
  }

  private Runs.Outcome outcome() {
    if (abort.isStopped()) {
      return Runs.Outcome.STOPPED;
    }
    return abort.reason().isPresent() ? Runs.Outcome.FAILED : Runs.Outcome.DONE;
  }

  /** A pass that could not go on before its listing began says nothing about listings. */
  private void noteListingCutShort() {
    boolean listed = !run.look() && (tally.pages() > 0 || !abort.isOn());
    if (listed && !complete && !abort.isStopped()) {
      state.control().cutShort(started, tally.pages());
    }
  }

  private static String reason(io.kbsync.api.sink.IndexStatus status) {
    return switch (status.state()) {
      case EMPTY -> "the sink found nothing in it";
      default -> "the sink could not index it: " + status.detail();
    };
  }
}
