package io.kbsync.testkit.contract;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Sink;
import java.util.Map;

/** Proves that a sink can keep the contract. */
class MemorySinkContractTest extends SinkContract {

  private final MemorySink sink = new MemorySink();

  @Override
  protected Sink sink() {
    return sink;
  }

  @Override
  protected DocumentId storeByHand(String name, byte[] content) {
    return sink.storeByHand(name, content);
  }

  @Override
  protected byte[] contentOf(DocumentId id) {
    return sink.stored(id).content;
  }

  @Override
  protected Map<String, String> metadataOf(DocumentId id) {
    return sink.stored(id).metadata;
  }

  @Override
  protected void addForeignMetadata(DocumentId id, String key, String value) {
    sink.stored(id).metadata.put(key, value);
  }
}
