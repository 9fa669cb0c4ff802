package io.millrace.engine.flow;

import io.millrace.circuit.Circuit;
import io.millrace.operator.time.LateRows;
import java.util.List;
import java.util.Map;

/**
 * A circuit with what there is to say of it.
 *
 * @param descriptions what each node does, by the node's name
 * @param lateRows count the rows that come too late for their windows
 */
public record RunningCircuit(
    Circuit circuit, Map<String, String> descriptions, List<LateRows> lateRows) {

  long late() {
    return lateRows.stream().mapToLong(LateRows::late).sum();
  }
}
