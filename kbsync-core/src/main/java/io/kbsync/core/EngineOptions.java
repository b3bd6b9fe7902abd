package io.kbsync.core;

import io.kbsync.api.Interaction;
import io.kbsync.core.calls.Sleeper;
import io.kbsync.core.report.SyncListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** How the engine meets the world around it. Immutable; every setter gives a changed copy. */
public final class EngineOptions {

  private final Path ledgerDirectory;
  private Clock clock = Clock.systemUTC();
  private Interaction interaction = Interaction.NOBODY;
  private SyncListener listener = SyncListener.NONE;
  private ExistingChoice existing = ExistingChoice.NOBODY;
  private Duration firstRetry = Duration.ofMillis(20);
  private Sleeper sleeper = Sleeper.REAL;
  private Duration awayLimit = Duration.ofMinutes(15);
  private Duration firstLook = Duration.ofMillis(200);
  private Runnable beforeCommit = () -> {};

  private EngineOptions(Path ledgerDirectory) {
    this.ledgerDirectory = Objects.requireNonNull(ledgerDirectory, "ledgerDirectory");
  }

  /**
   * The system's clock, nobody to ask, nobody who listens.
   *
   * @param ledgerDirectory where the ledgers of calls lie that jobs of one application share
   */
  public static EngineOptions defaults(Path ledgerDirectory) {
    return new EngineOptions(ledgerDirectory);
  }

  public EngineOptions clock(Clock value) {
    return with(copy -> copy.clock = Objects.requireNonNull(value));
  }

  public EngineOptions interaction(Interaction value) {
    return with(copy -> copy.interaction = Objects.requireNonNull(value));
  }

  public EngineOptions listener(SyncListener value) {
    return with(copy -> copy.listener = Objects.requireNonNull(value));
  }

  /** Who decides about documents that stand in the sink under our names already. */
  public EngineOptions existing(ExistingChoice value) {
    return with(copy -> copy.existing = Objects.requireNonNull(value));
  }

  /** How long to wait before a call is repeated for the first time; later waits grow from it. */
  public EngineOptions firstRetry(Duration value) {
    return with(copy -> copy.firstRetry = Objects.requireNonNull(value));
  }

  /**
   * How threads wait out the pauses and the pace of calls; a test with a clock of its own lets that
   * clock jump instead.
   */
  public EngineOptions sleeper(Sleeper value) {
    return with(copy -> copy.sleeper = Objects.requireNonNull(value));
  }

  /** How long a run waits for a server that is away before the job gives up. */
  public EngineOptions awayLimit(Duration value) {
    return with(copy -> copy.awayLimit = Objects.requireNonNull(value));
  }

  /** How long to wait before the sink is asked for the first time how far its indexing is. */
  public EngineOptions firstLook(Duration value) {
    return with(copy -> copy.firstLook = Objects.requireNonNull(value));
  }

  /** Runs before the record is made durable, so that a test can step in. */
  EngineOptions beforeCommit(Runnable value) {
    return with(copy -> copy.beforeCommit = Objects.requireNonNull(value));
  }

  public Clock clock() {
    return clock;
  }

  public Interaction interaction() {
    return interaction;
  }

  public SyncListener listener() {
    return listener;
  }

  public ExistingChoice existing() {
    return existing;
  }

  public Duration firstRetry() {
    return firstRetry;
  }

  public Sleeper sleeper() {
    return sleeper;
  }

  public Duration awayLimit() {
    return awayLimit;
  }

  public Duration firstLook() {
    return firstLook;
  }

  Runnable beforeCommit() {
    return beforeCommit;
  }

  public Path ledgerDirectory() {
    return ledgerDirectory;
  }

  private EngineOptions with(Consumer<EngineOptions> change) {
    EngineOptions copy = new EngineOptions(ledgerDirectory);
    copy.clock = clock;
    copy.interaction = interaction;
    copy.listener = listener;
    copy.existing = existing;
    copy.firstRetry = firstRetry;
    copy.sleeper = sleeper;
    copy.awayLimit = awayLimit;
    copy.firstLook = firstLook;
    copy.beforeCommit = beforeCommit;
    change.accept(copy);
    return copy;
  }
}
