package io.millrace.operator.time;

import io.millrace.operator.Operator;

/**
 * A source's promise, or the smallest of several sources': no row earlier than this is expected.
 *
 * <p>Moves forward only; settled by the time {@link Operator#finish} is called.
 */
@FunctionalInterface
public interface Watermark {
  /** Before any row. */
  long NONE = Long.MIN_VALUE;

  /** The promise of a source that has ended for good. */
  long END = Long.MAX_VALUE;

  /** Returns microseconds since 1970-01-01, or {@link #NONE}, or {@link #END}. */
  long current();

  /**
   * Returns the promise for times of which others are some microseconds later at most.
   *
   * @param micros may be negative
   */
  default Watermark behind(long micros) {
    return micros == 0
        ? this
        : () -> {
          long time = current();
          return time == NONE || time == END ? time : time - micros;
        };
  }
}
