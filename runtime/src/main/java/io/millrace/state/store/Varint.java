package io.millrace.state.store;

/** Whole numbers from 0 on as base-128 integers, the low bits first, as RocksDB writes lengths. */
final class Varint {
  private Varint() {}

  /** Returns how many bytes a number takes. */
  static int size(int number) {
    return (38 - Integer.numberOfLeadingZeros(number | 1)) / 7;
  }

  /** Writes a number and returns where it ends. */
  static int put(int number, byte[] target, int at) {
    int rest = number;
    int next = at;
    while (rest >= 0x80) {
      target[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[next++] = (byte) rest;
    return next;
  }

  static int at(byte[] source, int at) {
    int number = 0;
    int shift = 0;
    for (int i = at; ; i++) {
      number |= (source[i] & 0x7F) << shift;
      if (source[i] >= 0) {
        return number;
      }
      shift += 7;
    }
  }
}
