/**
 * The first rows of an order, of all rows or of each group.
 *
 * <p>Read {@link io.millrace.operator.topn.TopN}, which says what is asked for and makes the
 * operator that fits: where rows only come, those that can still be among the first are kept, else
 * all. {@link io.millrace.operator.topn.BoundedSort} is for one-time queries.
 */
package io.millrace.operator.topn;
