package io.millrace.planner.plan;

import io.millrace.type.RowType;
import java.util.List;
import java.util.Locale;

/**
 * INTERSECT or EXCEPT of two inputs of the same types.
 *
 * @param all whether a row's multiplicities count (ALL)
 */
public record SetOperation(Kind kind, boolean all, RowType type, PlanNode left, PlanNode right)
    implements PlanNode {
  /** Which set operation. */
  public enum Kind {
    INTERSECT,
    EXCEPT
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public String describe() {
    String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    return name + (all ? " all" : "");
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new SetOperation(kind, all, type, inputs.get(0), inputs.get(1));
  }
}
