package io.kbsync.sink.ragflow;

import com.squareup.moshi.Types;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.PermanentException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.sink.StoredDocument;
import io.kbsync.api.sink.Upload;
import io.kbsync.http.OneShotBody;
import io.kbsync.sink.ragflow.RagflowWire.Document;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.MultipartBody;

/** One file, one request: of several in one, some may be stored though the answer is an error. */
final class RagflowUploads {

  private static final Type DOCUMENTS = Types.newParameterizedType(List.class, Document.class);
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final RagflowServer server;
  private final TextCheck text;

  RagflowUploads(RagflowServer server, TextCheck text) {
    this.server = server;
    this.text = text;
  }

  StoredDocument put(Upload upload) throws ConnectorException, InterruptedException {
    checkText(upload);
    Answer answer =
        server.upload(
            MultipartBody.Part.createFormData(
                "file", upload.name(), OneShotBody.of(BYTES, upload.length(), upload::open)));
    Optional<List<Document>> stored = answer.as(DOCUMENTS);
    return stored.orElse(List.of()).stream()
        .filter(Objects::nonNull)
        .filter(document -> document.id() != null)
        .findFirst()
        .map(document -> withKey(RagflowDocuments.stored(document), upload))
        .orElseThrow(() -> refused(answer, upload));
  }

  private void checkText(Upload upload) throws ConnectorException {
    try {
      if (!text.allows(upload)) {
        throw PermanentException.skipped(
            "'"
                + upload.title()
                + "' holds no UTF-8 text, and RAGFlow takes its kind as text only");
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

  private ConnectorException refused(Answer answer, Upload upload) {
    String file = "'" + upload.title() + "'";
    if (answer.says("not been supported yet", "not supported")) {
      String ending = FileTypes.endingOf(upload.name());
      server.dialect().learnRefusedEnding(ending);
      return PermanentException.skipped("This RAGFlow does not take ." + ending + " files");
    }
    if (answer.status() == 413 || answer.says("requestentitytoolarge", "too large")) {
      return PermanentException.failed(
          "RAGFlow does not take "
              + file
              + " because it is too large ("
              + upload.length()
              + " bytes). Raise MAX_CONTENT_LENGTH in RAGFlow and client_max_body_size in front of"
              + " it, or lower maxFileSize",
          null);
    }
    if (answer.says("maximum file number")) {
      return PermanentException.failed(
          "RAGFlow takes no more files of this account (MAX_FILE_NUM_PER_USER is reached)", null);
    }
    return server.errors().refused(answer, "the upload of " + file);
  }
}
