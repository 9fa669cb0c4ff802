/**
 * Orders of rows: by which columns, as keys of ordered tables and as comparisons of rows in
 * batches.
 *
 * <p>Read {@link io.millrace.operator.order.SortColumn} first. Must not be added: operators.
 */
package io.millrace.operator.order;
