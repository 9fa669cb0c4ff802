package io.millrace.circuit;

import io.millrace.batch.Batch;
import java.util.function.Consumer;

/**
 * Where a circuit's output goes: straight to a reader that is there, if the stepping thread is the
 * only one that can give something out; else into a queue, until a reader asks.
 */
final class Outlet {
  private final Exchange queue;
  private final boolean direct;
  private Consumer<Batch> reader;

  /**
   * @param sources how many lanes give out
   * @param direct whether the stepping thread is the only one
   */
  Outlet(int sources, boolean direct) {
    queue = new Exchange(Distribution.SINGLE, sources, 1);
    this.direct = direct;
  }

  void give(Lane lane, Batch delta) {
    if (direct && reader != null) {
      reader.accept(delta);
    } else {
      queue.leave(lane.worker, 0, lane.sequence, delta);
    }
  }

  /** Runs an action with this reader there, which takes all that is in the queue too. */
  void read(Lane lane, Consumer<Batch> consumer, Runnable action) {
    queue.take(0, lane, consumer);
    reader = consumer;
    try {
      action.run();
    } finally {
      reader = null;
    }
    queue.take(0, lane, consumer);
  }
}
