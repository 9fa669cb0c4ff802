package io.millrace.planner.sql.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;

/** References from the right side of a dependent join to columns of the row of the left. */
final class LeftColumn {
  private LeftColumn() {}

  /** Returns which column of a variable an expression is, if it is one. */
  static Optional<Integer> of(RexNode expression, CorrelationId variable) {
    return expression instanceof RexFieldAccess access
            && access.getReferenceExpr() instanceof RexCorrelVariable row
            && row.id.equals(variable)
        ? Optional.of(access.getField().getIndex())
        : Optional.empty();
  }

  /** Puts values in the place of a variable's columns; ranks are then given for each value. */
  static final class Resolution extends RexShuttle {
    private final RexBuilder rex;
    private final CorrelationId variable;
    private final List<Integer> columns;
    private final List<RexNode> values;

    /**
     * @param values one for each of the columns
     */
    Resolution(
        RexBuilder rex, CorrelationId variable, List<Integer> columns, List<RexNode> values) {
      this.rex = rex;
      this.variable = variable;
      this.columns = columns;
      this.values = values;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      Optional<Integer> column = of(access, variable);
      if (column.isEmpty()) {
        return super.visitFieldAccess(access);
      }
      RexNode value = values.get(columns.indexOf(column.get()));
      return value.getType().equals(access.getType())
          ? value
          : rex.makeCast(access.getType(), value, true, false);
    }

    @Override
    public RexWindow visitWindow(RexWindow window) {
      RexWindow visited = super.visitWindow(window);
      List<RexNode> partition = new ArrayList<>(visited.partitionKeys);
      partition.addAll(values);
      return rex.makeWindow(
          partition,
          visited.orderKeys,
          visited.getLowerBound(),
          visited.getUpperBound(),
          visited.isRows(),
          visited.getExclude());
    }
  }
}
