package io.kbsync.core;

import io.kbsync.api.Interaction;
import io.kbsync.core.report.SyncListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

/** How the engine meets the world around it. Immutable; every setter gives a changed copy. */
public final class EngineOptions {

  private final Clock clock;
  private final Random random;
  private final Interaction interaction;
  private final SyncListener listener;
  private final ExistingChoice existing;
  private final Duration firstRetry;
  private final Path ledgerDirectory;

  private EngineOptions(
      Clock clock,
      Random random,
      Interaction interaction,
      SyncListener listener,
      ExistingChoice existing,
      Duration firstRetry,
      Path ledgerDirectory) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.random = Objects.requireNonNull(random, "random");
    this.interaction = Objects.requireNonNull(interaction, "interaction");
    this.listener = Objects.requireNonNull(listener, "listener");
    this.existing = Objects.requireNonNull(existing, "existing");
    this.firstRetry = Objects.requireNonNull(firstRetry, "firstRetry");
    this.ledgerDirectory = Objects.requireNonNull(ledgerDirectory, "ledgerDirectory");
  }

  /**
   * The system's clock, nobody to ask, nobody who listens.
   *
   * @param ledgerDirectory where the ledgers of calls lie that jobs of one application share
   */
  public static EngineOptions defaults(Path ledgerDirectory) {
    return new EngineOptions(
        Clock.systemUTC(),
        new Random(),
        Interaction.NOBODY,
        SyncListener.NONE,
        ExistingChoice.NOBODY,
        Duration.ofSeconds(1),
        ledgerDirectory);
  }

  public EngineOptions clock(Clock value) {
    return new EngineOptions(
        value, random, interaction, listener, existing, firstRetry, ledgerDirectory);
  }

  public EngineOptions random(Random value) {
    return new EngineOptions(
        clock, value, interaction, listener, existing, firstRetry, ledgerDirectory);
  }

  public EngineOptions interaction(Interaction value) {
    return new EngineOptions(clock, random, value, listener, existing, firstRetry, ledgerDirectory);
  }

  public EngineOptions listener(SyncListener value) {
    return new EngineOptions(
        clock, random, interaction, value, existing, firstRetry, ledgerDirectory);
  }

  /** Who decides about documents that stand in the sink under our names already. */
  public EngineOptions existing(ExistingChoice value) {
    return new EngineOptions(
        clock, random, interaction, listener, value, firstRetry, ledgerDirectory);
  }

  /** How long to wait before a call is repeated for the first time; later waits grow from it. */
  public EngineOptions firstRetry(Duration value) {
    return new EngineOptions(
        clock, random, interaction, listener, existing, value, ledgerDirectory);
  }

  public Clock clock() {
    return clock;
  }

  public Random random() {
    return random;
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

  public Path ledgerDirectory() {
    return ledgerDirectory;
  }
}
