/**
 * What is known of rows that are equal in some columns: aggregates, DISTINCT, INTERSECT and EXCEPT.
 *
 * <p>Read {@link io.millrace.operator.aggregate.AggregateCall}, then {@link
 * io.millrace.operator.aggregate.AggregateOperator}. The functions themselves are in {@code
 * io.millrace.aggregate}. Must not be added: windows, orders of rows.
 */
package io.millrace.operator.aggregate;
