package io.kbsync.examples.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kbsync.api.sink.NameRules;
import java.util.regex.Pattern;

/**
 * Names that every common file system takes, and that stay in the folder. Which of them it holds
 * for equal (upper and lower case, say) the file system itself tells when a document is labelled.
 */
final class FolderNames implements NameRules {

  /** File systems take 255; the rest is for what the sidecar's name has behind the document's. */
  private static final int MAX_BYTES = 200;

  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}/\\\\:*?\"<>|]");
  private static final Pattern HIDDEN = Pattern.compile("^\\.");
  private static final Pattern BARE_END = Pattern.compile("[. ]$|^$");

  @Override
  public String clean(String name) {
    String safe = FORBIDDEN.matcher(name).replaceAll("_");
    String visible = HIDDEN.matcher(safe).replaceFirst("_");
    return BARE_END.matcher(shortened(visible)).replaceFirst("_");
  }

  @Override
  public String sameKey(String name) {
    return name;
  }

  /** Cut at the end of the title, so that the ending stays. */
  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    boolean endingStays = dot > 0 && bytes(name.substring(dot)) < MAX_BYTES / 2;
    String ending = endingStays ? name.substring(dot) : "";
    String title = name.substring(0, name.length() - ending.length());
    while (bytes(title) + bytes(ending) > MAX_BYTES) {
      title = title.substring(0, title.offsetByCodePoints(title.length(), -1));
    }
    return title + ending;
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
