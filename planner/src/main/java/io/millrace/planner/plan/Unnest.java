package io.millrace.planner.plan;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.List;

/**
 * Each row once for each element of one of its arrays or maps: the input's columns, then the
 * element's (a row's fields, or the element, or key and value), then the ordinality. Several
 * collections go side by side, the shorter ones padded with nulls.
 *
 * @param columns arrays or maps
 * @param added the columns that follow the input's
 * @param outer whether a row without elements is given once, with nulls
 * @param ordinality whether the last column is the element's place, from 1
 */
public record Unnest(
    PlanNode input, List<Integer> columns, List<Field> added, boolean outer, boolean ordinality)
    implements PlanNode {
  public Unnest {
    columns = List.copyOf(columns);
    added = List.copyOf(added);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    return input.type().concat(new RowType(added));
  }

  @Override
  public String describe() {
    return "Unnest "
        + String.join(
            ", ", columns.stream().map(column -> input.type().field(column).quotedName()).toList())
        + " AS "
        + String.join(", ", added.stream().map(Field::quotedName).toList())
        + (outer ? " outer" : "");
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Unnest(inputs.get(0), columns, added, outer, ordinality);
  }
}
