package io.millrace.engine.statement;

import io.millrace.circuit.Workers;
import io.millrace.engine.flow.Dataset;
import io.millrace.engine.flow.RunningCircuit;
import io.millrace.engine.flow.ScanInput;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.PlannerContext;
import io.millrace.planner.circuit.CircuitTranslator;
import io.millrace.planner.circuit.TranslatedCircuit;
import io.millrace.planner.plan.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the planned queries of one statement into circuits, and says what flows into them. */
final class Circuits {
  private final Workers workers;
  private final CircuitTranslator translator;

  Circuits(Workers workers, PlannerContext context) {
    this.workers = workers;
    this.translator =
        new CircuitTranslator(context, relation -> ((Dataset) relation.handle()).watermark());
  }

  /** Returns a circuit of the query, with no state. */
  RunningCircuit circuit(PlannedQuery query) {
    TranslatedCircuit translated = translator.translate(query, workers, Scan::identity);
    Map<String, String> descriptions = new HashMap<>(translated.descriptions());
    // Where rows come in, nodes are named after what they read.
    for (Scan scan : query.scans()) {
      descriptions.put(scan.identity(), scan.describe());
    }
    return new RunningCircuit(
        translated.circuit(), descriptions, List.copyOf(translated.lateRows().values()));
  }

  /** Returns which columns of which datasets flow into the query's circuit. */
  static List<ScanInput> inputs(PlannedQuery query) {
    List<ScanInput> inputs = new ArrayList<>();
    for (Scan scan : query.scans()) {
      List<Integer> columns = new ArrayList<>(scan.columns());
      if (scan.withWatermark()) {
        columns.add(scan.relation().type().size());
      }
      inputs.add(
          new ScanInput(
              scan.identity(),
              (Dataset) scan.relation().handle(),
              columns.stream().mapToInt(i -> i).toArray(),
              query.needed(scan)));
    }
    return inputs;
  }
}
