package io.kbsync.api.filter;

import java.util.Objects;

/** A filter's answer for one file. */
public sealed interface Verdict {

  /** Wanted, as far as this filter goes. */
  Verdict INCLUDE = new Included();

  /** This filter has nothing against the file. */
  record Included() implements Verdict {}

  /**
   * An entry names the file as unwanted. If it was stored before, it goes.
   *
   * @param by the entry, as people wrote it
   */
  record Excluded(String by) implements Verdict {
    public Excluded {
      Objects.requireNonNull(by, "by");
    }
  }

  /**
   * No entry asks for the file. If it was stored before, a person decides: a list that was
   * shortened by mistake looks the same.
   *
   * @param reason for the report
   */
  record NotSelected(String reason) implements Verdict {
    public NotSelected {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
