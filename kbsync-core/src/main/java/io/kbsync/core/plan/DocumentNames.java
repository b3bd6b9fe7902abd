package io.kbsync.core.plan;

import com.google.common.hash.Hashing;
import io.kbsync.api.sink.NameRules;
import io.kbsync.api.source.FileId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which names a file's document would like, the best first. Pure. */
public final class DocumentNames {

  private final NameRules rules;

  public DocumentNames(NameRules rules) {
    this.rules = rules;
  }

  /**
   * The file's own name; the same with its folder; the same with a short id.
   *
   * @param name in the rendition that came
   * @param path of the file, with the root's name
   */
  public List<String> candidates(String name, String path, FileId file) {
    Set<String> names = new LinkedHashSet<>();
    names.add(rules.clean(name));
    String folder = folderOf(path);
    if (!folder.isEmpty()) {
      names.add(rules.clean(withSuffix(name, " (" + folder + ")")));
    }
    names.add(rules.clean(withSuffix(name, " (" + shortId(file) + ")")));
    return new ArrayList<>(names);
  }

  /** What makes the sink take two names for equal. */
  public String sameKey(String name) {
    return rules.sameKey(name);
  }

  private static String withSuffix(String name, String suffix) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name + suffix : name.substring(0, dot) + suffix + name.substring(dot);
  }

  private static String folderOf(String path) {
    String[] segments = path.split("/", -1);
    return segments.length < 2 ? "" : segments[segments.length - 2];
  }

  private static String shortId(FileId file) {
    return Hashing.sha256()
        .hashString(file.value(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, 6);
  }
}
