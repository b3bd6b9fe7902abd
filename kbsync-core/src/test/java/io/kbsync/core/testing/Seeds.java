package io.kbsync.core.testing;

import java.util.Random;

/** Tries a law on many random cases, the same ones every time; a failing case says its seed. */
public final class Seeds {

  private Seeds() {}

  /** A law, tried on what it draws. */
  @FunctionalInterface
  public interface Law {
    void holds(Random random) throws Exception;
  }

  public static void forAll(int cases, Law law) {
    for (long seed = 0; seed < cases; seed++) {
      try {
        law.holds(new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** Any of these. */
  @SafeVarargs
  public static <T> T any(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
