/**
 * Rows put side by side with others: joins of two inputs, and of a row with its own elements.
 *
 * <p>Read {@link io.millrace.operator.join.Join}, which says what a join is asked for and makes the
 * operator; {@link io.millrace.operator.join.JoinSide} is what is kept of one input.
 */
package io.millrace.operator.join;
