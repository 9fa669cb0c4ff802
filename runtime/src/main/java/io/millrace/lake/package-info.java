/**
 * Versioned tables in the open Delta format: read, commit, travel.
 *
 * <p>Read {@link io.millrace.lake.LakeTable} first, then {@link io.millrace.lake.TableSnapshot} and
 * {@link io.millrace.lake.PreparedCommit}. The protocol itself is {@code io.millrace.lake.delta}'s,
 * the files' format {@code io.millrace.lake.parquet}'s; nothing here may touch either library.
 */
package io.millrace.lake;
