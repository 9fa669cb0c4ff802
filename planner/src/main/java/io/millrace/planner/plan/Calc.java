package io.millrace.planner.plan;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/**
 * A filter and a projection: of each row for which the condition is true, these expressions.
 *
 * @param condition over the input's columns; empty for all rows
 * @param projections over the input's columns
 * @param names of the columns that it gives
 */
public record Calc(
    PlanNode input, Optional<RexNode> condition, List<RexNode> projections, List<String> names)
    implements PlanNode {
  public Calc {
    projections = List.copyOf(projections);
    names = List.copyOf(names);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public RowType type() {
    List<Field> fields = new ArrayList<>(projections.size());
    for (int i = 0; i < projections.size(); i++) {
      RexNode projection = projections.get(i);
      fields.add(
          new Field(
              names.get(i),
              TypeMapping.typeOf(projection.getType()),
              projection.getType().isNullable()));
    }
    return new RowType(fields);
  }

  /** Returns whether it changes nothing but the columns' names. */
  public boolean isRenaming() {
    boolean same = condition.isEmpty() && projections.size() == input.type().size();
    for (int i = 0; same && i < projections.size(); i++) {
      same = source(i) == i;
    }
    return same;
  }

  /** Returns which column of the input this column repeats, or -1. */
  public int source(int column) {
    return projections.get(column) instanceof RexInputRef reference ? reference.getIndex() : -1;
  }

  /** Returns the first column that repeats this column of the input, or -1. */
  public int target(int inputColumn) {
    for (int i = 0; i < projections.size(); i++) {
      if (source(i) == inputColumn) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String describe() {
    StringBuilder line = new StringBuilder("Calc ");
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < projections.size(); i++) {
      String expression = Expressions.print(projections.get(i), input.type());
      String name =
          new Field(names.get(i), TypeMapping.typeOf(projections.get(i).getType()), true)
              .quotedName();
      printed.add(expression.equals(name) ? name : expression + " AS " + name);
    }
    line.append('[').append(String.join(", ", printed)).append(']');
    condition.ifPresent(c -> line.append(" where ").append(Expressions.print(c, input.type())));
    return line.toString();
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Calc(inputs.get(0), condition, projections, names);
  }
}
