/**
 * Circuits: the graph of operators of a view or a query, its steps, workers and exchanges.
 *
 * <p>Read {@link io.millrace.circuit.Circuit} first, then {@link io.millrace.circuit.Distribution}.
 * This is the one place that knows of threads; operators see their share of the rows and no more.
 * Nothing here knows what an operator computes, or of sources, tables and epochs.
 */
package io.millrace.circuit;
