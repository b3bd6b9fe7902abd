package io.kbsync.core.state;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.kbsync.api.source.Root;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Roots that names of the configuration led to.
 *
 * @param asked the names, level by level
 * @param at when they were looked up
 */
public record FoundRoots(List<String> asked, Instant at, List<Root> roots) {

  private static final JsonAdapter<Text> JSON = new Moshi.Builder().build().adapter(Text.class);

  public FoundRoots {
    asked = List.copyOf(asked);
    roots = List.copyOf(roots);
  }

  /** As it is kept. Public, because Moshi writes it. */
  public record Text(List<String> asked, String at, List<RootText> roots) {}

  /** A root as it is kept. Public, because Moshi writes it. */
  public record RootText(String id, String name) {}

  String write() {
    List<RootText> texts =
        roots.stream().map(root -> new RootText(root.id(), root.name())).toList();
    return JSON.toJson(new Text(asked, at.toString(), texts));
  }

  /** Empty where the text does not say them: then they are looked up again. */
  static Optional<FoundRoots> read(String text) {
    try {
      return Optional.ofNullable(JSON.fromJson(text)).map(FoundRoots::of);
    } catch (IOException | JsonDataException | DateTimeException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static FoundRoots of(Text text) {
    return new FoundRoots(
        text.asked(),
        Instant.parse(text.at()),
        text.roots().stream().map(root -> new Root(root.id(), root.name())).toList());
  }
}
