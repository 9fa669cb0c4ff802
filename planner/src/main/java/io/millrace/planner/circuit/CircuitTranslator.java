package io.millrace.planner.circuit;

import io.millrace.batch.Batch;
import io.millrace.circuit.Workers;
import io.millrace.operator.time.Watermark;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.PlannerContext;
import io.millrace.planner.Purpose;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.codegen.ExpressionCompiler;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.property.PropertyDerivation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Builds the circuit of a planned query: an operator for each node, equal sub-plans once.
 *
 * <p>Each different {@link Scan} of the plan is one input of the circuit, whose rows are {@link
 * Scan#type()}. The circuit of a snapshot must be fed rows alone, none taken away, in one step.
 * Thread-safe.
 */
public final class CircuitTranslator {
  private final PlannerContext context;
  private final Function<TableRelation, Watermark> watermarks;

  /**
   * @param context that the query was planned under
   * @param watermarks the promise of a relation that has one; asked only for those
   */
  public CircuitTranslator(PlannerContext context, Function<TableRelation, Watermark> watermarks) {
    this.context = context;
    this.watermarks = watermarks;
  }

  /**
   * Returns the query's circuit.
   *
   * @param inputs the name of the circuit's input for a scan
   */
  public TranslatedCircuit translate(
      PlannedQuery query, Workers workers, Function<Scan, String> inputs) {
    return new CircuitBuilder(
            query.root(),
            workers,
            new ExpressionCompiler(context.forFunctions()),
            new PropertyDerivation(query.purpose() == Purpose.SNAPSHOT),
            watermarks,
            inputs)
        .build();
  }

  /**
   * Returns the values of an INSERT's constant rows, or of any plan without scans, without a
   * circuit to keep.
   */
  public List<Batch> run(PlannedQuery query) {
    try (Workers workers = new Workers(1)) {
      TranslatedCircuit translated =
          translate(
              query,
              workers,
              scan -> {
                throw new IllegalArgumentException("rows are needed of " + scan.describe());
              });
      List<Batch> rows = new ArrayList<>();
      translated.circuit().step(rows::add);
      translated.circuit().close();
      return rows;
    }
  }

  /** Names what a plan does, for statistics: the operator's kind. */
  static String kind(PlanNode node) {
    return node.getClass().getSimpleName();
  }
}
