package io.millrace.state;

import io.millrace.batch.BytesColumn;
import io.millrace.batch.Nulls;

/**
 * Puts the texts of one field into a {@link ByteHeap}: by keeping the array in which a batch has
 * them, or a copy of each, and of one that came lately only once: channels, addresses, names that a
 * join repeats. A table of references by hash, of bounded size, in which a text takes the place of
 * another: what it has forgotten is put again.
 *
 * <p>Where too few texts are met again it stops looking, and tries anew after a while.
 */
final class SharedTexts {
  /** Shorter texts take hardly more memory than they take time to be looked for. */
  private static final int SHORTEST = 24;

  private static final int FIRST_BITS = 6;
  private static final int MOST_BITS = 16;

  /** So many texts are judged together. */
  private static final int WINDOW = 1 << 13;

  /** So many of them must have been met before for looking to be worth while. */
  private static final int WORTH = WINDOW / 8;

  private static final int PAUSE = 8 * WINDOW;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Shorter arrays are not worth a page. */
  private static final int LEAST_KEPT = 1 << 12;

  /** How many percent of an array texts must use for it to be kept, whatever else lies in it. */
  private final int worthKeeping;

  /** The array that was kept last, and the page that it is. */
  private byte[] kept;

  private int keptPage;

  /** An array that texts have used, but too little so far. */
  private byte[] waiting;

  private long waitingUsed;

  private long[] references = {};

  /** The hashes of the texts, whose highest bits are their places. */
  private int[] tags = {};

  private int bits;
  private int displaced;
  private int tried;
  private int met;
  private int pause;

  private SharedTexts(int worthKeeping) {
    this.worthKeeping = worthKeeping;
  }

  /**
   * For rows that stay: a third of an array suffices, so that of two workers, between which a batch
   * is divided, either may keep it.
   */
  static SharedTexts ofRowsThatStay() {
    return new SharedTexts(33);
  }

  /**
   * For rows that may go, or of which some were chosen: what they leave unused of an array stays in
   * memory with them, and memory that is new to the process takes longer than a copy.
   */
  static SharedTexts ofRowsThatMayGo() {
    return new SharedTexts(70);
  }

  /** Puts bytes and returns their reference. */
  long put(ByteHeap heap, byte[] data, int start, int length) {
    if (length < SHORTEST) {
      return heap.put(data, start, length);
    }
    if (pause > 0) {
      pause--;
      return heap.put(data, start, length);
    }
    if (tried++ == WINDOW) {
      judge();
    }
    int tag = tag(data, start, length);
    if (displaced << 1 >= references.length && bits < MOST_BITS) {
      grow();
    }
    int place = tag >>> Integer.SIZE - bits;
    long reference = references[place];
    // No reference to a page is 0.
    if (reference != 0 && tags[place] == tag && heap.equal(reference, data, start, length)) {
      met++;
      heap.share(length);
      return reference;
    }
    displaced += reference == 0 ? 0 : 1;
    references[place] = heap.put(data, start, length);
    tags[place] = tag;
    return references[place];
  }

  /**
   * Puts texts of a column and sets their references. Where they use much of the array in which the
   * column lies, a page of a file or its dictionary, the heap keeps that array and nothing is
   * copied. Rows that are null have no text.
   *
   * @param rows the column's rows, or null for all from the first
   */
  void put(ByteHeap heap, BytesColumn column, int[] rows, int count, long[] references) {
    int page = keep(heap, column, rows, count);
    byte[] data = column.data();
    int[] starts = column.starts();
    int[] lengths = column.lengths();
    long[] nulls = column.nulls();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (nulls != null && Nulls.isNull(nulls, row)) {
        references[i] = 0;
      } else if (page >= 0) {
        references[i] = heap.put(page, starts[row], lengths[row]);
      } else {
        references[i] = put(heap, data, starts[row], lengths[row]);
      }
    }
  }

  /** Returns the page that the column's array is, if it is worth keeping; or -1. */
  private int keep(ByteHeap heap, BytesColumn column, int[] rows, int count) {
    byte[] data = column.data();
    if (data == kept) {
      return keptPage;
    }
    long used = data == waiting ? waitingUsed : 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      used += column.isNull(row) ? 0 : column.lengths()[row];
    }
    if (data.length < LEAST_KEPT || used * 100 < (long) data.length * worthKeeping) {
      waiting = data;
      waitingUsed = used;
      return -1;
    }
    waiting = null;
    kept = data;
    keptPage = heap.adopt(data);
    return keptPage;
  }

  /** Returns how many bytes of memory this takes. */
  long bytes() {
    return references.length * 12L;
  }

  private void judge() {
    if (met < WORTH) {
      pause = PAUSE;
    }
    tried = 0;
    met = 0;
  }

  private void grow() {
    long[] formerReferences = references;
    int[] formerTags = tags;
    bits = Math.max(FIRST_BITS, bits + 1);
    references = new long[1 << bits];
    tags = new int[1 << bits];
    displaced = 0;
    for (int i = 0; i < formerReferences.length; i++) {
      if (formerReferences[i] != 0) {
        int place = formerTags[i] >>> Integer.SIZE - bits;
        references[place] = formerReferences[i];
        tags[place] = formerTags[i];
      }
    }
  }

  /** Eight bytes at a time, the last eight perhaps in part again. */
  private static int tag(byte[] data, int start, int length) {
    int last = start + length - Long.BYTES;
    long hash = length;
    for (int i = start; i < last; i += Long.BYTES) {
      hash = spread(hash ^ (long) Encoder.LONGS.get(data, i));
    }
    return (int) (spread(hash ^ (long) Encoder.LONGS.get(data, last)) >>> Integer.SIZE);
  }

  private static long spread(long bits) {
    long product = bits * SPREAD;
    return product ^ product >>> Integer.SIZE;
  }
}
