package io.kbsync.testkit.ragflow;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's rules for names. */
final class FileNames {

  static final String TOO_LONG = "File name must be 255 bytes or less.";

  private static final int MAX_BYTES = 255;
  private static final int MAX_TRIES = 1000;
  private static final Pattern COUNTED = Pattern.compile("^(.*?)\\((\\d{1,9})\\)$", Pattern.DOTALL);

  private FileNames() {}

  static boolean tooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /** The name, or the first one free: {@code a(1).txt}; a folder in it gets lost then. */
  static String free(String name, Predicate<String> taken) {
    String candidate = name;
    for (int tries = 0; taken.test(candidate); tries++) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException("Failed to generate unique name within 1000 attempts");
      }
      candidate = next(candidate);
    }
    return candidate;
  }

  /** The ending as Python's pathlib sees it, with its dot. */
  static String suffix(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 && dot < last.length() - 1 ? last.substring(dot) : "";
  }

  private static String next(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    String suffix = suffix(last);
    String stem = last.substring(0, last.length() - suffix.length());
    Matcher counted = COUNTED.matcher(stem);
    if (!counted.matches()) {
      return stem + "(1)" + suffix;
    }
    int count = Integer.parseInt(counted.group(2)) + 1;
    return counted.group(1).stripTrailing() + "(" + count + ")" + suffix;
  }
}
