/**
 * Operators: the nodes of a running circuit, one class each, named by the field's term.
 *
 * <p>Read {@link io.millrace.operator.Operator} first. Every operator owes the law of incremental
 * maintenance: the sum of the deltas it has given out equals its function of the sum of the deltas
 * it has taken in, for any input: appends, retractions, duplicates, nulls, cut anywhere. An
 * operator knows nothing of threads, files or SQL.
 *
 * <p>Here are the contract and the operators that take each row by itself. What keeps state has a
 * package for each family: {@code aggregate} (groups), {@code join}, {@code over} (functions with
 * OVER), {@code session} (windows that rows themselves make), {@code topn}; {@code time} has
 * watermarks and the windows of the clock, {@code order} how rows are ordered. Families see this
 * package, {@code time} and {@code order}, and the aggregates; never is it the other way round.
 */
package io.millrace.operator;
