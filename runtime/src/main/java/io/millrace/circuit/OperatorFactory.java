package io.millrace.circuit;

import io.millrace.operator.Operator;

/** Makes the operators of a node, one for each worker that the node lives on. */
@FunctionalInterface
public interface OperatorFactory {

  /**
   * Makes the operator of one worker. Operators of different workers must share nothing that is
   * written.
   *
   * @param worker from 0
   * @param workers how many operators the node has: 1 where all its rows come to worker 0
   */
  Operator create(int worker, int workers);
}
