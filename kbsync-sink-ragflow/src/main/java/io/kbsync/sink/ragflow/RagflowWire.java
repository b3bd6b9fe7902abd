package io.kbsync.sink.ragflow;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What travels. Public only because Moshi wants it so. */
final class RagflowWire {

  private RagflowWire() {}

  /** Every answer; whether it is a success is for {@link Answer} to say. */
  public record Envelope(@Nullable Integer code, @Nullable Object message, @Nullable Object data) {}

  public record Dataset(
      @Nullable String id,
      @Nullable String name,
      @Json(name = "document_count") @Nullable Long documentCount) {}

  public record DocumentPage(@Nullable List<Document> docs, @Nullable Long total) {}

  public record Document(
      @Nullable String id,
      @Nullable String name,
      @Nullable String location,
      @Nullable String run,
      @Nullable Object status,
      @Json(name = "chunk_count") @Nullable Long chunkCount,
      @Json(name = "progress_msg") @Nullable String progressMessage,
      @Json(name = "chunk_method") @Nullable String chunkMethod,
      @Json(name = "parser_config") @Nullable Object parserConfig,
      @Json(name = "meta_fields") @Nullable Object metaFields,
      @Json(name = "create_time") @Nullable Long createTime) {

    boolean disabled() {
      return status != null && status.toString().equals("0");
    }

    boolean done() {
      return "DONE".equals(run) || "3".equals(run);
    }

    /** The metadata as far as it could be read: an empty map is no proof that there is none. */
    Map<String, Object> metadata() {
      return object(metaFields);
    }

    /** The settings of the parser. */
    Map<String, Object> parser() {
      return object(parserConfig);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
      return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
  }

  /** The only body of a DELETE; a list of ids that is empty or missing deletes everything. */
  public record Deletion(List<String> ids) {

    public Deletion {
      ids = List.copyOf(ids);
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("RAGFlow takes an empty list for: all documents");
      }
    }
  }

  public record ParseOrder(@Json(name = "document_ids") List<String> documentIds) {}

  public record IngestOrder(
      @Json(name = "doc_ids") List<String> docIds, String run, boolean delete) {

    static IngestOrder of(List<String> ids) {
      return new IngestOrder(ids, "1", true);
    }
  }
}
