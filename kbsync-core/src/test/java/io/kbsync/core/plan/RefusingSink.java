package io.kbsync.core.plan;

import io.kbsync.api.sink.DocumentId;
import io.kbsync.api.sink.DocumentKey;
import io.kbsync.api.sink.Label;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.sink.Refusal;
import io.kbsync.api.sink.Sink;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.StoredPage;
import io.kbsync.api.sink.Target;
import io.kbsync.api.sink.Upload;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses some renditions, and fails whoever asks for more than that. */
final class RefusingSink implements Sink {

  private final Set<String> refused;

  RefusingSink(Set<String> refused) {
    this.refused = refused;
  }

  @Override
  public Optional<Refusal> refuses(RemoteFile file, Rendition rendition) {
    return refused.contains(rendition.id())
        ? Optional.of(new Refusal("no " + rendition.id() + " here"))
        : Optional.empty();
  }

  @Override
  public Target verify() {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public NameRules nameRules() {
    throw new AssertionError("no names are expected");
  }

  @Override
  public StoredDocument put(Upload upload) {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public Optional<StoredDocument> find(DocumentKey key) {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public void label(DocumentId id, Label label, @Nullable DocumentId keeping) {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public void remove(DocumentId id) {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public StoredPage documents(@Nullable String cursor) {
    throw new AssertionError("no I/O is expected");
  }

  @Override
  public void close() {}
}
