/**
 * Apache Spark under the Nexmark benchmark, as a {@link io.millrace.bench.nexmark.Contender}; not
 * in the default build.
 *
 * <p>Read {@link io.millrace.bench.peers.spark.SparkContender}. Its queries are resources in the
 * folder {@code spark} beside the benchmark's own.
 */
package io.millrace.bench.peers.spark;
