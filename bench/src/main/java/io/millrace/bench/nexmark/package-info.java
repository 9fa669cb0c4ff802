/**
 * The Nexmark benchmark: queries q0 to q23 over the events of an auction house, measured one query
 * and one process at a time, through JDBC.
 *
 * <p>Read {@link io.millrace.bench.nexmark.Nexmark}, the command line, then {@link
 * io.millrace.bench.nexmark.Contender}, a system that runs queries. How to use it stands in {@code
 * bench/README.md}.
 */
package io.millrace.bench.nexmark;
