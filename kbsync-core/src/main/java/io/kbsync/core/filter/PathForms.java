package io.kbsync.core.filter;

import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.SourcePath;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways in which people may write one path: with and without the root's name, with and without
 * the extension of online documents. Immutable.
 *
 * @param texts without slashes at the ends; the first one is the path as the source shows it
 * @param folder whether it is a folder's path
 */
record PathForms(Set<String> texts, boolean folder) {

  private static final Set<String> ONLINE =
      Set.of("adoc", "axls", "able", "amind", "adraw", "appt", "awbd", "aform");

  static PathForms ofFolder(SourcePath path) {
    Set<String> texts = new LinkedHashSet<>();
    addBoth(texts, path.root(), path.segments());
    addBoth(texts, path.root(), withoutOnlineExtensions(path.segments()));
    return new PathForms(texts, true);
  }

  static PathForms ofFile(RemoteFile file, SourcePath path) {
    List<String> folders = path.segments().subList(0, path.segments().size() - 1);
    List<String> bareFolders = withoutOnlineExtensions(folders);
    Set<String> texts = new LinkedHashSet<>();
    for (String name : names(file, path.segments().get(folders.size()))) {
      addBoth(texts, path.root(), joined(folders, name));
      addBoth(texts, path.root(), joined(bareFolders, name));
    }
    return new PathForms(texts, false);
  }

  private static Set<String> names(RemoteFile file, String name) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    file.extension()
        .filter(extension -> ONLINE.contains(extension.toLowerCase(Locale.ROOT)))
        .ifPresent(
            extension -> {
              names.add(file.title());
              names.add(file.title() + "." + extension);
            });
    return names;
  }

  private static List<String> withoutOnlineExtensions(List<String> segments) {
    return segments.stream().map(PathForms::withoutOnlineExtension).toList();
  }

  private static String withoutOnlineExtension(String name) {
    int dot = name.lastIndexOf('.');
    boolean online = dot > 0 && ONLINE.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    return online ? name.substring(0, dot) : name;
  }

  private static List<String> joined(List<String> folders, String name) {
    return Stream.concat(folders.stream(), Stream.of(name)).toList();
  }

  private static void addBoth(Set<String> texts, String root, List<String> segments) {
    if (segments.isEmpty()) {
      texts.add(normal(root));
      texts.add("");
    } else {
      String within = String.join("/", segments);
      texts.add(normal(within));
      texts.add(normal(root + "/" + within));
    }
  }

  /** The path as it is shown to people. */
  String shown() {
    return texts.iterator().next();
  }

  /** The same letters in the same code points, however they were typed or uploaded. */
  static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
