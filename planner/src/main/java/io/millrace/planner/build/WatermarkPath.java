package io.millrace.planner.build;

import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.Union;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Leads each row's watermark from the scan to where it is needed. It passes what keeps rows as they
 * are (calcs and unions); above anything that keeps state rows have no watermark of their own.
 */
final class WatermarkPath {
  private static final Field WATERMARK = Field.required(WatermarkColumn.NAME, Type.BIGINT);

  private WatermarkPath() {}

  /**
   * Returns the node with the column {@code $watermark} behind its own.
   *
   * @param column the column that the promise must be about
   * @return empty where nothing is promised of that column
   */
  static Optional<PlanNode> follow(PlanNode node, int column) {
    if (node instanceof Scan scan) {
      return scan.relation()
          .watermark()
          .filter(watermark -> watermark.column() == scan.columns().get(column))
          .map(watermark -> new Scan(scan.relation(), scan.columns(), true));
    } else if (node instanceof Calc calc) {
      int source = calc.source(column);
      return source < 0 ? Optional.empty() : follow(calc.input(), source).map(i -> over(calc, i));
    } else if (node instanceof Union union) {
      List<PlanNode> inputs = new ArrayList<>();
      for (PlanNode input : union.inputs()) {
        Optional<PlanNode> promised = follow(input, column);
        if (promised.isEmpty()) {
          return Optional.empty();
        }
        inputs.add(promised.get());
      }
      return Optional.of(new Union(union.type().concat(RowType.of(WATERMARK)), inputs));
    }
    return Optional.empty();
  }

  private static PlanNode over(Calc calc, PlanNode input) {
    List<RexNode> projections = new ArrayList<>(calc.projections());
    projections.add(
        Calcs.REX.makeInputRef(
            SqlTypeFactory.INSTANCE.createSqlType(SqlTypeName.BIGINT), input.type().size() - 1));
    List<String> names = new ArrayList<>(calc.names());
    names.add(WatermarkColumn.NAME);
    return new Calc(input, calc.condition(), projections, names);
  }
}
