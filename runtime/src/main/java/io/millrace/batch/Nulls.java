package io.millrace.batch;

/**
 * Null bitmaps: bit {@code row & 63} of word {@code row >> 6} is set where the row is null. A null
 * reference stands for 'no nulls', so that code without nulls pays one test a batch.
 */
public final class Nulls {
  private Nulls() {}

  /** Returns a bitmap for so many rows, none of them null. */
  public static long[] allocate(int rows) {
    return new long[(rows + 63) >>> 6];
  }

  public static boolean isNull(long[] nulls, int row) {
    return nulls != null && (nulls[row >>> 6] >>> row & 1L) != 0;
  }

  /** Returns whether so many rows are all null. */
  static boolean isEverywhere(long[] nulls, int rows) {
    if (nulls == null || rows == 0) {
      return false;
    }
    int last = rows - 1 >>> 6;
    for (int word = 0; word < last; word++) {
      if (nulls[word] != -1L) {
        return false;
      }
    }
    long ofLast = -1L >>> -rows;
    return (nulls[last] & ofLast) == ofLast;
  }

  public static void set(long[] nulls, int row) {
    nulls[row >>> 6] |= 1L << row;
  }

  /** Returns the bitmap of the selected rows, or null where none of them is null. */
  public static long[] gather(long[] nulls, int[] rows, int count) {
    if (nulls == null) {
      return null;
    }
    long[] result = allocate(count);
    long any = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      long bit = nulls[row >>> 6] >>> row & 1L;
      result[i >>> 6] |= bit << i;
      any |= bit;
    }
    return any == 0 ? null : result;
  }
}
