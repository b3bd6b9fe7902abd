package io.kbsync.core.plugin;

import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.filter.FilterFactory;
import io.kbsync.api.plan.SyncPlanFactory;
import io.kbsync.api.sink.SinkFactory;
import io.kbsync.api.source.SourceFactory;
import java.util.List;
import java.util.stream.Stream;

/** The sources, sinks, filters and plans that are there. Immutable. */
public final class Connectors {

  private final Plugins<SourceFactory> sources;
  private final Plugins<SinkFactory> sinks;
  private final Plugins<FilterFactory> filters;
  private final Plugins<SyncPlanFactory> plans;

  private Connectors(
      Plugins<SourceFactory> sources,
      Plugins<SinkFactory> sinks,
      Plugins<FilterFactory> filters,
      Plugins<SyncPlanFactory> plans) {
    this.sources = sources;
    this.sinks = sinks;
    this.filters = filters;
    this.plans = plans;
  }

  /**
   * Finds everything that the jars behind {@code loader} declare.
   *
   * @throws PluginException when two of one kind bear the same name, or a jar is broken
   */
  public static Connectors discover(ClassLoader loader) throws PluginException {
    return of(
        ServiceFiles.load(SourceFactory.class, loader),
        ServiceFiles.load(SinkFactory.class, loader),
        ServiceFiles.load(FilterFactory.class, loader),
        ServiceFiles.load(SyncPlanFactory.class, loader));
  }

  /** Exactly these, for programs that do without discovery. */
  public static Connectors of(
      List<SourceFactory> sources,
      List<SinkFactory> sinks,
      List<FilterFactory> filters,
      List<SyncPlanFactory> plans)
      throws PluginException {
    return new Connectors(
        Plugins.of("source type", sources, SourceFactory::type),
        Plugins.of("sink type", sinks, SinkFactory::type),
        Plugins.of("filter", filters, FilterFactory::type),
        Plugins.of("sync plan", plans, SyncPlanFactory::name));
  }

  /**
   * The source of this type, ignoring case.
   *
   * @throws IllegalArgumentException when there is none; the message says which there are
   */
  public SourceFactory source(String type) {
    return sources.named(type);
  }

  /**
   * The sink of this type, ignoring case.
   *
   * @throws IllegalArgumentException when there is none; the message says which there are
   */
  public SinkFactory sink(String type) {
    return sinks.named(type);
  }

  /**
   * The plan of this name, ignoring case.
   *
   * @throws IllegalArgumentException when there is none; the message says which there are
   */
  public SyncPlanFactory plan(String name) {
    return plans.named(name);
  }

  /** All sources, by type. */
  public List<SourceFactory> sources() {
    return sources.all();
  }

  /** All sinks, by type. */
  public List<SinkFactory> sinks() {
    return sinks.all();
  }

  /** All filters, by type. */
  public List<FilterFactory> filters() {
    return filters.all();
  }

  /** All plans, by name. */
  public List<SyncPlanFactory> plans() {
    return plans.all();
  }

  /** What all of them can be configured with. */
  public Stream<ConfigSpec> specs() {
    return Stream.of(
            filters().stream().map(FilterFactory::configSpec),
            sources().stream().map(SourceFactory::configSpec),
            sinks().stream().map(SinkFactory::configSpec),
            plans().stream().map(SyncPlanFactory::configSpec))
        .flatMap(specs -> specs);
  }
}
