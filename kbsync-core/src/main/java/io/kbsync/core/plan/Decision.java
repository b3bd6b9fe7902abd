package io.kbsync.core.plan;

import io.kbsync.api.PermanentException;
import io.kbsync.api.plan.Change;
import io.kbsync.api.source.Rendition;

/** What the engine does with one listed file. */
public sealed interface Decision {

  /** Its content is fetched, in this form. */
  record Fetch(Change change, Rendition rendition) implements Decision {}

  /** Its document gets another label. */
  record Relabel(String reason) implements Decision {}

  /** It is as it should be. */
  record Nothing() implements Decision {}

  /** Its document is being replaced: it is decided when that has come to its end. */
  record Postponed() implements Decision {}

  /** It does not go through, as was known before anything was tried. */
  record Report(PermanentException.Outcome outcome, String reason) implements Decision {}
}
