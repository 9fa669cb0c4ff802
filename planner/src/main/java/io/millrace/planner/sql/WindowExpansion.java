package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.plan.Window;
import io.millrace.planner.sql.algebra.DeepShuttle;
import io.millrace.planner.sql.algebra.WindowRel;
import io.millrace.planner.sql.syntax.WindowFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;

/** Turns projections that contain {@link WindowFunction}s into {@link WindowRel}s. */
final class WindowExpansion extends DeepShuttle {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  @Override
  public RelNode visit(RelNode node) {
    RelNode keyed =
        node instanceof Aggregate aggregate && aggregate.getInput() instanceof Project project
            ? withSessionKeys(aggregate, project)
            : node;
    RelNode visited = super.visit(keyed);
    return visited instanceof Project project ? expand(project) : visited;
  }

  /** Of a session window in GROUP BY: rows of a session agree in the other keys of the group. */
  private static RelNode withSessionKeys(Aggregate aggregate, Project project) {
    List<RexNode> keys = new ArrayList<>();
    boolean session = false;
    for (int column : aggregate.getGroupSet()) {
      RexNode expression = project.getProjects().get(column);
      if (isSession(expression)) {
        session = true;
      } else {
        keys.add(expression);
      }
    }
    if (!session || keys.isEmpty()) {
      return aggregate;
    }
    RexBuilder rexBuilder = project.getCluster().getRexBuilder();
    List<RexNode> projections = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      if (isSession(expression)) {
        List<RexNode> operands = new ArrayList<>(((RexCall) expression).getOperands());
        operands.addAll(keys);
        projections.add(
            rexBuilder.makeCall(
                expression.getType(), ((RexCall) expression).getOperator(), operands));
      } else {
        projections.add(expression);
      }
    }
    return aggregate.copy(
        aggregate.getTraitSet(),
        List.of(
            project.copy(
                project.getTraitSet(), project.getInput(), projections, project.getRowType())));
  }

  /** Whether it is a session of GROUP BY, of which the keys are not known yet. */
  private static boolean isSession(RexNode expression) {
    return expression instanceof RexCall call
        && call.getOperator() instanceof WindowFunction function
        && function.kind() == Window.Kind.SESSION
        && call.getOperands().size() == 2;
  }

  private static RelNode expand(Project project) {
    Set<List<RexNode>> windows = new LinkedHashSet<>();
    List<WindowFunction> functions = new ArrayList<>();
    RexVisitorImpl<Void> finder =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitCall(RexCall call) {
            if (call.getOperator() instanceof WindowFunction function) {
              windows.add(call.getOperands());
              functions.add(function);
              return null;
            }
            return super.visitCall(call);
          }
        };
    project.getProjects().forEach(expression -> expression.accept(finder));
    if (functions.isEmpty()) {
      return project;
    }
    Window.Kind kind = functions.get(0).kind();
    if (windows.size() > 1 || functions.stream().anyMatch(function -> function.kind() != kind)) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "a query has one window; to join windows, give each a sub-query of its own");
    }
    return expand(project, kind, windows.iterator().next());
  }

  private static RelNode expand(Project project, Window.Kind kind, List<RexNode> operands) {
    RelNode input = project.getInput();
    RexBuilder rexBuilder = project.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    int width = columns.size();
    int time = column(operands.get(0), columns, names);
    int intervals = WindowFunction.intervals(kind);
    List<Integer> keys = new ArrayList<>();
    long offset = 0;
    for (int i = 1 + intervals; i < operands.size(); i++) {
      if (kind == Window.Kind.SESSION) {
        keys.add(column(operands.get(i), columns, names));
      } else {
        offset = micros(operands.get(i));
      }
    }
    long size = micros(operands.get(intervals));
    long slide = intervals == 2 ? micros(operands.get(1)) : 0;
    check(kind, size, slide);
    RelNode prepared =
        columns.size() == width
            ? input
            : LogicalProject.create(input, List.of(), columns, names, Set.of());
    WindowRel window = new WindowRel(prepared, kind, time, size, slide, offset, keys);
    int end = window.getRowType().getFieldCount() - 1;
    RexShuttle replacement =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            return call.getOperator() instanceof WindowFunction function
                ? rexBuilder.makeInputRef(window, function.isEnd() ? end : end - 1)
                : super.visitCall(call);
          }
        };
    return LogicalProject.create(
        window,
        List.of(),
        replacement.visitList(project.getProjects()),
        project.getRowType().getFieldNames(),
        Set.of());
  }

  private static int column(RexNode expression, List<RexNode> columns, List<String> names) {
    if (expression instanceof RexInputRef reference) {
      return reference.getIndex();
    }
    columns.add(expression);
    names.add("$time" + names.size());
    return columns.size() - 1;
  }

  private static long micros(RexNode interval) {
    return ((RexLiteral) interval)
        .getValueAs(BigDecimal.class)
        .multiply(MICROS_PER_MILLI)
        .longValueExact();
  }

  private static void check(Window.Kind kind, long size, long slide) {
    if (size <= 0 || slide < 0 || slide == 0 && WindowFunction.intervals(kind) == 2) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "the lengths of a window must be greater than zero; usage: "
              + WindowFunction.usage(kind));
    }
    if (kind == Window.Kind.CUMULATE && size % slide != 0) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE, "the size of CUMULATE must be a multiple of its step");
    }
  }
}
