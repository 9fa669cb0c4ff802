package io.millrace.engine.flow;

/**
 * Which rows go into one input of a circuit.
 *
 * @param input the circuit's name for it
 * @param dataset where the rows come from
 * @param columns which of the dataset's columns, in which order
 */
public record ScanInput(String input, Dataset dataset, int[] columns) {}
