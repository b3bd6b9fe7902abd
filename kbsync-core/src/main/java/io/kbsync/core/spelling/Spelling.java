package io.kbsync.core.spelling;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How far two words are apart. Pure. */
public final class Spelling {

  private Spelling() {}

  /**
   * The number of letters to change, add or leave out to get from one word to the other; case
   * counts.
   *
   * @param limit where the count stops
   * @return at most {@code limit + 1}, which stands for anything beyond the limit
   */
  public static int distance(String one, String other, int limit) {
    if (Math.abs(one.length() - other.length()) > limit) {
      return limit + 1;
    }
    int[] above = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = nextRow(one.charAt(row - 1), row, other, above);
      if (smallest(current) > limit) {
        return limit + 1;
      }
      above = current;
    }
    return Math.min(above[other.length()], limit + 1);
  }

  /** The candidate nearest to the word, ignoring case, if one is within {@code limit} letters. */
  public static Optional<String> nearest(String word, Collection<String> candidates, int limit) {
    String lower = word.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int bound = limit;
    for (String candidate : candidates) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), bound);
      if (distance <= bound) {
        best = Optional.of(candidate);
        bound = distance - 1;
      }
    }
    return best;
  }

  private static int[] nextRow(char letter, int row, String other, int[] above) {
    int[] current = new int[above.length];
    current[0] = row;
    for (int column = 1; column < current.length; column++) {
      int change = above[column - 1] + (letter == other.charAt(column - 1) ? 0 : 1);
      int addOrLeaveOut = Math.min(above[column], current[column - 1]) + 1;
      current[column] = Math.min(change, addOrLeaveOut);
    }
    return current;
  }

  private static int smallest(int[] row) {
    int smallest = row[0];
    for (int value : row) {
      smallest = Math.min(smallest, value);
    }
    return smallest;
  }
}
