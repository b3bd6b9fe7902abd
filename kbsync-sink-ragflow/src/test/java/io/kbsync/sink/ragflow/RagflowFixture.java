package io.kbsync.sink.ragflow;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Indexing;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.Sink;
import io.kbsync.testkit.http.Fault;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A simulated server of any version, and the real sink before it. */
abstract class RagflowFixture {

  static final Map<String, String> OURS = Map.of("kbsync_path", "Base/plan.txt");

  private final List<AutoCloseable> open = new ArrayList<>();

  RagflowSimulator ragflow;
  Sink sink;

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  final void start(RagflowVersion version) throws ConnectorException {
    start(RagflowSimulator.builder().version(version).clock(new Ticking()));
  }

  final void start(RagflowSimulator.Builder builder) throws ConnectorException {
    ragflow = builder.start();
    open.add(ragflow);
    sink = sink(config());
  }

  final TestConfig config() {
    return TestConfig.of(ragflow.url(), ragflow.apiKey(), RagflowSimulator.DATASET);
  }

  final Sink sink(TestConfig config) throws ConnectorException {
    Sink made = new RagflowSinkFactory().create(config, new TestContext());
    open.add(made);
    return made;
  }

  final DocumentId put(int file, String title) throws Exception {
    return sink.put(TestUpload.of(file, title, "Some text.")).id();
  }

  final DocumentId labelled(int file, String title) throws Exception {
    DocumentId id = put(file, title);
    sink.label(id, new Label(title, OURS), null);
    return id;
  }

  final RagflowDocument document(DocumentId id) {
    return ragflow.dataset().document(id.value()).orElseThrow();
  }

  final Indexing indexing() {
    return sink.indexing().orElseThrow();
  }

  /** An answer of RAGFlow's in place of the work. */
  static Fault says(int status, int code, String message, @Nullable Object data) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    body.put("data", data);
    return Fault.answer(SimResponse.json(status, body));
  }

  /** No two moments are the same. */
  private static final class Ticking extends Clock {

    private final AtomicLong millis = new AtomicLong(1_795_000_000_000L);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.incrementAndGet());
    }
  }
}
