package io.millrace.planner.build;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.topn.Ranking;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.property.LeadingGroups;
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Groups joined with the greatest (or smallest) value of all groups that they share some keys with,
 * where their own value equals it, are a ranking: those with RANK = 1 by that value in each
 * partition by those keys.
 *
 * <p>Why that is the same: both sides group the same rows by the same keys. So a group whose keys
 * are not null (or compared so that nulls are equal) has exactly one partner, the row of its
 * partition, and its value is among those whose maximum that row has. The value is never null; then
 * {@code value >= maximum} says that it is the maximum, that no other is greater, that its rank is
 * 1. All groups that share the maximum have rank 1, and have a partner. What the join gives of the
 * partner are the shared keys and the maximum, which the group has itself. Groups with null in a
 * key that is compared by {@code =} have no partner: a condition leaves them out.
 */
public final class LeadingRows {
  private final Join join;
  private final boolean swapped;

  private LeadingRows(Join join, boolean swapped) {
    this.join = join;
    this.swapped = swapped;
  }

  /** Returns a plan of the same rows and columns, with rankings where they are the better plan. */
  public static PlanNode apply(PlanNode root) {
    List<PlanNode> inputs = new ArrayList<>();
    boolean same = true;
    for (PlanNode input : root.inputs()) {
      inputs.add(apply(input));
      same &= inputs.get(inputs.size() - 1) == input;
    }
    PlanNode node = same ? root : withInputs(root, inputs);
    return node instanceof Join join ? ranking(join).orElse(node) : node;
  }

  private static PlanNode withInputs(PlanNode node, List<PlanNode> inputs) {
    return node instanceof Calc calc
        ? Calcs.of(inputs.get(0), calc.condition(), calc.projections(), calc.names())
        : node.withInputs(inputs);
  }

  private static Optional<PlanNode> ranking(Join join) {
    if (join.leftKeys().isEmpty()
        || join.kind() != JoinKind.INNER && join.kind() != JoinKind.SEMI) {
      return Optional.empty();
    }
    Optional<PlanNode> ranking = new LeadingRows(join, false).build();
    return ranking.isPresent() || join.kind() == JoinKind.SEMI
        ? ranking
        : new LeadingRows(join, true).build();
  }

  /** The side whose rows are given, and the side with the greatest value of each partition. */
  private PlanNode rows() {
    return swapped ? join.right() : join.left();
  }

  private PlanNode extremes() {
    return swapped ? join.left() : join.right();
  }

  /** An aggregate, and between it and the join maybe what picks columns of it. */
  private record Groups(Aggregate aggregate, Optional<Calc> calc) {
    static Optional<Groups> of(PlanNode node) {
      PlanNode below = node;
      Optional<Calc> calc = Optional.empty();
      if (node instanceof Calc between && between.condition().isEmpty()) {
        calc = Optional.of(between);
        below = between.input();
      }
      return below instanceof Aggregate aggregate
          ? Optional.of(new Groups(aggregate, calc))
          : Optional.empty();
    }

    /** Returns the aggregate's column that one of this node's is, or -1. */
    int source(int column) {
      return calc.isPresent() ? calc.get().source(column) : column;
    }

    boolean isKey(int source) {
      return source >= 0 && source < aggregate.keys().size();
    }

    AggregateCall call(int source) {
      return aggregate.calls().get(source - aggregate.keys().size());
    }

    /** Whether both have the same groups. */
    boolean sameGroups(Groups other) {
      return aggregate.keys().equals(other.aggregate.keys())
          && aggregate.onWindowClose() == other.aggregate.onWindowClose()
          && aggregate.input().fingerprint().equals(other.aggregate.input().fingerprint());
    }
  }

  private Optional<PlanNode> build() {
    Optional<Groups> rows = Groups.of(rows());
    Optional<Groups> extremes = Groups.of(extremes());
    if (rows.isEmpty() || extremes.isEmpty() || extremes.get().aggregate().calls().size() != 1) {
      return Optional.empty();
    }
    AggregateCall call = extremes.get().aggregate().calls().get(0);
    Optional<Groups> compared = Groups.of(extremes.get().aggregate().input());
    if (compared.isEmpty()
        || !isExtreme(call)
        || extremes.get().aggregate().onWindowClose()
        || !compared.get().sameGroups(rows.get())) {
      return Optional.empty();
    }
    return new Match(rows.get(), extremes.get(), compared.get(), call).plan();
  }

  private static boolean isExtreme(AggregateCall call) {
    return (call.function() == AggregateCall.Function.MAX
            || call.function() == AggregateCall.Function.MIN)
        && call.argument() >= 0
        && call.filter() < 0;
  }

  /**
   * Groups joined with the greatest value of each partition: whether the conditions of the join are
   * those of a ranking.
   */
  private final class Match {
    private final Groups rows;
    private final Groups extremes;

    /** The groups of whose values the greatest is taken. */
    private final Groups compared;

    private final AggregateCall call;

    /** For each key of the partition the column of {@link #rows()} that it is, or -1. */
    private final int[] keyColumns;

    private int value = -1;
    private final List<Integer> notNull = new ArrayList<>();
    private final List<RexNode> rest = new ArrayList<>();

    Match(Groups rows, Groups extremes, Groups compared, AggregateCall call) {
      this.rows = rows;
      this.extremes = extremes;
      this.compared = compared;
      this.call = call;
      keyColumns = new int[extremes.aggregate().keys().size()];
      Arrays.fill(keyColumns, -1);
    }

    Optional<PlanNode> plan() {
      if (!matchKeys()) {
        return Optional.empty();
      }
      matchResidual();
      if (value < 0 || Arrays.stream(keyColumns).anyMatch(column -> column < 0)) {
        return Optional.empty();
      }
      boolean greatest = call.function() == AggregateCall.Function.MAX;
      TopN top =
          new TopN(
              rows(),
              IntStream.of(keyColumns).boxed().toList(),
              // There are no nulls, wherever they would be.
              List.of(new SortColumn(value, greatest, greatest)),
              0,
              1,
              Ranking.RANK,
              Optional.empty());
      return LeadingGroups.of(top, new PropertyDerivation(false)).isPresent()
          ? output(top)
          : Optional.empty();
    }

    private boolean matchKeys() {
      for (int i = 0; i < join.leftKeys().size(); i++) {
        int ofRows = swapped ? join.rightKeys().get(i) : join.leftKeys().get(i);
        int ofExtremes =
            extremes.source(swapped ? join.leftKeys().get(i) : join.rightKeys().get(i));
        if (extremes.isKey(ofExtremes)) {
          int key = compared.source(extremes.aggregate().keys().get(ofExtremes));
          if (!compared.isKey(key) || rows.source(ofRows) != key || !isExact(ofRows)) {
            return false;
          }
          keyColumns[ofExtremes] = ofRows;
          if (!join.nullSafe().get(i)) {
            notNull.add(ofRows);
          }
        } else if (ofExtremes < 0 || join.nullSafe().get(i) || !isValue(ofRows)) {
          return false;
        }
      }
      return true;
    }

    /** Whether values that are equal cannot be told apart. */
    private boolean isExact(int column) {
      Storage storage = LeadingRows.this.rows().type().type(column).storage();
      return storage == Storage.LONG || storage == Storage.BYTES || storage == Storage.WIDE;
    }

    /** Whether a column has the value whose extreme is known; notes it then. */
    private boolean isValue(int column) {
      int source = rows.source(column);
      int argument = compared.source(call.argument());
      if (source < 0
          || argument < 0
          || rows.isKey(source)
          || compared.isKey(argument)
          || !rows.call(source).equals(compared.call(argument))) {
        return false;
      }
      value = column;
      return true;
    }

    private void matchResidual() {
      for (RexNode condition : RelOptUtil.conjunctions(join.residual().orElse(null))) {
        if (!isReached(condition)) {
          rest.add(condition);
        }
      }
    }

    /** Whether a condition says that the value is the extreme. */
    private boolean isReached(RexNode condition) {
      boolean greatest = call.function() == AggregateCall.Function.MAX;
      SqlKind direct = greatest ? SqlKind.GREATER_THAN_OR_EQUAL : SqlKind.LESS_THAN_OR_EQUAL;
      SqlKind kind = condition.getKind();
      if (kind != SqlKind.EQUALS && kind != direct && kind != direct.reverse()) {
        return false;
      }
      RexCall comparison = (RexCall) condition;
      if (!(comparison.getOperands().get(0) instanceof RexInputRef first)
          || !(comparison.getOperands().get(1) instanceof RexInputRef second)) {
        return false;
      }
      return kind != direct.reverse() && isReached(first, second)
          || kind != direct && isReached(second, first);
    }

    private boolean isReached(RexInputRef own, RexInputRef extreme) {
      OptionalInt ownColumn = column(own.getIndex(), false);
      OptionalInt extremeColumn = column(extreme.getIndex(), true);
      if (ownColumn.isEmpty() || extremeColumn.isEmpty()) {
        return false;
      }
      int source = extremes.source(extremeColumn.getAsInt());
      return source >= 0 && !extremes.isKey(source) && isValue(ownColumn.getAsInt());
    }

    /** Returns which column of a side a column of the pair is. */
    private OptionalInt column(int ofPair, boolean ofExtremes) {
      int width = join.left().type().size();
      boolean left = ofPair < width;
      return left == (ofExtremes == swapped)
          ? OptionalInt.of(left ? ofPair : ofPair - width)
          : OptionalInt.empty();
    }

    /** Returns which column of the rows has what a column of the pair has, or -1. */
    private int inRows(int ofPair) {
      OptionalInt own = column(ofPair, false);
      if (own.isPresent()) {
        return own.getAsInt();
      }
      int source = extremes.source(column(ofPair, true).orElseThrow());
      return source < 0 ? -1 : extremes.isKey(source) ? keyColumns[source] : value;
    }

    /** Returns the join's rows and columns of the ranking. */
    private Optional<PlanNode> output(TopN top) {
      RowType pair = join.pairType();
      for (int column = 0; column < pair.size(); column++) {
        if (inRows(column) < 0) {
          return Optional.empty();
        }
      }
      List<RexNode> conditions = new ArrayList<>();
      for (RexNode condition : rest) {
        conditions.add(Calcs.shift(condition, this::inRows));
      }
      for (int column : notNull) {
        if (top.type().field(column).nullable()) {
          conditions.add(
              Calcs.REX.makeCall(
                  SqlStdOperatorTable.IS_NOT_NULL, Calcs.reference(top.type(), column)));
        }
      }
      List<RexNode> projections = new ArrayList<>();
      for (int column = 0; column < join.type().size(); column++) {
        projections.add(Calcs.reference(top.type(), inRows(column)));
      }
      return Optional.of(
          Calcs.of(
              top,
              Optional.of(RexUtil.composeConjunction(Calcs.REX, conditions)),
              projections,
              Calcs.names(join.type())));
    }
  }
}
