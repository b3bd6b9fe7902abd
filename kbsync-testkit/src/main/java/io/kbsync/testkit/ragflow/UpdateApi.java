package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowChange.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** PUT or PATCH of one document. */
final class UpdateApi {

  private static final Set<String> CHUNK_METHODS =
      Set.of(
          "naive",
          "manual",
          "qa",
          "table",
          "paper",
          "book",
          "laws",
          "presentation",
          "picture",
          "one",
          "knowledge_graph",
          "email",
          "tag",
          "audio");

  private final World world;
  private final Lookup lookup;

  UpdateApi(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  SimResponse answer(Call call) {
    Shelf shelf =
        lookup
            .find(call)
            .orElseThrow(
                () -> ApiError.of(ApiError.DATA, lookup.youDoNotOwn(call, "the dataset.")));
    StoredFile file =
        shelf
            .find(call.documentId())
            .orElseThrow(() -> ApiError.of(ApiError.DATA, "The dataset doesn't own the document."));
    Map<String, Object> body = call.body();
    if (call.version().before(V0_25)) {
      // Each key takes effect before the next one is looked at.
      setMetadata(file, body, call.version());
      checkName(shelf, file, body);
      rename(shelf, file, body);
      checkChunkMethod(file, body);
    } else {
      checkSettings(body);
      checkNew(call, shelf, file, body);
      rename(shelf, file, body);
      setMetadata(file, body, call.version());
    }
    setParser(call, file, body);
    enable(file, body);
    world.changed(shelf, Kind.UPDATED, file);
    return RagflowApi.success(DocumentJson.full(shelf, file, call.version()));
  }

  private void checkSettings(Map<String, Object> body) {
    if (body.get("parser_config") instanceof Map<?, ?> settings) {
      String refused =
          settings.entrySet().stream()
              .filter(setting -> world.refusedSettings.contains(String.valueOf(setting.getKey())))
              .map(UpdateApi::extraInput)
              .collect(Collectors.joining("\n"));
      if (!refused.isEmpty()) {
        throw ApiError.of(ApiError.DATA, refused);
      }
    }
  }

  private static String extraInput(Map.Entry<?, ?> setting) {
    return "Field: <parser_config."
        + setting.getKey()
        + "> - Message: <Extra inputs are not permitted> - Value: <"
        + setting.getValue()
        + ">";
  }

  private static void checkNew(Call call, Shelf shelf, StoredFile file, Map<String, Object> body) {
    if (call.version().from(V0_27) && body.containsKey("name") && body.get("name") == null) {
      throw ApiError.of(ApiError.DATA, "Field: <name> - Message: <Input should be a valid string>");
    }
    if (body.containsKey("enabled") && !(body.get("enabled") instanceof Number)) {
      throw ApiError.of(
          ApiError.DATA,
          "`enabled` value invalid, only accept 0 or 1 but is " + body.get("enabled"));
    }
    if (body.containsKey("meta_fields")) {
      MetaFields.check(body.get("meta_fields"), call.version());
    }
    checkName(shelf, file, body);
    checkChunkMethod(file, body);
  }

  private static void checkName(Shelf shelf, StoredFile file, Map<String, Object> body) {
    if (!(body.get("name") instanceof String name) || name.equals(file.name)) {
      return;
    } else if (FileNames.tooLong(name)) {
      throw ApiError.of(ApiError.ARGUMENT, FileNames.TOO_LONG);
    } else if (!FileNames.suffix(name).equalsIgnoreCase(FileNames.suffix(file.name))) {
      throw ApiError.of(ApiError.ARGUMENT, "The extension of file can't be changed");
    } else if (!shelf.canCompare(name)) {
      throw ApiError.of(ApiError.EXCEPTION, "OperationalError" + Collation.ILLEGAL_MIX);
    } else if (shelf.taken(name, file)) {
      throw ApiError.of(ApiError.DATA, "Duplicated document name in the same dataset.");
    }
  }

  private static void rename(Shelf shelf, StoredFile file, Map<String, Object> body) {
    if (body.get("name") instanceof String name) {
      shelf.rename(file, name);
    }
  }

  private static void setMetadata(
      StoredFile file, Map<String, Object> body, RagflowVersion version) {
    if (!body.containsKey("meta_fields")) {
      return;
    } else if (!(body.get("meta_fields") instanceof Map<?, ?> fields)) {
      throw ApiError.of(ApiError.DATA, "meta_fields must be a dictionary");
    } else {
      file.metadata = MetaFields.stored(fields, version);
    }
  }

  private static void checkChunkMethod(StoredFile file, Map<String, Object> body) {
    if (!body.containsKey("chunk_method")) {
      return;
    }
    String method = String.valueOf(body.get("chunk_method"));
    if (!CHUNK_METHODS.contains(method)) {
      throw ApiError.of(ApiError.DATA, "`chunk_method` " + method + " doesn't exist");
    } else if (file.kind == FileKind.VISUAL || file.chunkMethod.equals("presentation")) {
      throw ApiError.of(ApiError.DATA, "Not supported yet!");
    }
  }

  private static void setParser(Call call, StoredFile file, Map<String, Object> body) {
    if (body.get("parser_config") instanceof Map<?, ?> settings) {
      Map<String, Object> merged = new LinkedHashMap<>(file.parserConfig);
      settings.forEach((key, value) -> merged.put(String.valueOf(key), value));
      file.parserConfig = merged;
    }
    if (body.get("chunk_method") instanceof String method) {
      if (!file.chunkMethod.equals(method)) {
        file.chunkMethod = method;
        file.reset();
      } else if (call.version().before(V0_25)) {
        file.chunkCount = 0;
      }
    }
    if (call.version().from(V0_27) && body.containsKey("pipeline_id")) {
      file.reset();
    }
  }

  private static void enable(StoredFile file, Map<String, Object> body) {
    Object enabled = body.get("enabled");
    if (enabled != null) {
      file.enabled = !(enabled.equals(0.0) || enabled.equals(false) || enabled.equals("0"));
    }
  }
}
