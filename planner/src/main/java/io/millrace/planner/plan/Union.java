package io.millrace.planner.plan;

import io.millrace.type.RowType;
import java.util.List;

/** All rows of all inputs, which have the same types; duplicates stay (UNION ALL). */
public record Union(RowType type, List<PlanNode> inputs) implements PlanNode {
  public Union {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String describe() {
    return "Union";
  }

  @Override
  public PlanNode withInputs(List<PlanNode> newInputs) {
    return new Union(type, newInputs);
  }
}
