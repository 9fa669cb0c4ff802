package io.millrace.operator;

import io.millrace.batch.Batch;

/** Where an operator's deltas go. */
@FunctionalInterface
public interface Output {

  /** Gives a delta out; an empty one is ignored. */
  void emit(Batch delta);
}
