package io.kbsync.api.sink;

/** Which names a sink can hold. Pure. */
public interface NameRules {

  /**
   * The name itself, or the nearest one the sink can hold. Stable, and cleaning twice is cleaning
   * once.
   */
  String clean(String name);

  /** Two names that the sink holds for equal have the same key; the input is a cleaned name. */
  String sameKey(String name);

  /** Names are what they are. */
  static NameRules exact() {
    return new NameRules() {
      @Override
      public String clean(String name) {
        return name;
      }

      @Override
      public String sameKey(String name) {
        return name;
      }
    };
  }
}
