package io.kbsync.api.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a file or folder lies, as the source's own client shows it.
 *
 * @param root the name of the root
 * @param segments the names of the folders, then the name of the file or folder itself; empty for
 *     the root
 */
public record SourcePath(String root, List<String> segments) {

  public SourcePath {
    Objects.requireNonNull(root, "root");
    segments = List.copyOf(segments);
  }

  public static SourcePath of(Root root) {
    return new SourcePath(root.name(), List.of());
  }

  /** The path of something directly below this one. */
  public SourcePath child(String name) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(name);
    return new SourcePath(root, longer);
  }

  /** Without the root's name, slashes between the names: {@code Reports/2026/May.docx}. */
  public String withinRoot() {
    return String.join("/", segments);
  }

  /** With the root's name in front. */
  @Override
  public String toString() {
    return segments.isEmpty() ? root : root + "/" + withinRoot();
  }
}
