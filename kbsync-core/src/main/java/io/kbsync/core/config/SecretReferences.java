package io.kbsync.core.config;

import io.kbsync.core.filter.PathListFilterFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values that stand elsewhere: {@code env:NAME} in the environment, {@code file:PATH} in a file.
 */
final class SecretReferences {

  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final int LARGEST = 1 << 16;

  // An entry of a list may well begin with "file:".
  private static final Set<String> LITERAL =
      Set.of(PathListFilterFactory.WHITE_LIST.name(), PathListFilterFactory.BLACK_LIST.name());

  private final Path baseDirectory;
  private final Map<String, String> environment;

  SecretReferences(Path baseDirectory, Map<String, String> environment) {
    this.baseDirectory = baseDirectory;
    this.environment = environment;
  }

  static boolean isReference(String value) {
    return value.startsWith(ENV) || value.startsWith(FILE);
  }

  /** The entries with every reference replaced by its value; the lists are left as they are. */
  Map<String, FlatConfig.Entry> resolveAll(
      Map<String, FlatConfig.Entry> entries, Problems problems) {
    Map<String, FlatConfig.Entry> resolved = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          resolved.put(key, entry);
          if (!LITERAL.contains(key)) {
            try {
              resolved.put(key, new FlatConfig.Entry(entry.line(), resolve(entry.value())));
            } catch (IllegalArgumentException e) {
              problems.add(entry.line(), FlatConfig.shownKey(key), String.valueOf(e.getMessage()));
            }
          }
        });
    return resolved;
  }

  /**
   * The value itself, trimmed.
   *
   * @throws IllegalArgumentException when a reference leads nowhere, with a message for people
   */
  String resolve(String value) {
    if (value.startsWith(ENV)) {
      return fromEnvironment(value.substring(ENV.length()).strip());
    }
    return value.startsWith(FILE) ? fromFile(value.substring(FILE.length()).strip()) : value;
  }

  private String fromEnvironment(String name) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "The environment variable '%s' is not set, or empty. Set it, or write the value itself"
              .formatted(name));
    }
    return oneLine(value, "The environment variable '%s'".formatted(name));
  }

  private String fromFile(String path) {
    try {
      Path file = baseDirectory.resolve(path);
      String value = read(file).strip();
      if (value.isEmpty()) {
        throw new IllegalArgumentException("The file %s is empty".formatted(file));
      }
      return oneLine(value, "The file " + file);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'file:' is followed by no path: " + e.getReason(), e);
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalArgumentException(
            "The file %s holds no value: it is larger than 64 KB".formatted(file));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The file %s is not written in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          ("The file %s, which holds the value, cannot be read (%s). Check the path after"
                  + " 'file:' and the rights")
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static String oneLine(String value, String holder) {
    if (value.lines().count() > 1) {
      throw new IllegalArgumentException(holder + " holds more than one line. A value is one line");
    }
    return value;
  }
}
