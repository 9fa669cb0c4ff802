package io.millrace.planner.codegen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;

/**
 * Finds the calls of functions that stand in the expressions of one method more than once, and give
 * the same each time. Operators and casts are left out: most cost less than asking whether they
 * have been computed.
 */
final class RepeatedCalls {
  private final Outlining outlining;
  private final Set<RexNode> seen = new HashSet<>();
  private final Set<RexNode> repeated = new HashSet<>();

  private RepeatedCalls(Outlining outlining) {
    this.outlining = outlining;
  }

  static Set<RexNode> in(List<RexNode> expressions, Outlining outlining) {
    RepeatedCalls calls = new RepeatedCalls(outlining);
    // What has a method of its own may be what a method is for.
    for (RexNode expression : expressions) {
      calls.visit(expression);
    }
    return calls.repeated;
  }

  private void visit(RexNode node) {
    if (!(node instanceof RexCall call)) {
      return;
    }
    if (isWorthKeeping(call) && !seen.add(call)) {
      // What it is made of is computed with it.
      repeated.add(call);
      return;
    }
    for (RexNode operand : call.getOperands()) {
      if (!outlining.isOutlined(operand)) {
        visit(operand);
      }
    }
  }

  private static boolean isWorthKeeping(RexCall call) {
    return call.getOperator() instanceof SqlFunction
        && !call.getOperands().isEmpty()
        && !call.isA(SqlKind.CAST)
        && RexUtil.isDeterministic(call);
  }
}
