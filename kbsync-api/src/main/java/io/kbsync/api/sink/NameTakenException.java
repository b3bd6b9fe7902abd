package io.kbsync.api.sink;

import io.kbsync.api.PermanentException;

/** Another document of the sink holds the name; the engine chooses another one. */
public final class NameTakenException extends PermanentException {

  private final String name;

  public NameTakenException(String name) {
    super(Outcome.FAILED, "The sink holds another document named '" + name + "'", null);
    this.name = name;
  }

  /** The name that is taken. */
  public String name() {
    return name;
  }
}
