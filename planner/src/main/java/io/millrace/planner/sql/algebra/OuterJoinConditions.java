package io.millrace.planner.sql.algebra;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Outer joins whose ON holds a sub-query that refers to both sides.
 *
 * <p>{@code l LEFT JOIN r ON c} is {@code l LEFT JOIN LATERAL (SELECT * FROM r WHERE c)}: the
 * sub-query then stands in the condition of a filter, and the left row is an outer one. A full join
 * has besides the rows of {@code r} for which {@code NOT EXISTS (SELECT * FROM l WHERE c)}.
 */
final class OuterJoinConditions extends DeepShuttle {
  private OuterJoinConditions() {}

  /** Returns algebra of the same rows and columns without such joins. */
  static RelNode move(RelNode node) {
    return node.accept(new OuterJoinConditions());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode visited = super.visit(other);
    return visited instanceof Join join
            && join.getJoinType().isOuterJoin()
            && asksAboutBothSides(join)
        ? new Lateral(join).apply()
        : visited;
  }

  private static boolean asksAboutBothSides(Join join) {
    ImmutableBitSet left = ImmutableBitSet.range(join.getLeft().getRowType().getFieldCount());
    List<RexSubQuery> subQueries = new ArrayList<>();
    join.getCondition()
        .accept(
            new RexVisitorImpl<Void>(true) {
              @Override
              public Void visitSubQuery(RexSubQuery subQuery) {
                subQueries.add(subQuery);
                return super.visitSubQuery(subQuery);
              }
            });
    return subQueries.stream()
        .map(
            subQuery ->
                join.getVariablesSet().stream()
                    .map(id -> RelOptUtil.correlationColumns(id, subQuery.rel))
                    .reduce(
                        RelOptUtil.InputFinder.bits(subQuery.getOperands(), null),
                        ImmutableBitSet::union))
        .anyMatch(columns -> columns.intersects(left) && !left.contains(columns));
  }

  /** One join and what becomes of it. */
  private static final class Lateral {
    private final Join join;
    private final RexBuilder rex;
    private final int leftWidth;
    private final RelDataType type;

    Lateral(Join join) {
      this.join = join;
      this.rex = join.getCluster().getRexBuilder();
      this.leftWidth = join.getLeft().getRowType().getFieldCount();
      this.type = join.getRowType();
    }

    RelNode apply() {
      RelNode left = join.getLeft();
      RelNode right = join.getRight();
      if (join.getJoinType() == JoinRelType.LEFT) {
        return lateral(left, right, true);
      } else if (join.getJoinType() == JoinRelType.RIGHT) {
        RelNode joined = lateral(right, left, false);
        int rightWidth = right.getRowType().getFieldCount();
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < leftWidth + rightWidth; i++) {
          columns.add(rex.makeInputRef(joined, i < leftWidth ? rightWidth + i : i - leftWidth));
        }
        return project(joined, columns);
      }
      // Both sides stand there twice then, but correlation in them must not.
      RelNode l = Decorrelation.apply(left);
      RelNode r = Decorrelation.apply(right);
      return LogicalUnion.create(List.of(lateral(l, r, true), unmatched(l, r)), true);
    }

    /** Each row of a side with the other's that meet the condition, or nulls. */
    private RelNode lateral(RelNode outer, RelNode inner, boolean outerIsLeft) {
      Matches matches = new Matches(outer, inner, outerIsLeft);
      RelNode filtered = matches.filtered(inner);
      return LogicalCorrelate.create(
          outer,
          filtered,
          List.of(),
          matches.outer,
          RelOptUtil.correlationColumns(matches.outer, filtered),
          JoinRelType.LEFT);
    }

    /** The rows of the right side that no row of the left meets, behind nulls. */
    private RelNode unmatched(RelNode left, RelNode right) {
      Matches matches = new Matches(right, left, false);
      RexNode none = RexUtil.not(RexSubQuery.exists(matches.filtered(left)));
      RelNode rows = LogicalFilter.create(right, none, ImmutableSet.of(matches.outer));
      List<RexNode> columns = new ArrayList<>();
      List<RelDataTypeField> fields = type.getFieldList();
      for (int i = 0; i < fields.size(); i++) {
        columns.add(
            i < leftWidth
                ? rex.makeNullLiteral(fields.get(i).getType())
                : rex.makeInputRef(rows, i - leftWidth));
      }
      return project(rows, columns);
    }

    private RelNode project(RelNode input, List<RexNode> columns) {
      return LogicalProject.create(input, List.of(), columns, type.getFieldNames(), Set.of());
    }

    /** The join's condition as one of the inner side, to which the outer row is a variable. */
    private final class Matches {
      private final CorrelationId outer;
      private final CorrelationId inner;
      private final RexNode outerRow;
      private final RexNode innerRow;
      private final boolean outerIsLeft;

      Matches(RelNode outer, RelNode inner, boolean outerIsLeft) {
        this.outer = join.getCluster().createCorrel();
        this.inner = join.getCluster().createCorrel();
        this.outerRow = rex.makeCorrel(outer.getRowType(), this.outer);
        this.innerRow = rex.makeCorrel(inner.getRowType(), this.inner);
        this.outerIsLeft = outerIsLeft;
      }

      RelNode filtered(RelNode side) {
        RexNode condition =
            join.getCondition()
                .accept(
                    new InSubQuery() {
                      @Override
                      public RexNode visitInputRef(RexInputRef reference) {
                        int column = reference.getIndex();
                        return isOuter(column)
                            ? rex.makeFieldAccess(outerRow, index(column))
                            : new RexInputRef(index(column), reference.getType());
                      }
                    });
        return LogicalFilter.create(side, condition, ImmutableSet.of(inner));
      }

      private boolean isOuter(int column) {
        return column < leftWidth == outerIsLeft;
      }

      private int index(int column) {
        return column < leftWidth ? column : column - leftWidth;
      }

      /** Turns references to the row of the join into references to that of a side. */
      private class InSubQuery extends RexShuttle {
        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
          Optional<Integer> column =
              join.getVariablesSet().stream()
                  .flatMap(id -> LeftColumn.of(access, id).stream())
                  .findFirst();
          if (column.isEmpty()) {
            return super.visitFieldAccess(access);
          }
          int found = column.get();
          return rex.makeFieldAccess(isOuter(found) ? outerRow : innerRow, index(found));
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
          RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
          RexShuttle inside = new InSubQuery();
          return visited.clone(
              visited.rel.accept(
                  new RelHomogeneousShuttle() {
                    @Override
                    public RelNode visit(RelNode node) {
                      return super.visit(node).accept(inside);
                    }
                  }));
        }
      }
    }
  }
}
