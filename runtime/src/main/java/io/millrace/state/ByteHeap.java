package io.millrace.state;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import java.util.Arrays;

/**
 * Byte strings of any length, in pages, each named by one long. Up to seven bytes lie in the
 * reference itself; longer ones in a page: one of the heap's own, or an array that it was given.
 *
 * <p>Freed bytes are counted but not used again: when {@link #isWasteful()}, the owner copies what
 * lives into a new heap. Where bytes have several owners they count once for each.
 *
 * <p>A reference: where bit 63 is clear, the top byte is the length and the bytes follow from the
 * lowest byte up (so 0 is the empty string, and equal short strings are equal references);
 * otherwise page number, offset and length, 23, 24 and 16 bits. A length that does not fit is all
 * ones there, and lies in four bytes ahead of the others.
 */
final class ByteHeap {
  private static final int FIRST_PAGE = 1 << 10;
  private static final int LARGEST_PAGE = 1 << 18;
  private static final int INLINE = 7;
  private static final long COMPACT_FROM = 1 << 16;
  private static final int LENGTH_BITS = 16;
  private static final int OFFSET_BITS = 24;
  private static final int PAGE_BITS = 23;
  private static final int LONG = (1 << LENGTH_BITS) - 1;
  private static final int OFFSETS = 1 << OFFSET_BITS;

  private static final int SEEN = 1 << 10;
  private static final int SEEN_SHIFT = Long.SIZE - 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private byte[][] pages = new byte[4][];
  private int pageCount;

  /** The page that is being filled; its number, and where its free bytes start. */
  private byte[] open = {};

  private int openNumber;
  private int end;
  private long capacity;
  private long ownCapacity;
  private long used;
  private long garbage;

  /** By reference: one more than the row of the column in hand that has it; or of one before. */
  private int[] seen = {};

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
    if (open.length - end < prefix + length || end >= OFFSETS) {
      openPage(prefix + length);
    }
    long reference = reference(openNumber, end, Math.min(length, LONG));
    if (prefix > 0) {
      Encoder.INTS.set(open, end, length);
    }
    System.arraycopy(source, offset, open, end + prefix, length);
    end += prefix + length;
    used += length;
    return reference;
  }

  private static long reference(int page, int offset, int length) {
    return Long.MIN_VALUE
        | (long) page << OFFSET_BITS + LENGTH_BITS
        | (long) offset << LENGTH_BITS
        | length;
  }

  /**
   * Makes an array that will never be written again a page, so that its bytes need not be copied.
   *
   * @return the page's number, or -1 if there are too many pages or the array is too long
   */
  int adopt(byte[] array) {
    if (array.length > OFFSETS || pageCount >= 1 << PAGE_BITS - 1) {
      return -1;
    }
    return addPage(array);
  }

  /** Returns a reference of bytes in an array that was adopted. */
  long put(int page, int start, int length) {
    if (length <= INLINE || length >= LONG) {
      return put(pages[page], start, length);
    }
    used += length;
    return reference(page, start, length);
  }

  /** Says that bytes of this length, more than fit a reference, now have one more owner. */
  void share(int length) {
    used += length;
  }

  /** Gives the bytes of a reference up. */
  void free(long reference) {
    if (reference < 0) {
      garbage += length(reference);
    }
  }

  int length(long reference) {
    if (reference >= 0) {
      return (int) (reference >>> 56);
    }
    int length = (int) reference & LONG;
    return length < LONG ? length : (int) Encoder.INTS.get(page(reference), offset(reference));
  }

  /** Returns whether the bytes lie in the reference itself rather than in a page. */
  static boolean isInline(long reference) {
    return reference >= 0;
  }

  /** Returns the page of a reference that is not inline. */
  byte[] page(long reference) {
    return pages[(int) (reference >>> OFFSET_BITS + LENGTH_BITS) & (1 << PAGE_BITS) - 1];
  }

  private static int offset(long reference) {
    return (int) (reference >>> LENGTH_BITS) & OFFSETS - 1;
  }

  /** Returns where in its page the bytes of a reference start, given their length. */
  static int start(long reference, int length) {
    return offset(reference) + prefixLength(length);
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

  /**
   * Returns a column of the bytes of references, nulls aside. A reference that comes again within
   * the column, as in a join, has its bytes there mostly once.
   */
  BytesColumn column(long[] references, int size, long[] nulls) {
    if (seen.length == 0) {
      seen = new int[SEEN];
    }
    int[] starts = new int[size];
    int[] lengths = new int[size];
    int end = 0;
    for (int i = 0; i < size; i++) {
      long reference = references[i];
      int place = (int) (reference * SPREAD >>> SEEN_SHIFT);
      int before = seen[place] - 1;
      if (before >= 0 && before < i && references[before] == reference) {
        starts[i] = starts[before];
        lengths[i] = lengths[before];
      } else {
        seen[place] = i + 1;
        starts[i] = end;
        lengths[i] = length(reference);
        end = Math.addExact(end, lengths[i]);
      }
    }
    byte[] data = new byte[end];
    int copied = 0;
    for (int i = 0; i < size; i++) {
      if (starts[i] == copied) {
        copy(references[i], lengths[i], data, copied);
        copied += lengths[i];
      }
    }
    return new BytesColumn(data, starts, lengths, nulls, size);
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

  /** Returns how many bytes of memory the pages take, those that others share too. */
  long bytes() {
    return capacity;
  }

  private void openPage(int atLeast) {
    int usual = (int) Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, ownCapacity));
    open = new byte[Math.max(atLeast, usual)];
    ownCapacity += open.length;
    openNumber = addPage(open);
    end = 0;
  }

  private int addPage(byte[] page) {
    if (pageCount == 1 << PAGE_BITS) {
      throw new IllegalStateException("too many pages of text for one piece of state");
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount] = page;
    capacity += page.length;
    return pageCount++;
  }

  private static int prefixLength(int length) {
    return length < LONG ? 0 : Integer.BYTES;
  }
}
