package io.millrace.state;

import io.millrace.batch.BytesBuilder;
import java.util.Arrays;

/**
 * Byte strings of any length, in pages, each named by one long. Up to seven bytes lie in the
 * reference itself; longer ones in a page, their length ahead.
 *
 * <p>Freed bytes are counted but not used again: when {@link #isWasteful()}, the owner copies what
 * lives into a new heap. Where bytes have several owners they count once for each.
 *
 * <p>A reference: where bit 63 is clear, the top byte is the length and the bytes follow from the
 * lowest byte up (so 0 is the empty string, and equal short strings are equal references);
 * otherwise page number and offset, 31 and 32 bits.
 */
final class ByteHeap {
  private static final int FIRST_PAGE = 1 << 10;
  private static final int LARGEST_PAGE = 1 << 18;
  private static final int INLINE = 7;
  private static final long COMPACT_FROM = 1 << 16;

  private byte[][] pages = new byte[4][];
  private int pageCount;
  private int end;
  private long capacity;
  private long used;
  private long garbage;

  /** Stores a copy of the bytes and returns its reference. */
  long put(byte[] source, int offset, int length) {
    if (length <= INLINE) {
      long reference = (long) length << 56;
      for (int i = 0; i < length; i++) {
        reference |= (source[offset + i] & 0xFFL) << (i << 3);
      }
      return reference;
    }
    int prefix = prefixLength(length);
    if (pageCount == 0 || pages[pageCount - 1].length - end < prefix + length) {
      addPage(prefix + length);
    }
    byte[] page = pages[pageCount - 1];
    long reference = Long.MIN_VALUE | (long) (pageCount - 1) << 32 | end;
    int rest = length;
    while (rest > 0x7F) {
      page[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    page[end++] = (byte) rest;
    System.arraycopy(source, offset, page, end, length);
    end += length;
    used += prefix + length;
    return reference;
  }

  /** Says that bytes of this length, more than fit a reference, now have one more owner. */
  void share(int length) {
    used += prefixLength(length) + length;
  }

  /** Gives the bytes of a reference up. */
  void free(long reference) {
    if (reference < 0) {
      int length = length(reference);
      garbage += prefixLength(length) + length;
    }
  }

  int length(long reference) {
    if (reference >= 0) {
      return (int) (reference >>> 56);
    }
    byte[] page = page(reference);
    int at = (int) reference;
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int part = page[at++];
      length |= (part & 0x7F) << shift;
      if (part >= 0) {
        return length;
      }
    }
  }

  /** Returns whether the bytes lie in the reference itself rather than in a page. */
  static boolean isInline(long reference) {
    return reference >= 0;
  }

  /** Returns the page of a reference that is not inline. */
  byte[] page(long reference) {
    return pages[(int) (reference >>> 32) & Integer.MAX_VALUE];
  }

  /** Returns where in its page the bytes of a reference start, given their length. */
  static int start(long reference, int length) {
    return (int) reference + prefixLength(length);
  }

  private static byte inlineByte(long reference, int index) {
    return (byte) (reference >>> (index << 3));
  }

  boolean equal(long reference, byte[] other, int offset, int length) {
    if (reference >= 0) {
      if ((int) (reference >>> 56) != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (inlineByte(reference, i) != other[offset + i]) {
          return false;
        }
      }
      return true;
    }
    if (length <= INLINE || length(reference) != length) {
      return false;
    }
    return equal(page(reference), start(reference, length), other, offset, length);
  }

  /** Compares at least eight bytes, eight at a time, the last eight perhaps in part again. */
  private static boolean equal(byte[] left, int leftStart, byte[] right, int start, int length) {
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) Encoder.LONGS.get(left, leftStart + i)
          != (long) Encoder.LONGS.get(right, start + i)) {
        return false;
      }
    }
    return (long) Encoder.LONGS.get(left, leftStart + last)
        == (long) Encoder.LONGS.get(right, start + last);
  }

  /** Compares by unsigned bytes, shorter first where one is the start of the other. */
  int compare(long reference, byte[] other, int offset, int length) {
    int own = length(reference);
    if (reference >= 0) {
      for (int i = 0; i < Math.min(own, length); i++) {
        int order = Byte.compareUnsigned(inlineByte(reference, i), other[offset + i]);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(own, length);
    }
    int start = start(reference, own);
    return Arrays.compareUnsigned(
        page(reference), start, start + own, other, offset, offset + length);
  }

  /** Compares the bytes of two references of this heap, as the other {@code compare}. */
  int compare(long left, long right) {
    if (right < 0) {
      int length = length(right);
      return compare(left, page(right), start(right, length), length);
    }
    if (left < 0) {
      int length = length(left);
      return -compare(right, page(left), start(left, length), length);
    }
    int order =
        Long.compareUnsigned(
            Long.reverseBytes(left & 0xFFFFFFFFFFFFFFL),
            Long.reverseBytes(right & 0xFFFFFFFFFFFFFFL));
    return order != 0 ? order : Long.compare(left >>> 56, right >>> 56);
  }

  /** Appends the bytes as a row. */
  void append(long reference, BytesBuilder out) {
    int length = length(reference);
    if (reference < 0) {
      out.appendBytes(page(reference), start(reference, length), length);
      return;
    }
    int at = out.reserve(length);
    byte[] data = out.data();
    for (int i = 0; i < length; i++) {
      data[at + i] = inlineByte(reference, i);
    }
    out.commit(at, length);
  }

  /** Copies the bytes of a reference, whose length is given. */
  void copy(long reference, int length, byte[] target, int at) {
    if (reference < 0) {
      System.arraycopy(page(reference), start(reference, length), target, at, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      target[at + i] = inlineByte(reference, i);
    }
  }

  /** Puts the bytes with their length ahead. */
  void encode(long reference, Encoder out) {
    int length = length(reference);
    if (reference < 0) {
      out.putBytes(page(reference), start(reference, length), length);
      return;
    }
    out.putVarLong(length);
    for (int i = 0; i < length; i++) {
      out.putByte(inlineByte(reference, i));
    }
  }

  /** Returns whether more than half of the bytes are garbage, and enough to be worth a copy. */
  boolean isWasteful() {
    return garbage > COMPACT_FROM && garbage > used - garbage;
  }

  /** Returns how many bytes of memory the pages take. */
  long bytes() {
    return capacity;
  }

  private void addPage(int atLeast) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    int usual = (int) Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, capacity));
    pages[pageCount] = new byte[Math.max(atLeast, usual)];
    capacity += pages[pageCount++].length;
    end = 0;
  }

  private static int prefixLength(int length) {
    return (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
  }
}
