package io.millrace.operator;

import io.millrace.batch.Batch;

/**
 * One node of a running circuit, for one worker: takes deltas in, gives deltas out, owns its state.
 *
 * <p>Protocol, on one thread at a time: in each step any number of {@link #process} calls, in any
 * order over the inputs, then exactly one {@link #finish}. Within a step an operator may give out
 * at once what is already certain (a filter, a join) or wait for the end of the step and give out
 * the net change (an aggregate): what counts is the sum at the end of the step. Batches are not
 * consolidated; within one step a row's retraction may come before its insertion.
 *
 * <p>Exceptions: a {@link io.millrace.error.MillraceException} for the user's data (overflow, bad
 * cast); the circuit then stops the views that depend on this operator.
 */
public interface Operator {

  /**
   * Takes a delta.
   *
   * @param input which input it belongs to, from 0
   * @param delta never empty; this worker's share by the distribution that the input asked for
   * @param out takes what this operator gives out
   */
  void process(int input, Batch delta, Output out);

  /**
   * Says that an input has ended: no delta of it will come any more, in this step or a later one.
   * What is kept only to meet such deltas need not be kept from now on. Once all inputs have ended,
   * {@link #finish} is called a last time.
   */
  default void end(int input) {}

  /** Ends the step: all deltas of all inputs have been processed; watermarks have moved. */
  default void finish(Output out) {}
}
