package io.kbsync.testkit.ragflow;

import io.kbsync.testkit.http.Faults;
import io.kbsync.testkit.http.Requests;
import io.kbsync.testkit.http.Simulation;
import io.kbsync.testkit.http.SimulatorServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A RAGFlow server on loopback, its datasets in memory.
 *
 * <pre>{@code
 * try (RagflowSimulator ragflow = RagflowSimulator.builder().version(V0_24).start()) {
 *   sync(ragflow.url(), ragflow.apiKey(), RagflowSimulator.DATASET);
 *   assertThat(ragflow.dataset().documents()).hasSize(3);
 * }
 * }</pre>
 *
 * <p>Names for faults and counts: {@code datasets.list}, {@code datasets.get}, {@code
 * documents.upload}, {@code documents.list}, {@code documents.update}, {@code documents.delete},
 * {@code documents.parse}, {@code documents.ingest}, {@code documents.stop}, {@code
 * system.version}, {@code unknown}. Thread-safe.
 */
public final class RagflowSimulator implements AutoCloseable {

  /** The id of the dataset that is there when the builder is given none. */
  public static final String DATASET = "b2af7c4c56f511f0a3d700163e0c2b1a";

  /** The key that is good when the builder is given none. */
  public static final String API_KEY = "ragflow-RhMjQ5YzBlNTZmNTExZjA4YTNkNzAwMTY";

  /** The owner of datasets and keys for which the builder names none. */
  public static final String TENANT = "9c3c2d5056f411f0b6a400163e0c2b1a";

  private final World world;
  private final Simulation simulation;
  private final SimulatorServer server;
  private final String apiKey;
  private final String firstDataset;

  private RagflowSimulator(Builder builder) {
    this.world = new World(builder);
    this.apiKey = builder.tenantsByKey.keySet().iterator().next();
    this.firstDataset = builder.datasets.get(0).id();
    this.simulation = new RagflowApi(world, builder.maxBody);
    this.server = SimulatorServer.start(simulation, builder.port);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A server of this version with one empty dataset. */
  public static RagflowSimulator start(RagflowVersion version) {
    return builder().version(version).start();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String url() {
    return server.url();
  }

  /** The first key. */
  public String apiKey() {
    return apiKey;
  }

  /** What answers, for a server of one's own that stands in front. */
  public Simulation simulation() {
    return simulation;
  }

  public Requests requests() {
    return server.requests();
  }

  public Faults faults() {
    return server.faults();
  }

  /** After {@link io.kbsync.testkit.http.Fault#away}: accepts connections again. */
  public void comeBack() {
    server.comeBack();
  }

  /** See {@link SimulatorServer#hold}. */
  public void hold(Duration time) {
    server.hold(time);
  }

  /**
   * Whether documents show their metadata. While the server's index of it fails, they show none,
   * and say nothing of the failure; what is written then is kept.
   */
  public void showMetadata(boolean shown) {
    synchronized (world) {
      world.metadataShown = shown;
    }
  }

  /**
   * Settings of a parser that the server does not know, though a document may have them from an
   * older version: from v0.25 on an update that holds one is refused as a whole.
   */
  public void refuseSettings(String... names) {
    synchronized (world) {
      world.refusedSettings = Set.of(names);
    }
  }

  public Parsing parsing() {
    return world.parsing;
  }

  /** The first dataset. */
  public RagflowDataset dataset() {
    return dataset(firstDataset);
  }

  /**
   * @throws NoSuchElementException when the server has no such dataset
   */
  public RagflowDataset dataset(String id) {
    synchronized (world) {
      return world
          .shelf(id)
          .map(shelf -> new RagflowDataset(world, shelf))
          .orElseThrow(() -> new NoSuchElementException("No dataset " + id));
    }
  }

  /** What happened to documents so far; the last 10,000 changes. */
  public List<RagflowChange> history() {
    synchronized (world) {
      return world.history();
    }
  }

  /**
   * Calls the listener after each change, before anything else can happen: it sees every state that
   * a query could have met. The first thing that a listener throws ends up in {@link #close}, so
   * that a law which is broken once fails the test.
   */
  public void onChange(Consumer<RagflowChange> listener) {
    synchronized (world) {
      world.listen(listener);
    }
  }

  /**
   * Ends the server.
   *
   * @throws AssertionError when a listener of {@link #onChange} failed
   */
  @Override
  public void close() {
    server.close();
    synchronized (world) {
      world
          .violation()
          .ifPresent(
              cause -> {
                throw new AssertionError("A listener failed: " + cause.getMessage(), cause);
              });
    }
  }

  /** Says what a server is like. Not thread-safe. */
  public static final class Builder {

    private static final long GIBIBYTE = 1L << 30;

    RagflowVersion version = RagflowVersion.V0_27;
    Clock clock = Clock.systemUTC();
    int port;
    int maxFiles;
    long maxBody = GIBIBYTE;
    boolean unsteadyTies;
    final Map<String, String> tenantsByKey = new LinkedHashMap<>();
    final List<DatasetSpec> datasets = new ArrayList<>();

    private Builder() {}

    public Builder version(RagflowVersion value) {
      this.version = value;
      return this;
    }

    /** Of the documents' times. */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** 0: a free one. */
    public Builder port(int value) {
      this.port = value;
      return this;
    }

    /** A good key, of {@link #TENANT}. */
    public Builder apiKey(String key) {
      return apiKey(key, TENANT);
    }

    public Builder apiKey(String key, String tenant) {
      tenantsByKey.put(key, tenant);
      return this;
    }

    /** A dataset of {@link #TENANT}. */
    public Builder dataset(String id, String name) {
      return dataset(id, name, TENANT);
    }

    public Builder dataset(String id, String name, String tenant) {
      datasets.add(new DatasetSpec(id, name, tenant, ""));
      return this;
    }

    /** A dataset of {@link #TENANT} that a pipeline parses. */
    public Builder pipelineDataset(String id, String name, String pipeline) {
      datasets.add(new DatasetSpec(id, name, TENANT, pipeline));
      return this;
    }

    /** The largest body of a request, in bytes. */
    public Builder maxBody(long bytes) {
      this.maxBody = bytes;
      return this;
    }

    /** How many documents a dataset may hold; 0: any number. */
    public Builder maxFiles(int documents) {
      this.maxFiles = documents;
      return this;
    }

    /**
     * Documents that are equal in what a list is ordered by stand in another order on each second
     * page, the same at every reading: some come twice, and others on no page.
     */
    public Builder unsteadyTies(boolean value) {
      this.unsteadyTies = value;
      return this;
    }

    /** Answers when this returns. */
    public RagflowSimulator start() {
      if (tenantsByKey.isEmpty()) {
        apiKey(API_KEY);
      }
      if (datasets.isEmpty()) {
        dataset(DATASET, "test");
      }
      return new RagflowSimulator(this);
    }
  }
}
