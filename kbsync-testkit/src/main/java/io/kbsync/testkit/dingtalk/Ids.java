package io.kbsync.testkit.dingtalk;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import okio.ByteString;

/** Gives ids that look like DingTalk's and are the same in every run. Guarded by the world. */
final class Ids {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private long numbers = 174_400_000_000L;
  private long uuids;

  /** Numeric text: spaces and dentries. */
  String number() {
    numbers += 17;
    return Long.toString(numbers);
  }

  /** 32 letters and digits, in which case matters: knowledge bases and their nodes. */
  String uuid() {
    uuids++;
    return letters("uuid " + uuids, 32);
  }

  /** As many letters and digits, decided by {@code seed} alone. */
  static String letters(String seed, int length) {
    BigInteger number =
        new BigInteger(
            1, ByteString.of(seed.getBytes(StandardCharsets.UTF_8)).sha512().toByteArray());
    BigInteger base = BigInteger.valueOf(ALPHABET.length());
    StringBuilder letters = new StringBuilder();
    while (letters.length() < length) {
      letters.append(ALPHABET.charAt(number.mod(base).intValue()));
      number = number.divide(base);
    }
    return letters.toString();
  }
}
