package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * Changes since the last cut, in order. Grows at its end under the stepping thread; readers hold an
 * array and a count, both of which never change for them.
 */
final class Tail {
  /** What a row takes at least: its weight, and its part of what describes the batch. */
  private static final long ROW_BYTES = 8;

  private Batch[] batches = new Batch[8];
  private int count;
  private long bytes;

  void add(Batch delta) {
    if (count == batches.length) {
      batches = Arrays.copyOf(batches, count * 2);
    }
    batches[count++] = delta;
    bytes += delta.bytes() + ROW_BYTES * delta.size();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns about how much memory its batches take. */
  long bytes() {
    return bytes;
  }

  /** Forgets everything; readers keep what they hold. */
  void clear() {
    batches = new Batch[8];
    count = 0;
    bytes = 0;
  }

  /** Returns the changes so far; later ones do not show. */
  List<Batch> view() {
    return Arrays.asList(batches).subList(0, count);
  }
}
