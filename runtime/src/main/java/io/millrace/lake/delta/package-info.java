/**
 * The one place that touches Delta Kernel, its internals included.
 *
 * <p>Read {@link io.millrace.lake.delta.DeltaLog} first: it opens a table's log, reads a version
 * and commits one, in terms of {@link io.millrace.lake.delta.DataFile}s. What the rows mean, and
 * where they lie, is {@code io.millrace.lake}'s. Names are those of the Delta protocol
 * specification.
 */
package io.millrace.lake.delta;
