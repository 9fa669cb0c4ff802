package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** Builds joins: equalities of columns become keys, all else is tested for each pair of rows. */
final class JoinBuilder {
  private PlanNode left;
  private PlanNode right;
  private final int leftWidth;
  private final int rightWidth;

  JoinBuilder(PlanNode left, PlanNode right) {
    this.left = left;
    this.right = right;
    this.leftWidth = left.type().size();
    this.rightWidth = right.type().size();
  }

  PlanNode build(org.apache.calcite.rel.core.Join join) {
    JoinKind kind = kind(join);
    List<Integer> leftKeys = new ArrayList<>();
    List<Integer> rightKeys = new ArrayList<>();
    List<Boolean> filterNulls = new ArrayList<>();
    RexNode rest =
        RelOptUtil.splitJoinCondition(
            join.getLeft(), join.getRight(), join.getCondition(), leftKeys, rightKeys, filterNulls);
    List<RexNode> others = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(rest)) {
      if (!addComputedKey(condition, leftKeys, rightKeys, filterNulls)) {
        others.add(condition);
      }
    }
    for (int i = 0; i < leftKeys.size(); i++) {
      align(i, leftKeys, rightKeys);
    }
    int added = left.type().size() - leftWidth;
    Optional<RexNode> residual =
        Optional.of(RexUtil.composeConjunction(Calcs.REX, others))
            .filter(r -> !r.isAlwaysTrue())
            .map(r -> Calcs.shift(r, column -> column < leftWidth ? column : column + added));
    PlanNode result =
        new Join(
            left,
            right,
            kind,
            leftKeys,
            rightKeys,
            filterNulls.stream().map(filter -> !filter).toList(),
            residual);
    boolean sameWidth = added == 0 && right.type().size() == rightWidth;
    return sameWidth ? result : withoutAdded(result, kind, added);
  }

  /** An equality of an expression of the left with one of the right is a key once computed. */
  private boolean addComputedKey(
      RexNode condition,
      List<Integer> leftKeys,
      List<Integer> rightKeys,
      List<Boolean> filterNulls) {
    if (condition.getKind() != SqlKind.EQUALS
        && condition.getKind() != SqlKind.IS_NOT_DISTINCT_FROM) {
      return false;
    }
    RexNode first = ((RexCall) condition).getOperands().get(0);
    RexNode second = ((RexCall) condition).getOperands().get(1);
    if (isOfRight(first) && isOfLeft(second)) {
      RexNode swapped = first;
      first = second;
      second = swapped;
    }
    if (!isOfLeft(first) || !isOfRight(second)) {
      return false;
    }
    RexNode shifted = Calcs.shift(second, column -> column - leftWidth);
    if (!(first instanceof RexInputRef)) {
      left = withColumn(left, first);
    }
    if (!(shifted instanceof RexInputRef)) {
      right = withColumn(right, shifted);
    }
    leftKeys.add(key(first, left));
    rightKeys.add(key(shifted, right));
    filterNulls.add(condition.getKind() == SqlKind.EQUALS);
    return true;
  }

  private static int key(RexNode expression, PlanNode computed) {
    return expression instanceof RexInputRef reference
        ? reference.getIndex()
        : computed.type().size() - 1;
  }

  private boolean isOfLeft(RexNode expression) {
    ImmutableBitSet columns = RelOptUtil.InputFinder.bits(expression);
    return !columns.isEmpty() && columns.length() <= leftWidth;
  }

  private boolean isOfRight(RexNode expression) {
    ImmutableBitSet columns = RelOptUtil.InputFinder.bits(expression);
    return !columns.isEmpty() && columns.nextSetBit(0) >= leftWidth;
  }

  private PlanNode withoutAdded(PlanNode join, JoinKind kind, int added) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < leftWidth; i++) {
      columns.add(i);
    }
    for (int i = 0; kind.givesRight() && i < rightWidth; i++) {
      columns.add(leftWidth + added + i);
    }
    return Calcs.select(join, columns);
  }

  private static JoinKind kind(org.apache.calcite.rel.core.Join join) {
    return switch (join.getJoinType()) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      default ->
          throw new MillraceException(
              ErrorCode.FEATURE_NOT_SUPPORTED, join.getJoinType() + " join is not supported");
    };
  }

  /** Keys are compared by their bits, so both sides must mean the same by them. */
  private void align(int pair, List<Integer> leftKeys, List<Integer> rightKeys) {
    Type leftType = left.type().type(leftKeys.get(pair));
    Type rightType = right.type().type(rightKeys.get(pair));
    if (sameBits(leftType, rightType)) {
      return;
    }
    RexNode leftKey = Calcs.reference(left.type(), leftKeys.get(pair));
    RexNode rightKey = Calcs.reference(right.type(), rightKeys.get(pair));
    RelDataType common =
        SqlTypeFactory.INSTANCE.leastRestrictive(List.of(leftKey.getType(), rightKey.getType()));
    if (common == null) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH,
          "cannot join " + leftType.sql() + " with " + rightType.sql() + "; CAST one of them");
    }
    left = withColumn(left, Calcs.REX.makeCast(common, leftKey));
    right = withColumn(right, Calcs.REX.makeCast(common, rightKey));
    leftKeys.set(pair, left.type().size() - 1);
    rightKeys.set(pair, right.type().size() - 1);
  }

  private static PlanNode withColumn(PlanNode node, RexNode column) {
    RowType type = node.type();
    List<RexNode> columns = new ArrayList<>(Calcs.references(type));
    List<String> names = new ArrayList<>(Calcs.names(type));
    columns.add(column);
    names.add("$key" + names.size());
    return Calcs.project(node, columns, names);
  }

  private static boolean sameBits(Type left, Type right) {
    if (left.storage() != right.storage()) {
      return false;
    } else if (left instanceof Type.DecimalType a) {
      return right instanceof Type.DecimalType b && a.scale() == b.scale();
    } else if (left instanceof Type.TimestampType a) {
      return right instanceof Type.TimestampType b && a.zoned() == b.zoned();
    } else if (left instanceof Type.FloatingType) {
      return right instanceof Type.FloatingType;
    }
    return left.equals(right) || left.getClass() == right.getClass() && !nested(left);
  }

  private static boolean nested(Type type) {
    return switch (type.storage()) {
      case ARRAY, MAP, ROW -> true;
      default -> false;
    };
  }
}
