package io.kbsync.testkit.ragflow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document as the API writes it. */
final class DocumentJson {

  private DocumentJson() {}

  /** As lists and updates answer it. */
  static Map<String, @Nullable Object> full(Shelf shelf, StoredFile file, RagflowVersion version) {
    Map<String, @Nullable Object> json = uploaded(shelf, file, version);
    json.put("chunk_count", file.chunkCount);
    json.put("token_count", file.chunkCount * 100);
    json.put("progress", file.progress());
    json.put("progress_msg", file.progressMessage);
    json.put("process_begin_at", null);
    json.put("process_duration", 0.0);
    json.put("status", file.enabled ? "1" : "0");
    json.put("meta_fields", file.metadata);
    json.put("create_date", Dates.rfc1123(file.createdAt));
    json.put("create_time", file.createdAt);
    json.put("update_date", Dates.rfc1123(file.updatedAt));
    json.put("update_time", file.updatedAt);
    return json;
  }

  /** As an upload answers it. */
  static Map<String, @Nullable Object> uploaded(
      Shelf shelf, StoredFile file, RagflowVersion version) {
    Map<String, @Nullable Object> json =
        RagflowApi.ordered(
            "id", file.id,
            "dataset_id", shelf.id,
            "name", file.name,
            "location", file.location,
            "size", file.content.size(),
            "type", file.kind.word(),
            "suffix", FileKind.ending(file.name),
            "chunk_method", file.chunkMethod,
            "parser_config", file.parserConfig,
            "run", file.run.name(),
            "source_type", "local",
            "thumbnail", "",
            "created_by", shelf.tenant);
    if (version != RagflowVersion.V0_20) {
      json.put("pipeline_id", shelf.pipeline);
    }
    return json;
  }
}
