/** Circuits: the graph of operators of a database, its steps, workers and exchanges. */
package io.millrace.circuit;
