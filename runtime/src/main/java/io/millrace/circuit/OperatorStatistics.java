package io.millrace.circuit;

/**
 * What a node of a circuit has done since the circuit was built, summed over the workers.
 *
 * @param name the node's name
 * @param rowsIn rows taken in over all inputs
 * @param rowsOut rows given out
 * @param stateRows rows or groups kept now
 * @param stateBytes roughly the memory that they take
 * @param nanoseconds time spent in this operator alone
 */
public record OperatorStatistics(
    String name, long rowsIn, long rowsOut, long stateRows, long stateBytes, long nanoseconds) {}
