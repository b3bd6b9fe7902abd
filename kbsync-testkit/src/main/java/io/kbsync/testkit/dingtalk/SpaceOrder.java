package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The entries of spaces in the order of their last change. A space is sorted again only after
 * something in the world was added, edited or moved: spaces may hold very many entries, and a
 * listing asks for each of its pages. Guarded by the lock of the world.
 */
final class SpaceOrder {

  private static final long FIFTEEN_DIGITS = 100_000_000_000_000L;

  private final DingTalkWorld world;
  private final Map<Entry, Sorted> spaces = new HashMap<>();

  SpaceOrder(DingTalkWorld world) {
    this.world = world;
  }

  private record Sorted(long arrangement, NavigableMap<String, Entry> entries) {}

  /** All entries by their place in the order, those too that are not shown; oldest change first. */
  NavigableMap<String, Entry> of(Entry root) {
    Sorted known = spaces.get(root);
    if (known == null || known.arrangement() != world.arrangement()) {
      known = new Sorted(world.arrangement(), sorted(root));
      spaces.put(root, known);
    }
    return known.entries();
  }

  private static NavigableMap<String, Entry> sorted(Entry root) {
    List<Entry> all = new ArrayList<>();
    root.collect(all);
    NavigableMap<String, Entry> entries = new TreeMap<>();
    all.stream()
        .filter(entry -> !entry.isRoot())
        .forEach(entry -> entries.put(place(entry), entry));
    return entries;
  }

  /** Sorts as the time of the last change does. */
  private static String place(Entry entry) {
    return (FIFTEEN_DIGITS + entry.modifiedAt().toEpochMilli()) + "/" + entry.dentryId();
  }
}
