package io.kbsync.api.sink;

import java.util.Map;
import java.util.Objects;

/**
 * What a document is called, and what is said about it.
 *
 * @param name cleaned by the sink's {@link NameRules}
 * @param metadata all of ours, every key beginning with {@code kbsync_}
 */
public record Label(String name, Map<String, String> metadata) {

  public Label {
    Objects.requireNonNull(name, "name");
    metadata = Map.copyOf(metadata);
  }
}
