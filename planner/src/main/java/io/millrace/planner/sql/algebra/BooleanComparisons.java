package io.millrace.planner.sql.algebra;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Says {@code b} for {@code b = TRUE}, {@code b OR NOT b} for {@code b >= FALSE} and the like: a
 * comparison with TRUE or FALSE by logic alone, with the same answer for unknown.
 *
 * <p>Calcite makes SEARCH of such comparisons, and where unknown is as good as false (a WHERE) it
 * simplifies SEARCH's operand as if that were so for the operand too: {@code (k = 0 OR NULL) >=
 * FALSE} became {@code (k = 0) >= FALSE}, which is true.
 */
public final class BooleanComparisons extends RelHomogeneousShuttle {
  private final RexShuttle expressions;

  public BooleanComparisons(RexBuilder rex) {
    expressions =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
            return visited.clone(visited.rel.accept(BooleanComparisons.this));
          }

          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            RexNode logic =
                visited instanceof RexCall comparison ? logic(rex, comparison) : visited;
            // Calcite wants an OR in an OR to be one.
            return logic.equals(call) ? call : RexUtil.flatten(rex, logic);
          }
        };
  }

  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node).accept(expressions);
  }

  private static RexNode logic(RexBuilder rex, RexCall call) {
    if (!SqlKind.COMPARISON.contains(call.getKind()) || call.getOperands().size() != 2) {
      return call;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    if (isTruth(right)) {
      return logic(rex, call, left, call.getKind(), right.isAlwaysTrue());
    } else if (isTruth(left)) {
      return logic(rex, call, right, call.getKind().reverse(), left.isAlwaysTrue());
    }
    return call;
  }

  private static boolean isTruth(RexNode node) {
    return node instanceof RexLiteral && (node.isAlwaysTrue() || node.isAlwaysFalse());
  }

  private static RexNode logic(
      RexBuilder rex, RexCall call, RexNode value, SqlKind kind, boolean truth) {
    return switch (kind) {
      case EQUALS -> truth ? value : not(rex, value);
      case NOT_EQUALS -> truth ? not(rex, value) : value;
      case GREATER_THAN -> truth ? never(rex, value) : value;
      case GREATER_THAN_OR_EQUAL -> truth ? value : always(rex, value);
      case LESS_THAN -> truth ? not(rex, value) : never(rex, value);
      case LESS_THAN_OR_EQUAL -> truth ? always(rex, value) : not(rex, value);
      default -> call;
    };
  }

  private static RexNode not(RexBuilder rex, RexNode value) {
    return rex.makeCall(SqlStdOperatorTable.NOT, value);
  }

  /** True, or unknown. */
  private static RexNode always(RexBuilder rex, RexNode value) {
    return rex.makeCall(SqlStdOperatorTable.OR, value, not(rex, value));
  }

  /** False, or unknown. */
  private static RexNode never(RexBuilder rex, RexNode value) {
    return rex.makeCall(SqlStdOperatorTable.AND, value, not(rex, value));
  }
}
