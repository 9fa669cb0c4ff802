/**
 * Threads that lend a hand: {@link io.millrace.thread.SpareThreads}. The workers of circuits, who
 * each have a part of the rows, are {@code io.millrace.circuit.Workers}.
 */
package io.millrace.thread;
