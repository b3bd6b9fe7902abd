package io.kbsync.core.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration file: {@code key=value} lines, {@code #} at the start of a comment. Values are
 * taken literally after the first {@code =} and trimmed. Immutable.
 */
public final class FlatConfig {

  private static final int LONGEST_SHOWN = 40;

  private final Map<String, Entry> entries;

  private FlatConfig(Map<String, Entry> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /**
   * One line's value.
   *
   * @param line from 1; 0: not from a file
   * @param value trimmed; empty: none
   */
  record Entry(int line, String value) {

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
      return "line " + line;
    }
  }

  /** Reads a file; the exception lists every line that cannot be understood. */
  public static FlatConfig read(Path file) throws ConfigException {
    Lines lines = new Lines();
    ConfigText.read(file).lines().forEach(lines::add);
    if (!lines.problems.isEmpty()) {
      throw lines.problems.exception(shownName(file));
    }
    return new FlatConfig(lines.entries);
  }

  /** Values that come from no file. */
  public static FlatConfig of(Map<String, String> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new Entry(0, value.strip())));
    return new FlatConfig(entries);
  }

  /** The values by key, in the file's order; blank ones are empty. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }

  /** The line of a key, from 1; 0: the key is not there, or came from no file. */
  public int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? 0 : entry.line();
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** A file's name as it stands before a problem. */
  static String shownName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** A key as it may be shown: a line of something else can look like a key. */
  static String shownKey(String key) {
    String printable = key.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LONGEST_SHOWN
        ? printable
        : printable.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Takes a file apart, line by line. */
  private static final class Lines {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private int number;

    void add(String raw) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      int equals = line.indexOf('=');
      // The line's text may be a part of a secret: it is not repeated.
      if (equals < 0 && line.indexOf('＝') >= 0) {
        problems.add(number, "", "There is a full-width '＝' on this line. Write '=' instead");
      } else if (equals < 0) {
        problems.add(
            number, "", "There is no '=' on this line. Write key=value, or '#' before a comment");
      } else if (equals == 0) {
        problems.add(number, "", "There is no key before '='. Write key=value");
      } else {
        put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }

    private void put(String key, String value) {
      Entry earlier = entries.putIfAbsent(key, new Entry(number, value));
      if (earlier != null) {
        problems.add(
            number,
            shownKey(key),
            "This key stands on line %d and on line %d. Keep one of the two"
                .formatted(earlier.line(), number));
      }
    }
  }
}
