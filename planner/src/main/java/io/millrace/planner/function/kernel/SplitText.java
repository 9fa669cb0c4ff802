package io.millrace.planner.function.kernel;

import java.util.Arrays;

/**
 * Where the delimiters of a row's text stand, as far as a part has been asked for: calls that split
 * the same text by the same delimiter search it once. Places count from the text's start, so that
 * the text may lie elsewhere at each call.
 */
public final class SplitText implements RowState {
  private int[] places = new int[16];
  private int found;

  /** The place up to which all delimiters have been found. */
  private int searched;

  @Override
  public void forget() {
    found = 0;
    searched = 0;
  }

  /** {@link Text#splitPart}. */
  public static void splitPart(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      long n,
      SplitText split,
      Result out) {
    Text.requirePart(n);
    long part = n - 1;
    if (n < 0) {
      split.find(data, start, length, by, from, count, Long.MAX_VALUE);
      part = split.found + 1 + n;
    }
    if (!split.give(data, start, length, by, from, count, part, out)) {
      out.share(Result.EMPTY, 0, 0);
    }
  }

  /** {@link Text#splitIndex}. */
  public static void splitIndex(
      byte[] data,
      int start,
      int length,
      byte[] by,
      int from,
      int count,
      long n,
      SplitText split,
      Result out) {
    if (!split.give(data, start, length, by, from, count, n, out)) {
      out.setNull();
    }
  }

  /** Gives a part out, counted from 0, or returns false where there is none. */
  private boolean give(
      byte[] data, int start, int length, byte[] by, int from, int count, long part, Result out) {
    if (part < 0) {
      return false;
    }
    if (found <= part) {
      find(data, start, length, by, from, count, part);
      if (found < part) {
        return false;
      }
    }
    int at = (int) part;
    int begin = at == 0 ? 0 : places[at - 1] + count;
    out.share(data, start + begin, (at == found ? length : places[at]) - begin);
    return true;
  }

  /** Goes on until more than so many delimiters have been found, or all. */
  private void find(
      byte[] data, int start, int length, byte[] by, int from, int count, long enough) {
    if (count == 1) {
      find(data, start, length, by[from], enough);
    } else if (count > 1) {
      while (found <= enough && searched < length) {
        int at = Text.find(data, start, length, by, from, count, searched);
        if (at < 0) {
          searched = length;
        } else {
          reserve(found + 1);
          places[found++] = at;
          searched = at + count;
        }
      }
    }
  }

  private void find(byte[] data, int start, int length, byte by, long enough) {
    int end = start + length;
    int at = start + searched;
    long eight = Text.eightTimes(by);
    for (; found <= enough && at <= end - Long.BYTES; at += Long.BYTES) {
      long equal = Text.equalBytes(data, at, eight);
      if (equal != 0) {
        reserve(found + Long.BYTES);
        do {
          places[found++] = at - start + (Long.numberOfTrailingZeros(equal) >>> 3);
          equal &= equal - 1;
        } while (equal != 0);
      }
    }
    for (; found <= enough && at < end; at++) {
      if (data[at] == by) {
        reserve(found + 1);
        places[found++] = at - start;
      }
    }
    searched = at - start;
  }

  private void reserve(int count) {
    if (places.length < count) {
      places = Arrays.copyOf(places, Math.max(count, places.length * 2));
    }
  }
}
