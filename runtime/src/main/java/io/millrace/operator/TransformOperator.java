package io.millrace.operator;

import io.millrace.batch.Batch;

/** Runs a fused run of filters and projections over each delta. Linear; no state. */
public final class TransformOperator implements Operator {
  private final Transform transform;

  /**
   * @param transform this worker's own
   */
  public TransformOperator(Transform transform) {
    this.transform = transform;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    out.emit(transform.apply(delta));
  }
}
