package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteContent.Comparison;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.ObjectStore.SignedLink;
import io.kbsync.source.dingtalk.export.Exported;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The content of what DingTalk exported, looked at before it counts. Thread-safe. */
final class ExportedContents {

  private final ObjectStore store;

  ExportedContents(ObjectStore store) {
    this.store = store;
  }

  /** The caller closes the content. Null: it is no file of the wanted form. */
  @Nullable RemoteContent open(RemoteFile file, Exported exported, Rendition wanted)
      throws ConnectorException, InterruptedException {
    if (exported instanceof Exported.Link link) {
      return open(file, new SignedLink(List.of(link.url()), Map.of()), wanted);
    } else if (exported instanceof Exported.Saved saved) {
      return checked(saved, wanted);
    }
    throw new AssertionError(exported);
  }

  /** The same behind a link. */
  @Nullable RemoteContent open(RemoteFile file, SignedLink link, Rendition wanted)
      throws ConnectorException, InterruptedException {
    Response response =
        store
            .open(link, file)
            .orElseThrow(
                () ->
                    // Another export would cost calls and fare alike.
                    PermanentException.failed(
                        "The store refuses the fresh link to the export of '"
                            + file.name()
                            + "'; a later run exports it again",
                        null));
    return checked(response.body().byteStream(), response.body().contentLength(), wanted);
  }

  private static @Nullable RemoteContent checked(Exported.Saved saved, Rendition wanted)
      throws RetriableException {
    try {
      long length = Files.size(saved.file());
      InputStream bytes = Files.newInputStream(saved.file(), StandardOpenOption.DELETE_ON_CLOSE);
      return checked(bytes, length, wanted);
    } catch (IOException e) {
      throw new RetriableException("What the browser saved cannot be read", e);
    }
  }

  private static @Nullable RemoteContent checked(InputStream bytes, long length, Rendition wanted)
      throws RetriableException {
    BufferedInputStream stream = new BufferedInputStream(bytes);
    try {
      stream.mark(FirstBytes.LOOKED_AT);
      byte[] begin = stream.readNBytes(FirstBytes.LOOKED_AT);
      stream.reset();
      Optional<Rendition> come = FirstBytes.of(begin, wanted);
      if (come.isEmpty()) {
        stream.close();
        return null;
      }
      return new RemoteContent(stream, length, come.get(), comparison(come.get()));
    } catch (IOException e) {
      throw new RetriableException("The export broke off at its beginning", e);
    }
  }

  private static Comparison comparison(Rendition rendition) {
    return FirstBytes.isOffice(rendition) ? Comparison.OOXML : Comparison.BYTES;
  }
}
