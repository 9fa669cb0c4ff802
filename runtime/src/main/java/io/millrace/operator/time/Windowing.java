package io.millrace.operator.time;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;

/**
 * How rows are put into windows by their timestamps. Windows include their start and exclude their
 * end; all lengths are microseconds.
 *
 * @param kind which windows there are
 * @param timestamp the input's column
 * @param size how long a window is (for CUMULATE the longest)
 * @param step HOP: from one window's start to the next; CUMULATE: from one window's end to the
 *     next; TUMBLE: the size again
 * @param offset by how much windows are moved from multiples of their lengths since 1970-01-01
 */
public record Windowing(Kind kind, int timestamp, long size, long step, long offset) {

  /** The kinds of windows. */
  public enum Kind {
    /** Windows of one size side by side: each row lies in one. */
    TUMBLE,
    /** Windows of one size that start every step and may overlap or leave gaps. */
    HOP,
    /** Windows with one start that grow by a step until they reach the size. */
    CUMULATE
  }

  /**
   * @throws MillraceException INVALID_PARAMETER_VALUE where a length is not positive or the size of
   *     CUMULATE is no multiple of its step
   */
  public Windowing {
    if (size <= 0 || step <= 0) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "the lengths of a " + kind + " window must be greater than 0");
    }
    if (kind == Kind.CUMULATE && size % step != 0) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "the size of a CUMULATE window must be a multiple of its step: "
              + size
              + " microseconds is no multiple of "
              + step);
    }
  }

  /**
   * Returns the length of the stretches of time within which all moments lie in the same windows.
   */
  long slice() {
    long slice = size;
    for (long rest = step; rest != 0; ) {
      long next = slice % rest;
      slice = rest;
      rest = next;
    }
    return slice;
  }

  /** Returns the end of the first window that a moment lies in; there may be none for HOP. */
  long firstEnd(long time) {
    return switch (kind) {
      case TUMBLE -> time - Math.floorMod(time - offset, size) + size;
      case HOP -> {
        long last = time - Math.floorMod(time - offset, step);
        yield last - (windows(time, last) - 1) * step + size;
      }
      case CUMULATE -> {
        long inWindow = Math.floorMod(time - offset, size);
        yield time - inWindow + inWindow / step * step + step;
      }
    };
  }

  /**
   * Returns how many windows of HOP a moment lies in.
   *
   * @param last the latest start of one that is not after it
   */
  long windows(long time, long last) {
    return Math.floorDiv(last - (time - size) + step - 1, step);
  }

  /** Windows of one size side by side. */
  public static Windowing tumble(int timestamp, long size, long offset) {
    return new Windowing(Kind.TUMBLE, timestamp, size, size, offset);
  }
}
