package io.millrace.planner.plan;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;

/**
 * A join: left columns, then right columns (not so for SEMI and ANTI).
 *
 * @param leftKeys columns of the left that equal {@code rightKeys} of the right, pair by pair and
 *     of the same storage; empty for a join without an equality
 * @param nullSafe for each pair whether null equals null (IS NOT DISTINCT FROM)
 * @param residual what else must be true of a pair of rows, over left columns then right columns
 */
public record Join(
    PlanNode left,
    PlanNode right,
    JoinKind kind,
    List<Integer> leftKeys,
    List<Integer> rightKeys,
    List<Boolean> nullSafe,
    Optional<RexNode> residual)
    implements PlanNode {
  public Join {
    leftKeys = List.copyOf(leftKeys);
    rightKeys = List.copyOf(rightKeys);
    nullSafe = List.copyOf(nullSafe);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public RowType type() {
    if (!kind.givesRight()) {
      return left.type();
    }
    List<Field> fields = new ArrayList<>();
    left.type().fields().forEach(field -> fields.add(nullable(field, kind.keepsRight())));
    right.type().fields().forEach(field -> fields.add(nullable(field, kind.keepsLeft())));
    return new RowType(fields);
  }

  /** Returns the columns that the residual condition sees. */
  public RowType pairType() {
    return left.type().concat(right.type());
  }

  private static Field nullable(Field field, boolean nulls) {
    return nulls ? Field.of(field.name(), field.type()) : field;
  }

  @Override
  public String describe() {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      conditions.add(
          "left."
              + left.type().field(leftKeys.get(i)).quotedName()
              + (nullSafe.get(i) ? " IS NOT DISTINCT FROM " : " = ")
              + "right."
              + right.type().field(rightKeys.get(i)).quotedName());
    }
    residual.ifPresent(r -> conditions.add(Expressions.printPair(r, left.type(), right.type())));
    return "Join "
        + kind.name().toLowerCase(java.util.Locale.ROOT)
        + (conditions.isEmpty() ? "" : " on " + String.join(" AND ", conditions));
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Join(inputs.get(0), inputs.get(1), kind, leftKeys, rightKeys, nullSafe, residual);
  }
}
