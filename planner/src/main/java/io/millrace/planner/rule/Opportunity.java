package io.millrace.planner.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexShuttle;

/** Whether there is anything in some algebra for the rules to do. */
final class Opportunity extends RexShuttle {
  private boolean constants;

  private Opportunity() {}

  /**
   * Returns false for filters and projections of one table, which become one loop anyway, unless
   * they hold constants to be computed; and for constant rows.
   */
  static boolean in(RelNode node) {
    Opportunity opportunity = new Opportunity();
    return opportunity.beyondOneTable(node) || opportunity.constants;
  }

  private boolean beyondOneTable(RelNode node) {
    if (node instanceof TableScan || node instanceof Values) {
      return false;
    } else if (node instanceof Project || node instanceof Filter || node instanceof Sort) {
      boolean below = beyondOneTable(node.getInput(0));
      if (!(node.getInput(0) instanceof Values)) {
        node.accept(this);
      }
      return below;
    }
    return true;
  }

  @Override
  public org.apache.calcite.rex.RexNode visitCall(RexCall call) {
    constants |=
        !call.getOperands().isEmpty()
            && call.getOperands().stream().allMatch(RexLiteral.class::isInstance);
    return super.visitCall(call);
  }
}
