package io.millrace.operator.time;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many rows did not come into a window: too late for one, or without a timestamp. One for each
 * windowed input, shared by its workers; read at any time.
 */
public final class LateRows {
  private final LongAdder late = new LongAdder();
  private final LongAdder untimed = new LongAdder();

  public void addLate(long rows) {
    late.add(rows);
  }

  public void addUntimed(long rows) {
    untimed.add(rows);
  }

  /** Returns how many rows were late for at least one of their windows. */
  public long late() {
    return late.sum();
  }

  /** Returns how many rows had NULL for a timestamp. */
  public long untimed() {
    return untimed.sum();
  }
}
