package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.ragflow.RagflowChange.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GET of a dataset's documents. */
final class ListApi {

  private static final int MAX_PAGE = 100;
  private static final String CREATION = "create_time";
  private static final Set<String> NARROWING =
      Set.of("id", "ids", "name", "keywords", "suffix", "run");
  private static final Map<String, Comparator<StoredFile>> ORDERS =
      Map.of(
          CREATION,
          Comparator.comparingLong(file -> file.createdAt),
          "update_time",
          Comparator.comparingLong(file -> file.updatedAt),
          "name",
          Comparator.comparing(file -> file.name),
          "size",
          Comparator.comparingLong(file -> file.content.size()));

  private final World world;
  private final Lookup lookup;

  ListApi(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  SimResponse answer(Call call) {
    Shelf shelf = lookup.owned(call);
    int size = pageSize(call);
    List<StoredFile> found = found(call, shelf);
    int from = (int) Math.min(found.size(), Math.max(0, call.number("page", 1) - 1L) * size);
    int to = (int) Math.min(found.size(), (long) from + size);
    List<?> page =
        found.subList(from, to).stream()
            .filter(file -> inTime(call, file))
            .map(file -> shown(shelf, file))
            .toList();
    return RagflowApi.success(RagflowApi.ordered("docs", page, "total", found.size()));
  }

  private List<StoredFile> found(Call call, Shelf shelf) {
    if (world.unsteadyTies && call.number("page", 1) % 2 == 0) {
      List<StoredFile> files = new ArrayList<>(narrowed(call, shelf).toList());
      Collections.reverse(files);
      files.sort(order(call));
      return files;
    }
    return isOldestFirst(call) && wantsAll(call)
        ? shelf.byCreation()
        : narrowed(call, shelf).sorted(order(call)).toList();
  }

  private static boolean wantsAll(Call call) {
    return NARROWING.stream().noneMatch(call.request().query()::containsKey);
  }

  private static boolean isOldestFirst(Call call) {
    return isAscending(call) && call.query("orderby").orElse(CREATION).equals(CREATION);
  }

  private Object shown(Shelf shelf, StoredFile file) {
    if (world.parsing.poll(file)) {
      world.changed(shelf, Kind.PARSED, file);
    }
    Map<String, @Nullable Object> json = DocumentJson.full(shelf, file, world.version);
    if (!world.metadataShown) {
      json.put("meta_fields", Map.of());
    }
    return json;
  }

  private int pageSize(Call call) {
    int asked = call.number("page_size", call.version() == GO ? 10 : 30);
    if (call.version() == GO) {
      return asked < 1 || asked > MAX_PAGE ? 10 : asked;
    } else if (call.version() == V0_27) {
      if (asked > MAX_PAGE) {
        throw ApiError.of(
            ApiError.EXCEPTION, "ValueError('page_size must be less than or equal to 100')");
      }
      return asked == 0 ? 30 : asked;
    }
    return asked < 1 ? Integer.MAX_VALUE : asked;
  }

  private Comparator<StoredFile> order(Call call) {
    String asked = call.query("orderby").orElse(CREATION);
    Comparator<StoredFile> order = ORDERS.get(asked);
    boolean limited = call.version().from(V0_27) && asked.equals("size");
    if (order == null || limited) {
      throw call.version().from(V0_27)
          ? ApiError.of(ApiError.ARGUMENT, "Invalid orderby: " + asked)
          : ApiError.of(
              ApiError.EXCEPTION,
              "AttributeError(\"type object 'Document' has no attribute '" + asked + "'\")");
    }
    return isAscending(call) ? order : order.reversed();
  }

  private static boolean isAscending(Call call) {
    String desc = call.query("desc").orElse("True");
    // v0.20.5 understands one spelling only.
    return call.version() == V0_20 ? desc.equals("False") : desc.equalsIgnoreCase("false");
  }

  private Stream<StoredFile> narrowed(Call call, Shelf shelf) {
    List<StoredFile> named = byIdAndName(call, shelf);
    String keywords = call.query("keywords").orElse("").toLowerCase(Locale.ROOT);
    List<String> suffixes = call.request().query().getOrDefault("suffix", List.of());
    List<RunState> runs = runs(call);
    return named.stream()
        .filter(file -> file.name.toLowerCase(Locale.ROOT).contains(keywords))
        .filter(
            file ->
                call.version() == V0_20
                    || suffixes.isEmpty()
                    || suffixes.contains(FileKind.ending(file.name)))
        .filter(file -> runs.isEmpty() || runs.contains(file.run));
  }

  private List<StoredFile> byIdAndName(Call call, Shelf shelf) {
    String id = call.query("id").orElse("");
    String name = call.query("name").orElse("");
    if (!id.isEmpty() && shelf.find(id).isEmpty()) {
      throw ApiError.of(ApiError.DATA, lookup.youDoNotOwn(call, "the document " + id + "."));
    } else if (!name.isEmpty() && shelf.named(name).isEmpty()) {
      throw ApiError.of(ApiError.DATA, lookup.youDoNotOwn(call, "the document " + name + "."));
    }
    Optional<StoredFile> named = shelf.named(name);
    return candidates(call, shelf, id, name)
        .filter(file -> name.isEmpty() || named.filter(n -> n == file).isPresent())
        .toList();
  }

  /** Not more than needed: datasets may hold very many files. */
  private static Stream<StoredFile> candidates(Call call, Shelf shelf, String id, String name) {
    List<String> ids = call.request().query().getOrDefault("ids", List.of());
    if (!id.isEmpty()) {
      return shelf.find(id).stream();
    } else if (!name.isEmpty()) {
      return shelf.named(name).stream();
    } else if (call.version().from(V0_27) && !ids.isEmpty()) {
      return ids.stream().distinct().flatMap(each -> shelf.find(each).stream());
    }
    return shelf.files().stream();
  }

  private static List<RunState> runs(Call call) {
    if (call.version() == V0_20) {
      return List.of();
    }
    return call.request().query().getOrDefault("run", List.of()).stream()
        .map(ListApi::run)
        .toList();
  }

  private static RunState run(String text) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.name().equals(text) || state.number().equals(text))
        .findFirst()
        .orElseThrow(
            () -> ApiError.of(ApiError.DATA, "Invalid filter run status conditions: " + text));
  }

  /** Applied to the page alone; the total does not know of it. */
  private static boolean inTime(Call call, StoredFile file) {
    long from = Long.parseLong(call.query("create_time_from").orElse("0"));
    long to = Long.parseLong(call.query("create_time_to").orElse("0"));
    return (from == 0 || file.createdAt >= from) && (to == 0 || file.createdAt <= to);
  }
}
