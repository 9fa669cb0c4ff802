package io.millrace.planner.plan;

import io.millrace.type.RowType;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexLiteral;

/** Constant rows, there from the start. */
public record Values(RowType type, List<List<RexLiteral>> rows) implements PlanNode {
  public Values {
    rows = rows.stream().map(List::copyOf).toList();
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Values "
        + rows.stream()
            .map(
                row ->
                    row.stream()
                        .map(value -> Expressions.print(value, type))
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return this;
  }
}
