package io.millrace.planner.plan;

import io.millrace.type.RowType;
import java.util.List;

/** Each row once. */
public record Distinct(PlanNode input) implements PlanNode {

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    return input.type();
  }

  @Override
  public String describe() {
    return "Distinct";
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Distinct(inputs.get(0));
  }
}
