package io.kbsync.sink.ragflow;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Sink;
import io.kbsync.testkit.contract.SinkContract;
import io.kbsync.testkit.ragflow.RagflowDocument;
import io.kbsync.testkit.ragflow.RagflowSimulator;
import io.kbsync.testkit.ragflow.RagflowVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract of every sink, before each server that the simulator plays. */
class RagflowSinkContractTest {

  @Nested
  class V020 extends OneVersion {
    V020() {
      super(RagflowVersion.V0_20);
    }
  }

  @Nested
  class V024 extends OneVersion {
    V024() {
      super(RagflowVersion.V0_24);
    }
  }

  @Nested
  class V025 extends OneVersion {
    V025() {
      super(RagflowVersion.V0_25);
    }
  }

  @Nested
  class V027 extends OneVersion {
    V027() {
      super(RagflowVersion.V0_27);
    }
  }

  @Nested
  class Go extends OneVersion {
    Go() {
      super(RagflowVersion.GO);
    }
  }

  abstract static class OneVersion extends SinkContract {

    private final RagflowVersion version;
    private RagflowSimulator ragflow;
    private Sink sink;

    OneVersion(RagflowVersion version) {
      this.version = version;
    }

    @BeforeEach
    void start() throws Exception {
      ragflow = RagflowSimulator.start(version);
      sink =
          new RagflowSinkFactory()
              .create(
                  TestConfig.of(ragflow.url(), ragflow.apiKey(), RagflowSimulator.DATASET),
                  new TestContext());
    }

    @AfterEach
    void stop() {
      sink.close();
      ragflow.close();
    }

    @Override
    protected Sink sink() {
      return sink;
    }

    @Override
    protected DocumentId storeByHand(String name, byte[] content) {
      return new DocumentId(ragflow.dataset().upload(name, content).id());
    }

    @Override
    protected byte[] contentOf(DocumentId id) {
      return document(id).content().orElseThrow();
    }

    @Override
    protected Map<String, String> metadataOf(DocumentId id) {
      Map<String, String> metadata = new LinkedHashMap<>();
      document(id).metadata().forEach((key, value) -> metadata.put(key, value.toString()));
      return metadata;
    }

    @Override
    protected void addForeignMetadata(DocumentId id, String key, String value) {
      Map<String, Object> metadata = new LinkedHashMap<>(document(id).metadata());
      metadata.put(key, value);
      ragflow.dataset().setMetadata(id.value(), metadata);
    }

    private RagflowDocument document(DocumentId id) {
      return ragflow.dataset().document(id.value()).orElseThrow();
    }
  }
}
