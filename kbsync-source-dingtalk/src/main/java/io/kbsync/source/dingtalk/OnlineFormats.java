package io.kbsync.source.dingtalk;

import io.kbsync.api.source.Rendition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * In which forms people want the documents that are written in DingTalk. Immutable.
 *
 * @param chosen where it is not the usual one
 */
record OnlineFormats(Map<OnlineKind, Rendition> chosen) {

  /** As DingTalk's documents are usually wanted. */
  static final OnlineFormats USUAL = new OnlineFormats(Map.of());

  OnlineFormats {
    chosen = Map.copyOf(chosen);
  }

  /**
   * Reads {@code adoc:pdf,axls:xlsx}.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static OnlineFormats parse(String text) {
    Map<OnlineKind, Rendition> chosen = new EnumMap<>(OnlineKind.class);
    for (String entry : text.split("\\s*,\\s*", -1)) {
      String[] pair = entry.toLowerCase(Locale.ROOT).split("\\s*:\\s*", -1);
      if (pair.length != 2) {
        throw new IllegalArgumentException(
            "'" + entry + "' is no pair of kind and format; write adoc:docx,axls:xlsx");
      }
      OnlineKind kind =
          OnlineKind.of(pair[0])
              .filter(known -> !known.formats().isEmpty())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'" + pair[0] + "' is none of " + kindsWithFormats()));
      Rendition format = Rendition.of(pair[1]);
      if (!kind.formats().contains(format)) {
        throw new IllegalArgumentException(
            kind.extension() + " comes as one of " + ids(kind.formats()) + ", not " + pair[1]);
      }
      chosen.put(kind, format);
    }
    return new OnlineFormats(chosen);
  }

  /** The best first; empty where nothing exports this kind. */
  List<Rendition> of(OnlineKind kind) {
    Rendition first = chosen.get(kind);
    if (first == null) {
      return kind.renditions();
    }
    List<Rendition> all = new ArrayList<>(kind.renditions());
    all.remove(first);
    all.add(0, first);
    return List.copyOf(all);
  }

  private static String kindsWithFormats() {
    return Arrays.stream(OnlineKind.values())
        .filter(kind -> !kind.formats().isEmpty())
        .map(OnlineKind::extension)
        .collect(Collectors.joining(", "));
  }

  private static String ids(List<Rendition> formats) {
    return formats.stream().map(Rendition::id).collect(Collectors.joining(", "));
  }
}
