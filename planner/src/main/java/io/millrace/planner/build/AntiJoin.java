package io.millrace.planner.build;

import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
import io.millrace.planner.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * A left join of which just the rows without a match are kept, as NOT EXISTS gives, is an
 * anti-join.
 */
final class AntiJoin {

  private AntiJoin() {}

  /** Returns the same rows, by an anti-join where there is one to be seen. */
  static PlanNode detect(PlanNode node) {
    if (!(node instanceof Calc calc)
        || calc.condition().isEmpty()
        || !(calc.input() instanceof Join join)
        || join.kind() != JoinKind.LEFT) {
      return node;
    }
    List<RexNode> rest = new ArrayList<>(RelOptUtil.conjunctions(calc.condition().get()));
    if (!rest.removeIf(condition -> isUnmatched(condition, join))) {
      return node;
    }
    int width = join.left().type().size();
    // Without a match all of the right columns are null.
    RexShuttle nulls =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return reference.getIndex() < width
                ? reference
                : Calcs.REX.makeNullLiteral(reference.getType());
          }
        };
    Join anti =
        new Join(
            join.left(),
            join.right(),
            JoinKind.ANTI,
            join.leftKeys(),
            join.rightKeys(),
            join.nullSafe(),
            join.residual());
    return Calcs.of(
        anti,
        Optional.of(RexUtil.composeConjunction(Calcs.REX, nulls.visitList(rest))),
        nulls.visitList(calc.projections()),
        calc.names());
  }

  /** Whether it says that a column is null which is never null in a match. */
  private static boolean isUnmatched(RexNode condition, Join join) {
    int width = join.left().type().size();
    return condition.getKind() == SqlKind.IS_NULL
        && ((RexCall) condition).getOperands().get(0) instanceof RexInputRef reference
        && reference.getIndex() >= width
        && !join.right().type().field(reference.getIndex() - width).nullable();
  }
}
