package io.kbsync.core.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file: {@code key=value} lines, {@code #} at the start of a comment. Values are
 * taken literally after the first {@code =} and trimmed. Immutable.
 */
public final class FlatConfig {

  private static final int LARGEST = 1 << 20;
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
    @Override
    public String toString() {
      return "line " + line;
    }
  }

  /** Reads a file; the exception lists every line that cannot be understood. */
  public static FlatConfig read(Path file) throws ConfigException {
    String name = String.valueOf(file.getFileName());
    String text = decode(bytes(file), name);
    Lines lines = new Lines();
    text.lines().forEach(lines::add);
    if (!lines.problems.isEmpty()) {
      throw ConfigException.of(name, lines.problems);
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

  /** A key as it may be shown: a line of something else can look like a key. */
  static String shownKey(String key) {
    String printable = key.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= LONGEST_SHOWN
        ? printable
        : printable.substring(0, LONGEST_SHOWN) + "…";
  }

  private static byte[] bytes(Path file) throws ConfigException {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.isDirectory(file)) {
        throw problem(name, 0, file + " is a folder. Name the configuration file itself");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw problem(name, 0, "This is no configuration file: it holds more than 1 MB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw problem(
          name,
          0,
          "There is no file %s. Write it after the template in the README, or name another file with --config"
              .formatted(file.toAbsolutePath()));
    } catch (AccessDeniedException e) {
      throw problem(
          name,
          0,
          "The file %s may not be read by this user. Give the user who runs KBSync the right to read it"
              .formatted(file.toAbsolutePath()));
    } catch (IOException e) {
      throw problem(name, 0, "The file %s cannot be read: %s".formatted(file.toAbsolutePath(), e));
    }
  }

  private static String decode(byte[] bytes, String name) throws ConfigException {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      throw problem(name, 1, "The file is written in UTF-16. Save it as UTF-8");
    }
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (result.isError()) {
      int line = 1 + (int) out.chars().filter(c -> c == '\n').count();
      throw problem(
          name, line, "This line is not written in UTF-8 (but in GBK, perhaps). Save the file as UTF-8");
    }
    return out.toString();
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static ConfigException problem(String name, int line, String message) {
    return ConfigException.of(name, List.of(new ConfigProblem(line, "", message)));
  }

  /** Takes a file apart, line by line. */
  private static final class Lines {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private int number;

    void add(String raw) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      int equals = line.indexOf('=');
      // The line's text may be a part of a secret: it is not repeated.
      if (equals < 0) {
        problem("", "There is no '=' on this line. Write key=value, or '#' before a comment");
      } else if (equals == 0) {
        problem("", "There is no key before '='. Write key=value");
      } else {
        put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }

    private void put(String key, String value) {
      @Nullable Entry earlier = entries.putIfAbsent(key, new Entry(number, value));
      if (earlier != null) {
        problem(
            shownKey(key),
            "This key stands on line %d and on line %d. Keep one of the two"
                .formatted(earlier.line(), number));
      }
    }

    private void problem(String key, String message) {
      problems.add(new ConfigProblem(number, key, message));
    }
  }
}
