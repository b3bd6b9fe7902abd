package io.kbsync.benchmarks.servers;

import java.util.Arrays;

/** The first and the last bytes of a long body. */
final class TwoEnds {

  private final int each;
  private final byte[] head;
  private byte[] tail = {};
  private int headLength;
  private long length;

  TwoEnds(int each) {
    this.each = each;
    this.head = new byte[each];
  }

  void add(byte[] bytes, int count) {
    length += count;
    int forHead = Math.min(count, each - headLength);
    System.arraycopy(bytes, 0, head, headLength, forHead);
    headLength += forHead;
    int rest = count - forHead;
    int from = Math.max(forHead, count - each);
    int kept = rest == 0 ? tail.length : Math.min(tail.length, each - (count - from));
    byte[] next = Arrays.copyOfRange(tail, tail.length - kept, tail.length + (count - from));
    System.arraycopy(bytes, from, next, kept, count - from);
    tail = next;
  }

  byte[] joined() {
    byte[] joined = Arrays.copyOf(head, headLength + tail.length);
    System.arraycopy(tail, 0, joined, headLength, tail.length);
    return joined;
  }

  long length() {
    return length;
  }
}
