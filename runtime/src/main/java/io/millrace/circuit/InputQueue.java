package io.millrace.circuit;

import io.millrace.batch.Batch;

/** Deals the deltas pushed into an input to the workers that it lives on. */
final class InputQueue {
  /** Slices smaller than this are not worth the copying. */
  private static final int SLICE_ROWS = 8_192;

  private final NodeInstances input;
  private final Exchange queue;
  private int next;

  InputQueue(NodeInstances input, Exchange queue) {
    this.input = input;
    this.queue = queue;
  }

  Node node() {
    return input.node();
  }

  /** Hands a delta over at once, to the only worker. */
  void pass(Batch delta) {
    input.instances().get(0).process(0, delta);
  }

  /** Leaves a delta, in slices where it is big, for the next stage to take. */
  void deal(Batch delta, long sequence) {
    int workers = input.instances().size();
    int slices = Math.max(1, Math.min(workers, delta.size() / SLICE_ROWS));
    if (slices == 1) {
      queue.leave(0, next, sequence, delta);
      next = (next + 1) % workers;
      return;
    }
    for (int slice = 0; slice < slices; slice++) {
      int from = (int) ((long) delta.size() * slice / slices);
      int to = (int) ((long) delta.size() * (slice + 1) / slices);
      queue.leave(0, slice, sequence, delta.slice(from, to));
    }
  }
}
