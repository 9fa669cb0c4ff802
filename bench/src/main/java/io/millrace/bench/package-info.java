/**
 * Micro-benchmarks, through JDBC only, beside DuckDB on one thread over the same files.
 *
 * <p>Read {@link io.millrace.bench.QueryBenchmark}; how to run it stands in {@code
 * bench/README.md}.
 */
package io.millrace.bench;
