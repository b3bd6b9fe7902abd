package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;

import io.kbsync.testkit.http.SimRequest;
import io.kbsync.testkit.http.SimResponse;
import io.kbsync.testkit.http.Simulation;
import io.kbsync.testkit.ragflow.Routes.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the endpoint, checks the key, answers. */
final class RagflowApi implements Simulation {

  /** In v0.25.0 these still live in the old module, with the old check of keys. */
  private static final Set<String> UNMIGRATED =
      Set.of("documents.delete", "documents.parse", "documents.stop");

  private final World world;
  private final long maxBody;
  private final DatasetsApi datasets;
  private final UploadApi upload;
  private final ListApi list;
  private final UpdateApi update;
  private final DeleteApi delete;
  private final ParseApi parse;

  RagflowApi(World world, long maxBody) {
    this.world = world;
    this.maxBody = maxBody;
    Lookup lookup = new Lookup(world);
    this.datasets = new DatasetsApi(world);
    this.upload = new UploadApi(world);
    this.list = new ListApi(world, lookup);
    this.update = new UpdateApi(world, lookup);
    this.delete = new DeleteApi(world, lookup);
    this.parse = new ParseApi(world, lookup);
  }

  static SimResponse success() {
    return SimResponse.json(200, Map.of("code", 0));
  }

  static SimResponse success(Object data) {
    return SimResponse.json(200, ordered("code", 0, "data", data));
  }

  /** Names and values in turn. */
  static Map<String, @Nullable Object> ordered(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  @Override
  public String endpoint(SimRequest request) {
    return Routes.endpoint(request);
  }

  @Override
  public SimResponse answer(SimRequest request) {
    Route route = Routes.find(request, world.version).orElse(null);
    if (route == null) {
      return nowhere(request);
    }
    try {
      if (request.body().length > maxBody) {
        throw ApiError.of(
            ApiError.EXCEPTION, "<RequestEntityTooLarge '413: Request Entity Too Large'>");
      }
      Call call = new Call(request, world.version, tenant(request, route), route.ids(request));
      synchronized (world) {
        return answer(route, call);
      }
    } catch (ApiError error) {
      return error.response();
    } catch (KeyAbsent absent) {
      return absent.response();
    }
  }

  private SimResponse answer(Route route, Call call) {
    return switch (route.endpoint()) {
      case "datasets.list" -> datasets.list(call);
      case "datasets.get" -> datasets.get(call);
      case "documents.upload" -> upload.answer(call);
      case "documents.list" -> list.answer(call);
      case "documents.update" -> update.answer(call);
      case "documents.delete" -> delete.answer(call);
      case "documents.parse" ->
          call.request().path().endsWith("/chunks") ? parse.chunks(call) : parse.parse(call);
      case "documents.ingest" -> parse.ingest(call);
      case "documents.stop" -> parse.stop(call);
      case "system.version" -> success(world.version.number());
      default -> throw new AssertionError(route);
    };
  }

  private SimResponse nowhere(SimRequest request) {
    if (world.version == GO) {
      return SimResponse.text(404, "404 page not found");
    } else if (Routes.knowsPath(request, world.version)) {
      return ApiError.of(ApiError.EXCEPTION, "<MethodNotAllowed '405: Method Not Allowed'>")
          .response();
    } else if (world.version == V0_20) {
      return ApiError.framework(404, "Not Found").response();
    }
    return SimResponse.json(
        404,
        ordered(
            "code",
            404,
            "data",
            null,
            "error",
            "Not Found",
            "message",
            "Not Found: " + request.path()));
  }

  private String tenant(SimRequest request, Route route) {
    List<String> words = List.of(request.header("Authorization").orElse("").trim().split("\\s+"));
    String key = words.size() < 2 ? "" : words.get(1);
    return world.tenantOf(key).orElseThrow(() -> badKey(route, words));
  }

  private RuntimeException badKey(Route route, List<String> words) {
    if (world.version == GO) {
      return ApiError.http(401, 401, "Invalid access token");
    } else if (route.path().startsWith("/v1/") && world.version == V0_20) {
      return ApiError.of(401, "<Unauthorized '401: Unauthorized'>");
    } else if (world.version.from(V0_25) && !isUnmigrated(route)) {
      return ApiError.http(401, 401, "<Unauthorized '401: Unauthorized'>");
    } else if (words.size() < 2) {
      return new KeyAbsent(
          words.get(0).isEmpty()
              ? "`Authorization` can't be empty"
              : "Please check your authorization format.");
    }
    return ApiError.of(ApiError.AUTHENTICATION, "Authentication error: API key is invalid!", false);
  }

  private boolean isUnmigrated(Route route) {
    return world.version == V0_25 && UNMIGRATED.contains(route.endpoint());
  }

  /** Without a key, old servers answer like a success. */
  private static final class KeyAbsent extends RuntimeException {

    KeyAbsent(String message) {
      super(message);
    }

    SimResponse response() {
      return SimResponse.json(200, ordered("code", 0, "data", false, "message", getMessage()));
    }
  }
}
