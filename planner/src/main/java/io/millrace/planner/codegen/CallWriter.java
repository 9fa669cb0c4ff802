package io.millrace.planner.codegen;

import org.apache.calcite.rex.RexCall;

/** Writes the calls of some operators. */
@FunctionalInterface
interface CallWriter {

  /** Writes what computes a call and returns where its value is. */
  Value write(MethodSource method, RexCall call);
}
