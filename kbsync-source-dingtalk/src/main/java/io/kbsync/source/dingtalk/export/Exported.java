package io.kbsync.source.dingtalk.export;

import java.nio.file.Path;
import okhttp3.HttpUrl;

/** What came of a way. */
public sealed interface Exported {

  /** The file lies behind a signed link, which is good for a short time. Prints its host alone. */
  record Link(HttpUrl url) implements Exported {
    @Override
    public String toString() {
      return "Link[" + url.host() + "]";
    }
  }

  /**
   * The browser saved it; the receiver deletes it.
   *
   * @param name as the page suggests it
   */
  record Saved(Path file, String name) implements Exported {}

  /**
   * Not this way.
   *
   * @param step where it failed, for people
   * @param detail what came in place of what was expected
   */
  record Failed(String step, String detail) implements Exported {}
}
