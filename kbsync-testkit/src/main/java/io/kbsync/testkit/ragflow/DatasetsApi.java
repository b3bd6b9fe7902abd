package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GET of datasets. */
final class DatasetsApi {

  private static final Set<String> PARAMETERS =
      Set.of("id", "name", "page", "page_size", "orderby", "desc");
  private static final Set<String> MORE_PARAMETERS = Set.of("ids", "ext", "include_parsing_status");
  private static final int DEFAULT_PAGE = 30;
  private static final int MAX_PAGE = 100;

  private final World world;

  DatasetsApi(World world) {
    this.world = world;
  }

  SimResponse list(Call call) {
    if (call.version() != GO) {
      validate(call);
    }
    List<Shelf> found =
        world.shelvesOf(call.tenant()).stream()
            .filter(shelf -> wanted(call, "id", shelf.id) && wanted(call, "name", shelf.name))
            .toList();
    Optional<String> asked = call.query("id").or(() -> call.query("name"));
    if (found.isEmpty() && asked.isPresent()) {
      throw lacksPermission(call, asked.get());
    }
    int size = call.number("page_size", DEFAULT_PAGE);
    int from = Math.min(found.size(), (call.number("page", 1) - 1) * size);
    List<?> page =
        found.subList(from, Math.min(found.size(), from + size)).stream()
            .map(this::dataset)
            .toList();
    return SimResponse.json(
        200,
        call.version() == V0_20
            ? RagflowApi.ordered("code", 0, "data", page)
            : RagflowApi.ordered("code", 0, "data", page, "total_datasets", found.size()));
  }

  SimResponse get(Call call) {
    return world.shelvesOf(call.tenant()).stream()
        .filter(shelf -> shelf.id.equals(call.datasetId()))
        .findFirst()
        .map(shelf -> RagflowApi.success(dataset(shelf)))
        .orElseThrow(() -> lacksPermission(call, call.datasetId()));
  }

  private static boolean wanted(Call call, String parameter, String value) {
    return call.query(parameter).map(value::equals).orElse(true);
  }

  private void validate(Call call) {
    for (String name : call.request().query().keySet()) {
      boolean known =
          PARAMETERS.contains(name)
              || (call.version().from(V0_25) && MORE_PARAMETERS.contains(name));
      if (!known) {
        throw invalid(name, "Extra inputs are not permitted", call.query(name).orElse(""));
      }
    }
    call.query("id")
        .filter(id -> !id.replace("-", "").matches("[0-9a-fA-F]{12}1[0-9a-fA-F]{19}"))
        .ifPresent(
            id -> {
              throw invalid("id", "Invalid UUID1 format", id);
            });
    validatePage(call);
  }

  private void validatePage(Call call) {
    int page = call.number("page", 1);
    if (page < 1) {
      throw invalid("page", "Input should be greater than or equal to 1", "" + page);
    }
    int size = call.number("page_size", DEFAULT_PAGE);
    if (size < 1) {
      throw invalid("page_size", "Input should be greater than or equal to 1", "" + size);
    } else if (size > MAX_PAGE && call.version() == V0_27) {
      throw invalid("page_size", "Input should be less than or equal to 100", "" + size);
    }
  }

  private static ApiError invalid(String field, String message, String value) {
    return ApiError.of(
        ApiError.ARGUMENT,
        "Field: <" + field + "> - Message: <" + message + "> - Value: <" + value + ">");
  }

  private static ApiError lacksPermission(Call call, String dataset) {
    return ApiError.of(
        call.version().before(V0_25) ? ApiError.PERMISSION : ApiError.DATA,
        "User '" + call.tenant() + "' lacks permission for dataset '" + dataset + "'");
  }

  private Map<String, @Nullable Object> dataset(Shelf shelf) {
    int chunks = shelf.files().stream().mapToInt(file -> file.chunkCount).sum();
    Map<String, @Nullable Object> item =
        RagflowApi.ordered(
            "avatar",
            "",
            "chunk_count",
            chunks,
            "chunk_method",
            shelf.chunkMethod(),
            "create_date",
            Dates.rfc1123(shelf.createdAt),
            "create_time",
            shelf.createdAt,
            "created_by",
            shelf.tenant,
            "description",
            null,
            "document_count",
            shelf.files().size(),
            "embedding_model",
            "BAAI/bge-m3@Ollama",
            "id",
            shelf.id,
            "language",
            "English",
            "name",
            shelf.name,
            "pagerank",
            0,
            "parser_config",
            shelf.parserConfig(),
            "permission",
            "me",
            "status",
            "1",
            "tenant_id",
            shelf.tenant,
            "token_num",
            chunks * 100,
            "update_date",
            Dates.rfc1123(shelf.createdAt),
            "update_time",
            shelf.createdAt);
    if (world.version != V0_20) {
      item.put("pipeline_id", shelf.pipeline);
    }
    return item;
  }
}
