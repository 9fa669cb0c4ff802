package io.millrace.planner.build;

import io.millrace.error.Position;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.topn.Ranking;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;

/**
 * Builds projections with functions with OVER. Where there is one, ROW_NUMBER, RANK or DENSE_RANK,
 * and a condition above says that its number is at most a constant, only the first rows of each
 * partition have to be kept.
 */
final class WindowProjection {
  /** Our SUM of nothing is null by itself, without a COUNT to say so. */
  private static final RexShuttle SUMS =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          RexNode visited = super.visitCall(call);
          return visited instanceof RexCall same ? sum(same).orElse(visited) : visited;
        }
      };

  private final Position over;
  private PlanNode node;

  WindowProjection(PlanNode input, Position over) {
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
    List<RexNode> projects = SUMS.visitList(project.getProjects());
    List<RexOver> windows = windows(projects);
    List<RexNode> rest = new ArrayList<>();
    Bounds bounds = Bounds.NONE;
    List<RexNode> conjuncts = conjuncts(conditions);
    if (windows.size() == 1 && ranking(windows.get(0)).isPresent()) {
      for (RexNode condition : conjuncts) {
        Optional<Bounds> bound = bound(condition, projects, windows.get(0));
        if (bound.isPresent()) {
          bounds = bounds.and(bound.get());
        } else {
          rest.add(condition);
        }
      }
    }
    List<Integer> places;
    if (bounds.last() < Long.MAX_VALUE) {
      places = List.of(rank(windows.get(0), bounds));
    } else {
      rest = conjuncts;
      OverBuilder.Numbered numbered = new OverBuilder(node, over).build(windows);
      node = numbered.node();
      places = numbered.places();
    }
    PlanNode projected = Calcs.project(node, columns(projects, windows, places), names(project));
    return rest.isEmpty()
        ? projected
        : Calcs.filter(projected, RexUtil.composeConjunction(Calcs.REX, rest));
  }

  /** Returns the SUM of {@code CASE WHEN COUNT(x) OVER w > 0 THEN SUM(x) OVER w END}. */
  private static Optional<RexNode> sum(RexCall call) {
    if (call.getKind() != SqlKind.CASE
        || call.getOperands().size() != 3
        || !RexLiteral.isNullLiteral(call.getOperands().get(2))
        || !(call.getOperands().get(0) instanceof RexCall condition)
        || condition.getKind() != SqlKind.GREATER_THAN
        || !(condition.getOperands().get(0) instanceof RexOver count)
        || count.getAggOperator().getKind() != SqlKind.COUNT
        || !(RexUtil.removeNullabilityCast(SqlTypeFactory.INSTANCE, call.getOperands().get(1))
            instanceof RexOver sum)
        || sum.getAggOperator().getKind() != SqlKind.SUM
        || !sum.getWindow().equals(count.getWindow())
        || !sum.getOperands().equals(count.getOperands())) {
      return Optional.empty();
    }
    RexWindow window = sum.getWindow();
    RelDataType type = SqlTypeFactory.INSTANCE.createTypeWithNullability(sum.getType(), true);
    RexNode whole =
        Calcs.REX.makeOver(
            type,
            sum.getAggOperator(),
            sum.getOperands(),
            window.partitionKeys,
            window.orderKeys,
            window.getLowerBound(),
            window.getUpperBound(),
            window.getExclude(),
            window.isRows(),
            true,
            false,
            sum.isDistinct(),
            sum.ignoreNulls());
    return Optional.of(Calcs.REX.ensureType(call.getType(), whole, true));
  }

  private static List<RexOver> windows(List<RexNode> projects) {
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
    projects.forEach(expression -> expression.accept(finder));
    return windows;
  }

  private static List<String> names(Project project) {
    return project.getRowType().getFieldNames();
  }

  private static Optional<Ranking> ranking(RexOver window) {
    return switch (window.getAggOperator().getKind()) {
      case ROW_NUMBER -> Optional.of(Ranking.ROW_NUMBER);
      case RANK -> Optional.of(Ranking.RANK);
      case DENSE_RANK -> Optional.of(Ranking.DENSE_RANK);
      default -> Optional.empty();
    };
  }

  /** Adds the number's column and returns its index. */
  private int rank(RexOver window, Bounds bounds) {
    Ranking ranking = ranking(window).orElseThrow();
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
    long limit = bounds.last() - bounds.after();
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

  private List<RexNode> columns(
      List<RexNode> projects, List<RexOver> windows, List<Integer> numbers) {
    RowType type = node.type();
    RexShuttle replacement =
        new RexShuttle() {
          @Override
          public RexNode visitOver(RexOver window) {
            RexNode number = Calcs.reference(type, numbers.get(windows.indexOf(window)));
            return Calcs.REX.ensureType(window.getType(), number, false);
          }
        };
    return replacement.visitList(projects);
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

  private static Optional<Bounds> bound(RexNode condition, List<RexNode> projects, RexOver window) {
    RexNode inlined =
        condition.accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                return projects.get(reference.getIndex());
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
