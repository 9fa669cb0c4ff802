package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * Changes since the last cut, in order. Grows at its end under the stepping thread; readers hold an
 * array and a count, both of which never change for them.
 */
final class Tail {
  private Batch[] batches = new Batch[8];
  private int count;
  private long rows;

  void add(Batch delta) {
    if (count == batches.length) {
      batches = Arrays.copyOf(batches, count * 2);
    }
    batches[count++] = delta;
    rows += delta.size();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns how many rows its batches have. */
  long rows() {
    return rows;
  }

  /** Forgets everything; readers keep what they hold. */
  void clear() {
    batches = new Batch[8];
    count = 0;
    rows = 0;
  }

  /** Returns the changes so far; later ones do not show. */
  List<Batch> view() {
    return Arrays.asList(batches).subList(0, count);
  }
}
