package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.Ranking;
import io.millrace.operator.SortColumn;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.TopN;
import io.millrace.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;

/**
 * Builds projections with ROW_NUMBER, RANK or DENSE_RANK. A condition above that bounds the number
 * by a constant bounds what has to be kept.
 */
final class RankingBuilder {
  private final Position over;
  private PlanNode node;

  RankingBuilder(PlanNode input, Position over) {
    this.node = input;
    this.over = over;
  }

  /** What a condition says of a number: above {@code after}, at most {@code last}. */
  private record Bounds(long after, long last) {
    static final Bounds NONE = new Bounds(0, Long.MAX_VALUE);

    Bounds and(Bounds other) {
      return new Bounds(Math.max(after, other.after), Math.min(last, other.last));
    }
  }

  /**
   * @param project the projection with OVER
   * @param conditions over the projection's columns
   */
  PlanNode build(Project project, List<RexNode> conditions) {
    List<RexOver> windows = windows(project);
    List<RexNode> rest = new ArrayList<>();
    Bounds bounds = Bounds.NONE;
    for (RexNode condition : conjuncts(conditions)) {
      Optional<Bounds> bound =
          windows.size() == 1 ? bound(condition, project, windows.get(0)) : Optional.empty();
      if (bound.isPresent()) {
        bounds = bounds.and(bound.get());
      } else {
        rest.add(condition);
      }
    }
    List<Integer> numbers = new ArrayList<>();
    for (RexOver window : windows) {
      numbers.add(rank(window, bounds));
    }
    PlanNode projected = Calcs.project(node, columns(project, windows, numbers), names(project));
    return rest.isEmpty()
        ? projected
        : Calcs.filter(projected, RexUtil.composeConjunction(Calcs.REX, rest));
  }

  private List<RexOver> windows(Project project) {
    List<RexOver> windows = new ArrayList<>();
    RexVisitorImpl<Void> finder =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitOver(RexOver window) {
            if (!windows.contains(window)) {
              windows.add(window);
            }
            return null;
          }
        };
    project.getProjects().forEach(expression -> expression.accept(finder));
    return windows;
  }

  private static List<String> names(Project project) {
    return project.getRowType().getFieldNames();
  }

  /** Adds the number's column and returns its index. */
  private int rank(RexOver window, Bounds bounds) {
    Ranking ranking =
        switch (window.getAggOperator().getKind()) {
          case ROW_NUMBER -> Ranking.ROW_NUMBER;
          case RANK -> Ranking.RANK;
          case DENSE_RANK -> Ranking.DENSE_RANK;
          default ->
              throw new MillraceException(
                  ErrorCode.FEATURE_NOT_SUPPORTED,
                  window.getAggOperator().getName()
                      + " with OVER is not supported; ROW_NUMBER, RANK and DENSE_RANK are",
                  over);
        };
    List<RexNode> columns = new ArrayList<>(Calcs.references(node.type()));
    List<String> names = new ArrayList<>(Calcs.names(node.type()));
    List<Integer> partition = new ArrayList<>();
    for (RexNode key : window.getWindow().partitionKeys) {
      partition.add(column(key, columns, names));
    }
    List<SortColumn> order = new ArrayList<>();
    for (RexFieldCollation key : window.getWindow().orderKeys) {
      int column = column(key.left, columns, names);
      order.addAll(
          PlanBuilder.sortColumns(
              List.of(new RelFieldCollation(column, key.getDirection(), key.getNullDirection()))));
    }
    PlanNode input = Calcs.project(node, columns, names);
    long limit = bounds.last() == Long.MAX_VALUE ? bounds.last() : bounds.last() - bounds.after();
    node =
        new TopN(
            input,
            partition,
            order,
            bounds.after(),
            Math.max(0, limit),
            ranking,
            Optional.of("$rank" + names.size()));
    return node.type().size() - 1;
  }

  private static int column(RexNode expression, List<RexNode> columns, List<String> names) {
    if (expression instanceof RexInputRef reference) {
      return reference.getIndex();
    }
    columns.add(expression);
    names.add("$order" + names.size());
    return columns.size() - 1;
  }

  private List<RexNode> columns(Project project, List<RexOver> windows, List<Integer> numbers) {
    RowType type = node.type();
    RexShuttle replacement =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver window) {
            RexNode number = Calcs.reference(type, numbers.get(windows.indexOf(window)));
            return Calcs.REX.ensureType(window.getType(), number, false);
          }
        };
    return replacement.visitList(project.getProjects());
  }

  private static List<RexNode> conjuncts(List<RexNode> conditions) {
    List<RexNode> conjuncts = new ArrayList<>();
    for (RexNode condition : conditions) {
      for (RexNode part : RelOptUtil.conjunctions(condition)) {
        conjuncts.addAll(RelOptUtil.conjunctions(RexUtil.expandSearch(Calcs.REX, null, part)));
      }
    }
    return conjuncts;
  }

  private static Optional<Bounds> bound(RexNode condition, Project project, RexOver window) {
    RexNode inlined =
        condition.accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                return project.getProjects().get(reference.getIndex());
              }
            });
    if (!(inlined instanceof RexCall call) || call.getOperands().size() != 2) {
      return Optional.empty();
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    SqlKind kind = call.getKind();
    if (right.equals(window)) {
      RexNode swapped = left;
      left = right;
      right = swapped;
      kind = kind.reverse();
    }
    if (!left.equals(window)
        || !(right instanceof RexLiteral literal)
        || literal.isNull()
        || !(literal.getValue() instanceof BigDecimal number)
        || number.stripTrailingZeros().scale() > 0) {
      return Optional.empty();
    }
    long n = number.longValue();
    return switch (kind) {
      case LESS_THAN_OR_EQUAL -> Optional.of(new Bounds(0, n));
      case LESS_THAN -> Optional.of(new Bounds(0, n - 1));
      case EQUALS -> Optional.of(new Bounds(Math.max(0, n - 1), n));
      case GREATER_THAN -> Optional.of(new Bounds(Math.max(0, n), Long.MAX_VALUE));
      case GREATER_THAN_OR_EQUAL -> Optional.of(new Bounds(Math.max(0, n - 1), Long.MAX_VALUE));
      default -> Optional.empty();
    };
  }
}
