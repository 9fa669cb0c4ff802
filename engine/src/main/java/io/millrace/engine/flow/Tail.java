package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * Changes since the last epoch, in order. Grows at its end under the stepping thread; readers hold
 * an array and a count, both of which never change for them.
 */
final class Tail {
  private Batch[] batches = new Batch[8];
  private int count;

  void add(Batch delta) {
    if (count == batches.length) {
      batches = Arrays.copyOf(batches, count * 2);
    }
    batches[count++] = delta;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Forgets everything; readers keep what they hold. */
  void clear() {
    batches = new Batch[8];
    count = 0;
  }

  /** Returns the changes so far; later ones do not show. */
  List<Batch> view() {
    return Arrays.asList(batches).subList(0, count);
  }
}
