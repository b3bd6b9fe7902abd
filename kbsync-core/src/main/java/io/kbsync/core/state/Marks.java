package io.kbsync.core.state;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.kbsync.api.source.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Revisions as text. */
final class Marks {

  private static final JsonAdapter<Map<String, String>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, String.class));

  private Marks() {}

  static String write(Revision revision) {
    return JSON.toJson(new TreeMap<>(revision.marks()));
  }

  static Revision read(String text) {
    try {
      return Revision.of(Objects.requireNonNull(JSON.fromJson(text)));
    } catch (IOException e) {
      throw new UncheckedIOException("Not a revision: " + text, e);
    }
  }
}
