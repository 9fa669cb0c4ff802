/**
 * Operators: the nodes of a running circuit, one class each, named by the field's term.
 *
 * <p>Read {@link io.millrace.operator.Operator} first. Every operator owes the law of incremental
 * maintenance: the sum of the deltas it has given out equals its function of the sum of the deltas
 * it has taken in, for any input: appends, retractions, duplicates, nulls, cut anywhere. An
 * operator knows nothing of threads, files or SQL.
 */
package io.millrace.operator;
