package io.millrace.engine.flow;

import io.millrace.type.Projection;

/**
 * Which rows go into one input of a circuit.
 *
 * @param input the circuit's name for it
 * @param dataset where the rows come from
 * @param columns which of the dataset's columns, in which order
 * @param needed what is used of the dataset's columns; the rest may be NULL
 */
public record ScanInput(String input, Dataset dataset, int[] columns, Projection needed) {}
