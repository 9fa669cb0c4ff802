package io.millrace.operator;

import io.millrace.batch.Batch;

/** The opposite of its input; a union with it takes rows away. Linear; no state. */
public final class NegateOperator implements Operator {

  @Override
  public void process(int input, Batch delta, Output out) {
    out.emit(delta.negate());
  }
}
