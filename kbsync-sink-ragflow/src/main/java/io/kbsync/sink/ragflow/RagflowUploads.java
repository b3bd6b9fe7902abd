package io.kbsync.sink.ragflow;

import com.squareup.moshi.Types;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.Upload;
import io.kbsync.http.OneShotBody;
import io.kbsync.http.Redaction;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.MultipartBody;

/** One file, one request: of several in one, some may be stored though the answer is an error. */
final class RagflowUploads {

  private static final Type DOCUMENTS = Types.newParameterizedType(List.class, Document.class);
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  /** So many in a row are not about what one file holds. */
  static final int MOST_GUARDED = 20;

  private final RagflowServer server;
  private final TextCheck text;
  private final AtomicInteger guardedInARow = new AtomicInteger();

  RagflowUploads(RagflowServer server, TextCheck text) {
    this.server = server;
    this.text = text;
  }

  /** A run that begins knows of no guard in front of the server. */
  void begin() {
    guardedInARow.set(0);
  }

  StoredDocument put(Upload upload) throws ConnectorException, InterruptedException {
    checkText(upload);
    Answer answer =
        server.upload(
            MultipartBody.Part.createFormData(
                "file", upload.name(), OneShotBody.of(BYTES, upload.length(), upload::open)));
    Optional<StoredDocument> stored = stored(answer);
    if (stored.isEmpty()) {
      throw refused(answer, upload);
    }
    guardedInARow.set(0);
    return withKey(stored.get(), upload);
  }

  private static Optional<StoredDocument> stored(Answer answer) {
    return answer.<List<Document>>as(DOCUMENTS).orElse(List.of()).stream()
        .filter(Objects::nonNull)
        .filter(document -> document.id() != null)
        .findFirst()
        .map(RagflowDocuments::stored);
  }

  private void checkText(Upload upload) throws ConnectorException {
    try {
      if (!text.allows(upload)) {
        throw PermanentException.skipped(
            "'" + upload.title() + "' holds no text, and RAGFlow takes its kind as text only");
      }
    } catch (IOException e) {
      throw new RetriableException(
          "The content of '" + upload.title() + "' cannot be read from the spool folder", e);
    }
  }

  /** The answer of some versions does not repeat under which name the file lies. */
  private static StoredDocument withKey(StoredDocument stored, Upload upload) {
    return new StoredDocument(
        stored.id(),
        stored.name().isEmpty() ? upload.name() : stored.name(),
        stored.ownKey().orElse(upload.key()),
        stored.createdAtMillis(),
        stored.status());
  }

  private ConnectorException refused(Answer answer, Upload upload)
      throws ConnectorException, InterruptedException {
    if (answer.says("not been supported yet")) {
      String ending = FileTypes.endingOf(upload.name());
      server.dialect().learnRefusedEnding(ending);
      return PermanentException.skipped("This RAGFlow does not take ." + ending + " files");
    }
    if (answer.status() == 413 || answer.says("requestentitytoolarge", "too large")) {
      return tooLarge(upload);
    }
    if (answer.says("maximum file number")) {
      return PermanentException.failed(
          "RAGFlow takes no more files of this account (MAX_FILE_NUM_PER_USER is reached)", null);
    }
    if (answer.refusedOnTheWay() && isAboutOneFile()) {
      return guarded(answer, upload);
    }
    return server.errors().refused(answer, "the upload of '" + upload.title() + "'");
  }

  /** What guards a server may dislike one content, and let everything else pass. */
  private boolean isAboutOneFile() throws ConnectorException, InterruptedException {
    return guardedInARow.incrementAndGet() <= MOST_GUARDED && server.dataset().json();
  }

  private static PermanentException tooLarge(Upload upload) {
    return PermanentException.failed(
        "RAGFlow does not take '"
            + upload.title()
            + "' because it is too large ("
            + upload.length()
            + " bytes). Raise MAX_CONTENT_LENGTH in RAGFlow and client_max_body_size in front of"
            + " it, or lower maxFileSize",
        null);
  }

  private static PermanentException guarded(Answer answer, Upload upload) {
    return PermanentException.failed(
        "Something in front of RAGFlow refuses '"
            + upload.title()
            + "' (HTTP "
            + answer.status()
            + "). Let "
            + Redaction.target(answer.request())
            + " pass it",
        null);
  }
}
