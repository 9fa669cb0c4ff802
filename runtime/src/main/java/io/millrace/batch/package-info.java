/**
 * Columns and batches: rows in memory, columnar, immutable once built.
 *
 * <p>Read {@link io.millrace.batch.Column}, then {@link io.millrace.batch.Batch}. What a weight
 * means is {@code io.millrace.zset}'s; nothing here knows of operators or files.
 */
package io.millrace.batch;
