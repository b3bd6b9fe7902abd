package io.kbsync.source.dingtalk;

/** What people see of a token or an id that is not theirs to copy. */
final class Masked {

  private static final int SHOWN = 4;

  private Masked() {}

  /** The first four characters and a mask; the mask alone where four would be too much. */
  static String of(String value) {
    return (value.length() < 2 * SHOWN ? "" : value.substring(0, SHOWN)) + "****";
  }
}
