package io.millrace.circuit;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one worker carries along while it runs its share of a circuit. */
final class Lane {
  /** The place of a delta that has none: given out at the end of a step. */
  static final long LAST = Long.MAX_VALUE;

  final int worker;

  /** The place of the delta being processed in the order of pushes. */
  long sequence = LAST;

  /** Time spent in the operators called by the one that runs now. */
  long nestedNanoseconds;

  // The schedule's own notes on this lane.

  Schedule schedule;

  /** The stage that runs. */
  int stage;

  /**
   * How many lanes have ended each stage, counted over all runs, once the present run of it ends.
   */
  long[] stagesEnded;

  /** Rows left for others since they were last taken. */
  long sent;

  Schedule.Failure failure;

  private final AtomicBoolean cancelled;

  Lane(int worker, AtomicBoolean cancelled) {
    this.worker = worker;
    this.cancelled = cancelled;
  }

  void checkCancelled() {
    if (cancelled.get()) {
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "the query was cancelled");
    }
  }
}
