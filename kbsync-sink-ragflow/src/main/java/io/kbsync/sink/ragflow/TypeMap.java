package io.kbsync.sink.ragflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which ending makes RAGFlow take a text that it would refuse by its own. Immutable. */
final class TypeMap {

  private static final String SKIP = "skip";

  static final TypeMap DEFAULT =
      new TypeMap(
          ofTexts(
              "bat bib cfg conf css diff gradle ics jsx less log lua markdown ndjson nfo none org"
                  + " patch pl properties ps1 rb rs rst scala scss srt swift tex text toml tsv tsx"
                  + " vtt vue yaml"));

  private final Map<String, String> endings;

  private TypeMap(Map<String, String> endings) {
    this.endings = endings;
  }

  private static Map<String, String> ofTexts(String endings) {
    Map<String, String> map = new TreeMap<>();
    for (String ending : List.of(endings.split(" "))) {
      map.put(ending, "txt");
    }
    return map;
  }

  /** Reads {@code log:txt,yaml:txt}; what it says is added to the default. */
  static TypeMap parse(String text) {
    Map<String, String> endings = new TreeMap<>(DEFAULT.endings);
    for (String entry : List.of(text.split("[,\\s]+"))) {
      if (!entry.isEmpty()) {
        add(endings, entry.toLowerCase(Locale.ROOT));
      }
    }
    return new TypeMap(endings);
  }

  private static void add(Map<String, String> endings, String entry) {
    List<String> sides = List.of(entry.split(":", -1));
    if (sides.size() != 2 || sides.contains("")) {
      throw new IllegalArgumentException(
          "'" + entry + "' is not a pair of endings. Write for example log:txt,yaml:txt");
    }
    String from = sides.get(0).replaceFirst("^\\.", "");
    String to = sides.get(1).replaceFirst("^\\.", "");
    if (FileTypes.takes(from)) {
      throw new IllegalArgumentException(
          "RAGFlow takes ." + from + " files as they are. Take '" + entry + "' out");
    }
    if (to.equals(SKIP)) {
      endings.remove(from);
    } else if (FileTypes.takes(to)) {
      endings.put(from, to);
    } else {
      throw new IllegalArgumentException(
          "RAGFlow does not take ." + to + " files. Write " + from + ":txt, or " + from + ":skip");
    }
  }

  /** The ending to append to a name that has this one; empty when it stays as it is. */
  Optional<String> appendedTo(String ending) {
    return Optional.ofNullable(endings.get(ending));
  }

  /** As one writes it. */
  @Override
  public String toString() {
    return endings.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
