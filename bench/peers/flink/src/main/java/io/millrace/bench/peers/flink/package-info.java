/**
 * Apache Flink under the Nexmark benchmark, as a {@link io.millrace.bench.nexmark.Contender}; not
 * in the default build.
 *
 * <p>Read {@link io.millrace.bench.peers.flink.FlinkContender}. What it says otherwise than the
 * benchmark's own queries are resources in the folder {@code flink} beside them.
 */
package io.millrace.bench.peers.flink;
