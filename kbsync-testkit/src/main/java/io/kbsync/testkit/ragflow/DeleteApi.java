package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** DELETE of documents: what it does with odd lists of ids has changed from version to version. */
final class DeleteApi {

  private final World world;
  private final Lookup lookup;

  DeleteApi(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  SimResponse answer(Call call) {
    return call.version().from(V0_27) ? checked(call) : unchecked(call);
  }

  /** From v0.25.2 on: all or nothing, members only. */
  private SimResponse checked(Call call) {
    if (!call.request().header("Content-Type").orElse("").startsWith("application/json")) {
      throw ApiError.of(
          ApiError.ARGUMENT,
          "Unsupported content type: Expected application/json, got "
              + call.request().header("Content-Type").orElse("None"));
    }
    Shelf shelf = lookup.owned(call);
    List<String> ids = all(call) ? everyId(shelf) : call.texts("ids");
    Set<String> distinct = new LinkedHashSet<>(ids);
    if (ids.isEmpty() && !all(call)) {
      throw ApiError.of(ApiError.DATA, "should either provide doc ids or set delete_all(true)");
    } else if (distinct.size() < ids.size()) {
      throw ApiError.of(
          ApiError.ARGUMENT, "Field: <ids> - Message: <Duplicate ids> - Value: <" + ids + ">");
    }
    List<String> strangers = ids.stream().filter(id -> shelf.find(id).isEmpty()).toList();
    if (!strangers.isEmpty()) {
      throw ApiError.of(
          ApiError.DATA,
          "These documents do not belong to dataset "
              + shelf.id
              + " or Document not found: "
              + String.join(", ", strangers));
    }
    ids.forEach(id -> world.remove(shelf, shelf.find(id).orElseThrow()));
    return RagflowApi.success(Map.of("deleted", ids.size()));
  }

  /** Up to v0.25.1: any document of any dataset; up to v0.24 no ids mean all. */
  private SimResponse unchecked(Call call) {
    Shelf shelf = lookup.owned(call);
    List<String> ids = call.texts("ids");
    boolean everything = call.version().before(V0_25) ? ids.isEmpty() : ids.isEmpty() && all(call);
    List<String> asked = everything ? everyId(shelf) : ids;
    Set<String> distinct = new LinkedHashSet<>(asked);
    List<String> missing = removeWherever(distinct);
    if (!missing.isEmpty()) {
      throw ApiError.of(ApiError.DATA, "Documents not found: " + quoted(missing));
    } else if (distinct.size() < asked.size()) {
      return partly(asked, distinct);
    }
    return RagflowApi.success();
  }

  private List<String> removeWherever(Set<String> ids) {
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      world
          .shelfHolding(id)
          .ifPresentOrElse(
              shelf -> world.remove(shelf, shelf.find(id).orElseThrow()), () -> missing.add(id));
    }
    return missing;
  }

  private static SimResponse partly(List<String> asked, Set<String> distinct) {
    List<String> errors =
        distinct.stream()
            .filter(id -> asked.indexOf(id) != asked.lastIndexOf(id))
            .map(id -> "Duplicate document ids: " + id)
            .toList();
    return SimResponse.json(
        200,
        RagflowApi.ordered(
            "code", 0,
            "data", Map.of("success_count", distinct.size(), "errors", errors),
            "message",
                "Partially deleted %d datasets with %d errors"
                    .formatted(distinct.size(), errors.size())));
  }

  private static boolean all(Call call) {
    return Boolean.TRUE.equals(call.body().get("delete_all"));
  }

  private static List<String> everyId(Shelf shelf) {
    return shelf.files().stream().map(file -> file.id).toList();
  }

  private static String quoted(List<String> ids) {
    return ids.stream().map(id -> "'" + id + "'").toList().toString();
  }
}
