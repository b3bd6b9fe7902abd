package io.kbsync.api.plan;

import java.util.Objects;

/** What is to be done with one listed file. The reason is for people. */
public sealed interface Change {

  String reason();

  /** It is not in the sink: fetch and put it there. */
  record Store(String reason) implements Change {
    public Store {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Its content changed: fetch it, and replace the document if the content really differs. */
  record Replace(String reason) implements Change {
    public Replace {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Only its name, path or other label changed: no content moves. */
  record Relabel(String reason) implements Change {
    public Relabel {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Whether its content changed cannot be told from the listing: fetch and compare. */
  record Check(String reason) implements Change {
    public Check {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Nothing is to be done. */
  record Skip(String reason) implements Change {
    public Skip {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
