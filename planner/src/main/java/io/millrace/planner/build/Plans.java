package io.millrace.planner.build;

import io.millrace.operator.topn.Ranking;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Small steps on whole plans. */
public final class Plans {

  private Plans() {}

  /** Returns these expressions of each row. */
  public static PlanNode project(PlanNode node, List<RexNode> expressions, List<String> names) {
    return Calcs.project(node, expressions, names);
  }

  /** Returns these columns under these names. */
  public static PlanNode select(PlanNode node, List<Integer> columns, List<String> names) {
    List<RexNode> projections = new ArrayList<>();
    columns.forEach(column -> projections.add(Calcs.reference(node.type(), column)));
    return Calcs.project(node, projections, names);
  }

  /** Returns values in exactly these types. */
  public static List<RexNode> cast(List<? extends RexNode> values, RowType types) {
    List<RexNode> typed = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      RexNode value = values.get(i);
      boolean same = TypeMapping.typeOf(value.getType()).equals(types.type(i));
      typed.add(
          same
              ? value
              : Calcs.REX.makeCast(
                  TypeMapping.toCalcite(
                      types.type(i), types.field(i).nullable(), SqlTypeFactory.INSTANCE),
                  value));
    }
    return typed;
  }

  /** Returns an expression that gives a column as it is. */
  public static RexNode reference(PlanNode node, int column) {
    return reference(node.type(), column);
  }

  /** Returns an expression that gives a column as it is. */
  public static RexNode reference(RowType type, int column) {
    return Calcs.reference(type, column);
  }

  /** Returns NULL as a value of a type. */
  public static RexNode nullOf(Type type) {
    return Calcs.REX.makeNullLiteral(TypeMapping.toCalcite(type, true, SqlTypeFactory.INSTANCE));
  }

  /** Returns the expression over columns that begin further right. */
  public static RexNode shift(RexNode expression, int by) {
    return Calcs.shift(expression, column -> column + by);
  }

  /** Returns the expression with other expressions in the place of its columns. */
  public static RexNode inline(RexNode expression, List<RexNode> columns) {
    return expression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return columns.get(reference.getIndex());
          }
        });
  }

  /** Returns of the rows that agree in these columns the one that is smallest by all columns. */
  public static PlanNode firstOfEach(PlanNode node, List<Integer> key) {
    return new TopN(node, key, List.of(), 0, 1, Ranking.ROW_NUMBER, Optional.empty());
  }

  /** Returns each different scan once, in the order in which they are met. */
  public static List<Scan> scans(PlanNode root) {
    Map<String, Scan> scans = new LinkedHashMap<>();
    collect(root, scans);
    return List.copyOf(scans.values());
  }

  private static void collect(PlanNode node, Map<String, Scan> scans) {
    if (node instanceof Scan scan) {
      scans.putIfAbsent(scan.identity(), scan);
    }
    node.inputs().forEach(input -> collect(input, scans));
  }
}
