/**
 * Accumulators: what one aggregate keeps with each group, how rows change it, and what it gives.
 *
 * <p>Read {@link io.millrace.aggregate.Accumulator}, then {@link io.millrace.aggregate.Feed}, which
 * selects an aggregate's rows. All sums are exact, those of doubles too, so that a retraction
 * brings back the very value of before and no result depends on the order of rows. Which groups
 * there are and when results are given out is the operator's.
 */
package io.millrace.aggregate;
