package io.kbsync.tests.faults;

import static java.util.stream.Collectors.joining;

import io.kbsync.tests.faults.Trial.Outcome;
import io.kbsync.tests.faults.Trial.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of the trials, as tables: a column for each call, faults with one outcome in a row. */
record FaultTable(Map<Trial, Result> results) {

  String markdown() {
    return part(false) + "\n" + part(true) + "\n" + words();
  }

  private String part(boolean ragflow) {
    Map<List<String>, List<String>> rows = new LinkedHashMap<>();
    for (WireFault fault : WireFault.values()) {
      if (endpoints(ragflow).anyMatch(fault::fits)) {
        List<String> cells = endpoints(ragflow).map(each -> cell(each, fault)).toList();
        rows.computeIfAbsent(cells, same -> new ArrayList<>()).add(fault.words());
      }
    }
    StringBuilder table = new StringBuilder();
    row(table, "", endpoints(ragflow).map(endpoint -> "`" + endpoint.id() + "`").toList());
    row(table, "---", endpoints(ragflow).map(endpoint -> "---").toList());
    rows.forEach((cells, faults) -> row(table, String.join("; ", faults), cells));
    return table.toString();
  }

  private static Stream<Endpoint> endpoints(boolean ragflow) {
    return Stream.of(Endpoint.values()).filter(each -> each.ofRagflow() == ragflow);
  }

  private static void row(StringBuilder table, String first, List<String> cells) {
    table.append("| ").append(first).append(" | ").append(String.join(" | ", cells)).append(" |\n");
  }

  private Optional<Result> result(Endpoint endpoint, WireFault fault) {
    return Optional.ofNullable(results.get(new Trial(endpoint, fault)));
  }

  private String cell(Endpoint endpoint, WireFault fault) {
    return result(endpoint, fault)
        .map(result -> cell(result, fault == WireFault.AWAY && !endpoint.isOfStart()))
        .orElse("");
  }

  /** How many calls fail before a run gives up on a server that is away depends on its threads. */
  private static String cell(Result result, boolean any) {
    if (result.outcome() == Outcome.SAME_RUN) {
      return "✓";
    } else if (any) {
      return "next";
    }
    return (result.outcome() == Outcome.ENDED ? "ended " : "next ") + result.exitCode();
  }

  /** For each fault that ends runs the words at the first call that it meets. */
  private String words() {
    return Stream.of(WireFault.values())
        .flatMap(fault -> said(fault).map(text -> "- " + fault.words() + ": " + text).stream())
        .collect(joining("\n", "", "\n"));
  }

  private Optional<String> said(WireFault fault) {
    return Stream.of(Endpoint.values())
        .filter(endpoint -> fault != WireFault.AWAY || endpoint.isOfStart())
        .flatMap(endpoint -> result(endpoint, fault).stream())
        .map(Result::said)
        .filter(said -> !said.isEmpty())
        .findFirst()
        .map(FaultTable::withoutTheMoment);
  }

  private static String withoutTheMoment(String said) {
    return said.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
        .replaceAll("127\\.0\\.0\\.1", "HOST")
        .replaceAll("port \\d+", "port PORT")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DATE");
  }
}
