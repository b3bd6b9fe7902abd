package io.kbsync.core.state;

import io.kbsync.api.plan.Recorded;
import io.kbsync.api.source.FileId;
import io.kbsync.api.source.Presence;

/**
 * A stored file that this run's complete listing did not show as wanted.
 *
 * @param file the file
 * @param root the id of its root
 * @param path where it was
 * @param document the id of its document
 * @param kind why it is here
 * @param by the filter entry or reason, for an excluded one; empty otherwise
 * @param presence what the source says of it
 * @param listings complete listings in a row, this one included, that did not show it (for one that
 *     a filter does not want: in which it was not wanted); 0 where a part of any root could not be
 *     read in this run
 * @param approved a person let this removal through
 * @param recorded what the plan may know
 */
public record Departed(
    FileId file,
    String root,
    String path,
    String document,
    Kind kind,
    String by,
    Presence presence,
    int listings,
    boolean approved,
    Recorded recorded) {

  /** Why a stored file is not wanted any more. */
  public enum Kind {
    /** The listing does not show it. */
    VANISHED,
    /** An entry of the blackList names it. */
    EXCLUDED,
    /** No entry of the whiteList names it. */
    NOT_SELECTED,
    /** A person gave its root up. */
    GIVEN_UP
  }

  /** The same, with what the source says of it. */
  public Departed withPresence(Presence said) {
    return new Departed(file, root, path, document, kind, by, said, listings, approved, recorded);
  }

  /**
   * The same, now that the source was asked. One that says nothing does not take back that the
   * account may not look at the file.
   */
  public Departed told(Presence said) {
    return said == Presence.UNKNOWN && presence == Presence.DENIED ? this : withPresence(said);
  }

  /** The same, found to be excluded rather than gone. */
  public Departed withKind(Kind other, String because) {
    return new Departed(
        file, root, path, document, other, because, presence, listings, approved, recorded);
  }
}
