package io.millrace.operator;

import io.millrace.batch.Batch;

/** UNION ALL: the sum of any number of inputs of the same row type. Linear; no state. */
public final class UnionOperator implements Operator {

  @Override
  public void process(int input, Batch delta, Output out) {
    out.emit(delta);
  }
}
