package io.kbsync.examples.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.testkit.contract.SinkContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FolderSinkContractTest extends SinkContract {

  @TempDir Path folder;
  private Sink sink;

  @BeforeEach
  void open() {
    sink = new FolderSink(folder);
  }

  @Override
  protected Sink sink() {
    return sink;
  }

  @Override
  protected DocumentId storeByHand(String name, byte[] content) throws Exception {
    Files.write(folder.resolve(name), content);
    return sink.documents(null).documents().stream()
        .filter(document -> document.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Override
  protected byte[] contentOf(DocumentId id) throws Exception {
    StoredDocument document =
        sink.documents(null).documents().stream()
            .filter(stored -> stored.id().equals(id))
            .findFirst()
            .orElseThrow();
    return Files.readAllBytes(folder.resolve(document.name()));
  }

  @Override
  protected Map<String, String> metadataOf(DocumentId id) throws Exception {
    return Sidecar.read(sidecar(id)).metadata();
  }

  @Override
  protected void addForeignMetadata(DocumentId id, String key, String value) throws Exception {
    String line = "metadata." + key + "=" + value + "\n";
    Files.writeString(sidecar(id), line, UTF_8, StandardOpenOption.APPEND);
  }

  @Override
  protected boolean has(Behaviour behaviour) {
    return behaviour != Behaviour.INDEXING;
  }

  private Path sidecar(DocumentId id) {
    return folder.resolve(".kbsync").resolve(id + ".properties");
  }
}
