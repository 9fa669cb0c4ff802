package io.millrace.engine.statement;

import io.millrace.circuit.OperatorStatistics;
import io.millrace.engine.flow.RunningCircuit;
import io.millrace.engine.result.Result;
import io.millrace.engine.result.TextRows;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.Looking.ExplainKind;
import io.millrace.parser.statement.Statement;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** EXPLAIN: how a query would run, and with ANALYZE how it did. */
final class Explanations {
  private static final RowType ANALYZED =
      RowType.of(
          Field.required("operator", Type.VARCHAR),
          Field.required("rows_in", Type.BIGINT),
          Field.required("rows_out", Type.BIGINT),
          Field.required("state_rows", Type.BIGINT),
          Field.required("micros", Type.BIGINT));

  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;

  Explanations(SessionCatalog catalog, QueryPlanner planner, QueryRunner runner) {
    this.catalog = catalog;
    this.planner = planner;
    this.runner = runner;
  }

  Result execute(Looking.Explain explain) {
    if (explain.kind() == ExplainKind.ANALYZE) {
      return analyze(explain);
    }
    Statement statement = explain.statement();
    EmbeddedSql query;
    Purpose purpose = Purpose.CONTINUOUS;
    if (statement instanceof Looking.Query select) {
      query = select.query();
      purpose = LookingStatements.purpose(select.emit());
    } else if (statement instanceof Definition.CreateMaterializedView create) {
      query = create.query();
      purpose = create.emit() == EmitMode.ON_WINDOW_CLOSE ? Purpose.CONTINUOUS_ON_CLOSE : purpose;
    } else if (statement instanceof Definition.CreateView create) {
      query = create.query();
    } else if (statement instanceof Definition.CreateSink create) {
      query = create.query();
    } else if (statement instanceof Change.Insert insert) {
      query = insert.source();
      purpose = Purpose.SNAPSHOT;
    } else {
      throw Errors.notSupported("EXPLAIN of this statement", statement.position());
    }
    PlannedQuery plan = planner.plan(query, purpose);
    String text =
        plan.explain(
            switch (explain.kind()) {
              case PHYSICAL -> PlannedQuery.Explanation.PHYSICAL;
              case CHANGES -> PlannedQuery.Explanation.CHANGES;
              default -> PlannedQuery.Explanation.LOGICAL;
            });
    RowType type = LookingStatements.texts("plan");
    TextRows rows = new TextRows(type);
    text.lines().forEach(rows::add);
    return LookingStatements.rows(type, rows.build());
  }

  /** Runs a query, drops its rows, and says what its operators have done: the last one first. */
  private Result analyze(Looking.Explain explain) {
    if (!(explain.statement() instanceof Looking.Query select) || select.emit() != EmitMode.NONE) {
      throw Errors.notSupported(
          "EXPLAIN ANALYZE of anything but a query that ends (system.operators tells of views)",
          explain.position());
    }
    PlannedQuery plan = planner.plan(select.query(), Purpose.SNAPSHOT);
    runner.awaitViews(catalog.objectsRead());
    TextRows rows = new TextRows(ANALYZED);
    runner.snapshot(plan, done -> describe(done, rows));
    return LookingStatements.rows(ANALYZED, rows.build());
  }

  private static void describe(RunningCircuit circuit, TextRows rows) {
    List<OperatorStatistics> operators = new ArrayList<>(circuit.circuit().statistics());
    Collections.reverse(operators);
    for (OperatorStatistics operator : operators) {
      rows.add(
          circuit.descriptions().getOrDefault(operator.name(), operator.name()),
          operator.rowsIn(),
          operator.rowsOut(),
          operator.stateRows(),
          operator.nanoseconds() / 1000);
    }
  }
}
