package io.millrace.aggregate;

import java.math.BigInteger;

/** Signed integers of several words within an array, lowest word first, two's complement. */
final class Limbs {
  private Limbs() {}

  /** Adds a 128-bit integer to the integer {@code words[at .. at + count)}. */
  static void add(long[] words, int at, int count, long high, long low) {
    long sum = words[at] + low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    words[at] = sum;
    long part = high;
    for (int i = 1; i < count; i++) {
      sum = words[at + i] + part + carry;
      int order = Long.compareUnsigned(sum, part);
      carry = order < 0 || (order == 0 && carry != 0) ? 1 : 0;
      words[at + i] = sum;
      part = high >> 63;
    }
  }

  /** Adds an integer of as many words that lies elsewhere. */
  static void add(long[] words, int at, int count, long[] addend, int from) {
    long carry = 0;
    for (int i = 0; i < count; i++) {
      long part = addend[from + i];
      long sum = words[at + i] + part + carry;
      int order = Long.compareUnsigned(sum, part);
      carry = order < 0 || (order == 0 && carry != 0) ? 1 : 0;
      words[at + i] = sum;
    }
  }

  /** Adds any integer that fits. */
  static void add(long[] words, int at, int count, BigInteger value) {
    BigInteger sum = toBigInteger(words, at, count).add(value);
    for (int i = 0; i < count; i++) {
      words[at + i] = sum.shiftRight(64 * i).longValue();
    }
  }

  static BigInteger toBigInteger(long[] words, int at, int count) {
    byte[] bytes = new byte[count * 8];
    for (int i = 0; i < count; i++) {
      long word = words[at + count - 1 - i];
      for (int j = 0; j < 8; j++) {
        bytes[i * 8 + j] = (byte) (word >>> (56 - 8 * j));
      }
    }
    return new BigInteger(bytes);
  }

  static BigInteger toBigInteger(long high, long low) {
    return toBigInteger(new long[] {low, high}, 0, 2);
  }
}
