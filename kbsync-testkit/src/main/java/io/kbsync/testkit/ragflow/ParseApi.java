package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Starts and stops parsing. */
final class ParseApi {

  private final World world;
  private final Lookup lookup;

  ParseApi(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  /** POST …/chunks: ends at the first document that is being parsed. */
  SimResponse chunks(Call call) {
    Shelf shelf = lookup.owned(call);
    List<String> ids = documentIds(call);
    if (call.version().from(V0_27) && !shelf.pipeline.isEmpty()) {
      throw ApiError.of(
          ApiError.ARGUMENT,
          "Dataset uses a pipeline for parsing. Use `/documents/ingest` instead");
    }
    List<String> missing = new ArrayList<>();
    for (String id : new LinkedHashSet<>(ids)) {
      StoredFile file = shelf.find(id).orElse(null);
      if (file == null) {
        missing.add("'" + id + "'");
      } else if (file.run == RunState.RUNNING) {
        throw ApiError.of(ApiError.DATA, "Can't parse document that is currently being processed");
      } else {
        start(shelf, file);
      }
    }
    if (!missing.isEmpty()) {
      throw ApiError.of(ApiError.DATA, "Documents not found: " + missing);
    }
    return RagflowApi.success();
  }

  /** POST …/documents/parse: no matter whether one is being parsed. */
  SimResponse parse(Call call) {
    Shelf shelf = lookup.owned(call);
    List<StoredFile> files =
        documentIds(call).stream().flatMap(id -> shelf.find(id).stream()).toList();
    files.forEach(file -> start(shelf, file));
    return RagflowApi.success(Map.of("success_count", files.size()));
  }

  /** POST /documents/ingest: "1" starts, "2" cancels, in every kind of dataset. */
  SimResponse ingest(Call call) {
    boolean cancels = "2".equals(String.valueOf(call.body().get("run")).replace(".0", ""));
    for (String id : call.texts("doc_ids")) {
      Shelf shelf =
          world
              .shelfHolding(id)
              .orElseThrow(() -> ApiError.of(ApiError.DATA, "Document not found!"));
      if (!shelf.tenant.equals(call.tenant())) {
        throw ApiError.of(ApiError.AUTHENTICATION, "No authorization.");
      }
      StoredFile file = shelf.find(id).orElseThrow();
      if (cancels) {
        cancel(shelf, file);
      } else {
        start(shelf, file);
      }
    }
    return RagflowApi.success(true);
  }

  /** Stops what is being parsed. */
  SimResponse stop(Call call) {
    Shelf shelf = lookup.owned(call);
    for (String id : documentIds(call)) {
      StoredFile file =
          shelf
              .find(id)
              .orElseThrow(
                  () ->
                      ApiError.of(
                          ApiError.DATA, lookup.youDoNotOwn(call, "the document " + id + ".")));
      if (file.run != RunState.RUNNING) {
        throw ApiError.of(
            ApiError.DATA,
            "Can't stop parsing document that has not started or already completed",
            call.version().from(V0_27)
                ? Map.of("error_code", "DOC_STOP_PARSING_INVALID_STATE")
                : null);
      }
      cancel(shelf, file);
    }
    return RagflowApi.success();
  }

  private void start(Shelf shelf, StoredFile file) {
    file.startParsing();
    world.changed(shelf, Kind.PARSING, file);
  }

  private void cancel(Shelf shelf, StoredFile file) {
    file.run = RunState.CANCEL;
    file.chunkCount = 0;
    world.changed(shelf, Kind.PARSING, file);
  }

  private static List<String> documentIds(Call call) {
    List<String> ids = call.texts("document_ids");
    if (ids.isEmpty()) {
      throw ApiError.of(ApiError.DATA, "`document_ids` is required");
    }
    return ids;
  }
}
