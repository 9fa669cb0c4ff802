package io.millrace.planner.circuit;

import io.millrace.circuit.Circuit;
import io.millrace.operator.time.LateRows;
import java.util.Map;

/**
 * A circuit with what there is to say of its nodes.
 *
 * @param circuit the caller closes it
 * @param descriptions what each node does, by its name, which is the name of its state
 * @param lateRows what came too late, by the name of the node with the window
 */
public record TranslatedCircuit(
    Circuit circuit, Map<String, String> descriptions, Map<String, LateRows> lateRows) {
  public TranslatedCircuit {
    descriptions = Map.copyOf(descriptions);
    lateRows = Map.copyOf(lateRows);
  }
}
