package io.millrace.planner.function.kernel;

import java.util.List;

/** A fixed set of texts, for IN over many of them; open addressing over a hash of the bytes. */
public final class TextSet {
  private final byte[][] slots;

  private TextSet(int expected) {
    int bits = Math.max(3, 33 - Integer.numberOfLeadingZeros(Math.max(1, expected)));
    slots = new byte[1 << bits][];
  }

  public static TextSet of(List<byte[]> texts) {
    TextSet set = new TextSet(texts.size());
    for (byte[] text : texts) {
      set.slots[set.find(text, 0, text.length)] = text;
    }
    return set;
  }

  private int find(byte[] data, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + data[i];
    }
    hash *= 0x9E3779B1;
    int slot = (hash ^ hash >>> 15) & slots.length - 1;
    while (slots[slot] != null
        && !Text.equal(data, start, length, slots[slot], 0, slots[slot].length)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  public boolean contains(byte[] data, int start, int length) {
    return slots[find(data, start, length)] != null;
  }
}
