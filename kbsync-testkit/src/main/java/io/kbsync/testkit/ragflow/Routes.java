package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_25;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;

import io.kbsync.testkit.http.SimRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The paths of the API and the versions that have them. */
final class Routes {

  private static final Set<RagflowVersion> ALL = EnumSet.allOf(RagflowVersion.class);
  private static final Set<RagflowVersion> NEWEST = EnumSet.of(V0_27, GO);
  private static final String DOCUMENTS = "/api/v1/datasets/*/documents";

  private static final List<Route> ROUTES =
      List.of(
          new Route("datasets.list", "GET", "/api/v1/datasets", ALL),
          new Route("datasets.get", "GET", "/api/v1/datasets/*", NEWEST),
          new Route("documents.upload", "POST", DOCUMENTS, ALL),
          new Route("documents.list", "GET", DOCUMENTS, ALL),
          new Route("documents.delete", "DELETE", DOCUMENTS, ALL),
          new Route("documents.update", "PUT", DOCUMENTS + "/*", EnumSet.of(V0_20, V0_24, V0_27)),
          new Route("documents.update", "PATCH", DOCUMENTS + "/*", EnumSet.of(V0_25, V0_27, GO)),
          new Route("documents.parse", "POST", "/api/v1/datasets/*/chunks", ALL),
          new Route("documents.stop", "DELETE", "/api/v1/datasets/*/chunks", ALL),
          new Route("documents.parse", "POST", DOCUMENTS + "/parse", NEWEST),
          new Route("documents.stop", "POST", DOCUMENTS + "/stop", NEWEST),
          new Route("documents.ingest", "POST", "/api/v1/documents/ingest", NEWEST),
          new Route(
              "system.version", "GET", "/api/v1/system/version", EnumSet.of(V0_25, V0_27, GO)),
          new Route("system.version", "GET", "/v1/system/version", EnumSet.of(V0_20, V0_24)));

  private Routes() {}

  /** The name that faults and counts know: the same for every version, good method or not. */
  static String endpoint(SimRequest request) {
    return ROUTES.stream()
        .filter(route -> route.method.equals(request.method()) && route.fits(request))
        .map(Route::endpoint)
        .findFirst()
        .orElse("unknown");
  }

  /** Where the request leads on a server of this version; empty: nowhere. */
  static Optional<Route> find(SimRequest request, RagflowVersion version) {
    return ROUTES.stream()
        .filter(route -> route.method.equals(request.method()))
        .filter(route -> route.versions.contains(version) && route.fits(request))
        .findFirst();
  }

  /** Whether a server of this version knows the path, for other methods. */
  static boolean knowsPath(SimRequest request, RagflowVersion version) {
    return ROUTES.stream()
        .anyMatch(route -> route.versions.contains(version) && route.fits(request));
  }

  /**
   * @param path a star stands for an id
   */
  record Route(String endpoint, String method, String path, Set<RagflowVersion> versions) {

    /** The parts of the path for which the stars stand. */
    List<String> ids(SimRequest request) {
      List<String> ids = new ArrayList<>();
      List<String> asked = request.segments();
      List<String> pattern = pattern();
      for (int i = 0; i < pattern.size(); i++) {
        if (pattern.get(i).equals("*")) {
          ids.add(asked.get(i));
        }
      }
      return ids;
    }

    private boolean fits(SimRequest request) {
      List<String> asked = request.segments();
      List<String> pattern = pattern();
      boolean fits = asked.size() == pattern.size();
      for (int i = 0; fits && i < pattern.size(); i++) {
        fits = pattern.get(i).equals("*") || pattern.get(i).equals(asked.get(i));
      }
      return fits;
    }

    private List<String> pattern() {
      return List.of(path.substring(1).split("/"));
    }
  }
}
