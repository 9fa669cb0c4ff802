package io.millrace.planner.build;

import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;

/**
 * Where a window's start decides its end, as with TUMBLE and HOP, grouping by the start alone is
 * grouping by both; and by the end it is known when a group is complete.
 */
final class WindowEnd {

  private WindowEnd() {}

  /**
   * Returns the node with the window's end behind its own columns.
   *
   * @param column what may be a window's start
   * @return empty where it is not, or where there are several ends for a start
   */
  static Optional<PlanNode> follow(PlanNode node, int column) {
    if (node instanceof Calc calc && calc.source(column) >= 0) {
      if (calc.input() instanceof Window window) {
        return isStart(window, calc.source(column))
            ? Optional.of(withColumn(calc, window, window.endColumn()))
            : Optional.empty();
      }
      return follow(calc.input(), calc.source(column))
          .map(input -> withColumn(calc, input, input.type().size() - 1));
    } else if (node instanceof Window window && isStart(window, column)) {
      List<Integer> columns = new ArrayList<>();
      for (int i = 0; i < window.type().size(); i++) {
        columns.add(i);
      }
      columns.add(window.endColumn());
      return Optional.of(Calcs.select(window, columns));
    }
    return Optional.empty();
  }

  /** Returns whether a column is a window's end. */
  static boolean isEnd(PlanNode node, int column) {
    if (node instanceof Calc calc) {
      return calc.source(column) >= 0 && isEnd(calc.input(), calc.source(column));
    }
    return node instanceof Window window && column == window.endColumn();
  }

  private static boolean isStart(Window window, int column) {
    return column == window.endColumn() - 1
        && (window.kind() == Window.Kind.TUMBLE || window.kind() == Window.Kind.HOP);
  }

  private static PlanNode withColumn(Calc calc, PlanNode input, int column) {
    List<RexNode> projections = new ArrayList<>(calc.projections());
    List<String> names = new ArrayList<>(calc.names());
    projections.add(Calcs.reference(input.type(), column));
    names.add("$" + Window.END);
    return new Calc(input, calc.condition(), projections, names);
  }
}
