package io.kbsync.sink.ragflow;

import com.squareup.moshi.JsonDataException;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What RAGFlow said. Neither HTTP 200 nor code 0 makes it a success: up to v0.24 a request without
 * a key is answered {@code {"code":0,"data":false}}.
 *
 * @param request what was asked
 * @param status of HTTP
 * @param json whether the answer was RAGFlow's JSON at all
 * @param code RAGFlow's own; 0 is a success
 * @param message RAGFlow's words, of any case in any version: a hint, never a proof
 * @param data what it brought
 */
record Answer(
    Request request, int status, boolean json, int code, String message, @Nullable Object data) {

  /** Whether the server says that it did what it was asked for. */
  boolean done() {
    return json && status < 300 && code == 0 && !Boolean.FALSE.equals(data);
  }

  /** The data in this shape; empty when the answer is no success or has another shape. */
  <T> Optional<T> as(Type shape) {
    if (!done() || data == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(PlainJson.MOSHI.<T>adapter(shape).fromJsonValue(data));
    } catch (JsonDataException e) {
      return Optional.empty();
    }
  }

  /** Whether the message holds one of these, whatever the case. */
  boolean says(String... words) {
    String lower = message.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The key is missing, unknown or expired, if the server can be believed. */
  boolean refusesKey() {
    return (json && (status == 401 || code == 401))
        || (code == 109 && says("api key", "token", "authentication"))
        || (code == 0 && Boolean.FALSE.equals(data) && says("authorization"));
  }

  /** The server knows the address, but not with this method. */
  boolean refusesMethod() {
    return status == 405 || (code == 100 && says("405", "methodnotallowed")) || noSuchAddress();
  }

  /** Something else than RAGFlow refuses the request. */
  boolean refusedOnTheWay() {
    return !json && status >= 400;
  }

  /** Nothing of RAGFlow is at this address. */
  boolean noSuchAddress() {
    return (status == 404 && (!json || says("not found: /") || !says("document", "dataset")))
        || (code == 100 && says("<notfound", "404: not found"));
  }

  /** The dataset does not exist, or is another tenant's; both are the same to the server. */
  boolean refusesDataset() {
    return says("own the dataset", "permission for dataset", "find the dataset") || code == 108;
  }

  /** What was sent as an id, of a dataset or of documents, is none to this server. */
  boolean refusesId() {
    return code == 101 && says("uuid");
  }

  /** There is no such document in this dataset (any more). */
  boolean missesDocument() {
    return !done()
        && !refusesDataset()
        && says("document")
        && says("own the document", "not found", "belong");
  }
}
