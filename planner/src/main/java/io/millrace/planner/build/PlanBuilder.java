package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.topn.Ranking;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.SetOperation;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.plan.Union;
import io.millrace.planner.plan.Values;
import io.millrace.planner.plan.Window;
import io.millrace.planner.sql.ScannedRelation;
import io.millrace.planner.sql.algebra.WindowRel;
import io.millrace.planner.type.TypeMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Builds the plan of relational algebra, node by node. */
public final class PlanBuilder {
  private final Position over;

  /**
   * @param over where the first OVER stands, for errors about it
   */
  public PlanBuilder(Position over) {
    this.over = over;
  }

  /**
   * Returns a plan of the same rows and columns.
   *
   * @throws MillraceException FEATURE_NOT_SUPPORTED for what no plan can do
   */
  public PlanNode build(RelNode node) {
    if (node instanceof TableScan scan) {
      int width = scan.getRowType().getFieldCount();
      return new Scan(ScannedRelation.of(scan), IntStream.range(0, width).boxed().toList(), false);
    } else if (node instanceof Filter filter) {
      return filter(filter);
    } else if (node instanceof Project project) {
      return project.containsOver()
          ? new WindowProjection(build(project.getInput()), over).build(project, List.of())
          : Calcs.project(
              build(project.getInput()),
              project.getProjects(),
              project.getRowType().getFieldNames());
    } else if (node instanceof Join join) {
      return new JoinBuilder(build(join.getLeft()), build(join.getRight())).build(join);
    } else if (node instanceof Aggregate aggregate) {
      return new AggregateBuilder(build(aggregate.getInput()), aggregate).build();
    } else if (node instanceof SetOp operation) {
      return setOperation(operation);
    } else if (node instanceof org.apache.calcite.rel.core.Values values) {
      return new Values(
          TypeMapping.rowTypeOf(values.getRowType()),
          values.getTuples().stream().map(tuple -> List.<RexLiteral>copyOf(tuple)).toList());
    } else if (node instanceof Sort sort) {
      return topN(
          build(sort.getInput()),
          sortColumns(sort.getCollation().getFieldCollations()),
          count(sort.offset, 0),
          count(sort.fetch, Long.MAX_VALUE));
    } else if (node instanceof WindowRel window) {
      return window(window);
    } else if (node instanceof Correlate correlate) {
      return new UnnestBuilder(this).correlate(correlate);
    } else if (node instanceof Uncollect uncollect) {
      return new UnnestBuilder(this).uncollect(uncollect);
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED, "this kind of query is not supported");
  }

  /** Returns the first rows in an order; without a limit order means nothing. */
  public static PlanNode topN(PlanNode input, List<SortColumn> order, long offset, long limit) {
    return offset == 0 && limit == Long.MAX_VALUE
        ? input
        : new TopN(input, List.of(), order, offset, limit, Ranking.ROW_NUMBER, Optional.empty());
  }

  /** Returns Calcite's order as ours; nulls count as the largest where nothing is said. */
  public static List<SortColumn> sortColumns(List<RelFieldCollation> collations) {
    List<SortColumn> columns = new ArrayList<>();
    for (RelFieldCollation collation : collations) {
      boolean descending = collation.getDirection().isDescending();
      boolean nullsFirst =
          switch (collation.nullDirection) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> descending;
          };
      columns.add(new SortColumn(collation.getFieldIndex(), descending, nullsFirst));
    }
    return columns;
  }

  private static long count(RexNode count, long otherwise) {
    return count == null
        ? otherwise
        : ((RexLiteral) count).getValueAs(BigDecimal.class).longValue();
  }

  private PlanNode filter(Filter filter) {
    if (filter.getInput() instanceof Project project && project.containsOver()) {
      return new WindowProjection(build(project.getInput()), over)
          .build(project, List.of(filter.getCondition()));
    }
    return AntiJoin.detect(Calcs.filter(build(filter.getInput()), filter.getCondition()));
  }

  private PlanNode setOperation(SetOp operation) {
    List<PlanNode> inputs = new ArrayList<>();
    for (RelNode input : operation.getInputs()) {
      inputs.add(Calcs.cast(build(input), operation.getRowType()));
    }
    io.millrace.type.RowType type = TypeMapping.rowTypeOf(operation.getRowType());
    if (operation.kind == org.apache.calcite.sql.SqlKind.UNION) {
      PlanNode union = inputs.size() == 1 ? inputs.get(0) : new Union(type, inputs);
      return operation.all ? union : new Distinct(union);
    }
    SetOperation.Kind kind =
        operation.kind == org.apache.calcite.sql.SqlKind.INTERSECT
            ? SetOperation.Kind.INTERSECT
            : SetOperation.Kind.EXCEPT;
    PlanNode result = inputs.get(0);
    for (PlanNode input : inputs.subList(1, inputs.size())) {
      result = new SetOperation(kind, operation.all, type, result, input);
    }
    return result;
  }

  private PlanNode window(WindowRel window) {
    PlanNode input = build(window.getInput());
    Optional<PlanNode> promised = WatermarkPath.follow(input, window.timeColumn());
    return new Window(
        promised.orElse(input),
        window.kind(),
        window.timeColumn(),
        window.size(),
        window.slide(),
        window.offset(),
        window.sessionKeys(),
        promised.isPresent(),
        false);
  }
}
