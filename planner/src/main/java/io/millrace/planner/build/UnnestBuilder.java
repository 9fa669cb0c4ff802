package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Unnest;
import io.millrace.planner.sql.algebra.LateralUnnest;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Builds UNNEST, alone or beside the table whose arrays it takes apart. */
final class UnnestBuilder {
  private final PlanBuilder builder;

  UnnestBuilder(PlanBuilder builder) {
    this.builder = builder;
  }

  /** UNNEST by itself: of constants, or of the arrays of a sub-query. */
  PlanNode uncollect(Uncollect uncollect) {
    PlanNode input = builder.build(uncollect.getInput());
    List<RexNode> arrays = Calcs.references(input.type());
    PlanNode unnest = unnest(input, arrays, uncollect, false);
    List<Integer> added = new ArrayList<>();
    int width = input.type().size();
    for (int i = width; i < unnest.type().size(); i++) {
      added.add(i);
    }
    return Calcs.select(unnest, added);
  }

  /** {@code t CROSS JOIN UNNEST(t.array)}. */
  PlanNode correlate(Correlate correlate) {
    LateralUnnest lateral =
        LateralUnnest.of(correlate)
            .orElseThrow(
                () ->
                    new MillraceException(
                        ErrorCode.FEATURE_NOT_SUPPORTED,
                        "this correlated sub-query is not supported; write it as a join"));
    Uncollect uncollect = lateral.uncollect();
    PlanNode left = builder.build(correlate.getLeft());
    int width = left.type().size();
    CorrelationId id = correlate.getCorrelationId();
    List<RexNode> expressions = new ArrayList<>();
    for (RexNode array : lateral.arrays().getProjects()) {
      expressions.add(array.accept(new Resolution(id, left.type())));
    }
    PlanNode result = unnest(left, expressions, uncollect, lateral.outer());
    int skipped = result.type().size() - uncollect.getRowType().getFieldCount();
    List<RexNode> columns = new ArrayList<>(Calcs.references(result.type()));
    List<RexNode> right = columns.subList(skipped, columns.size());
    for (RelNode step : lateral.above()) {
      List<RexNode> current = right;
      RexShuttle inline =
          new Resolution(id, left.type()) {
            @Override
            public RexNode visitInputRef(RexInputRef reference) {
              return current.get(reference.getIndex());
            }
          };
      if (step instanceof Filter filter) {
        result = Calcs.filter(result, filter.getCondition().accept(inline));
      } else {
        right = new ArrayList<>(inline.visitList(((Project) step).getProjects()));
      }
    }
    List<RexNode> projections = new ArrayList<>(columns.subList(0, width));
    for (int i = 0; i < right.size(); i++) {
      projections.add(right.get(i));
    }
    return Calcs.project(result, projections, correlate.getRowType().getFieldNames());
  }

  private static PlanNode unnest(
      PlanNode input, List<RexNode> arrays, Uncollect uncollect, boolean outer) {
    List<RexNode> columns = new ArrayList<>(Calcs.references(input.type()));
    List<String> names = new ArrayList<>(Calcs.names(input.type()));
    List<Integer> places = new ArrayList<>();
    for (RexNode array : arrays) {
      if (array instanceof RexInputRef reference) {
        places.add(reference.getIndex());
      } else {
        places.add(columns.size());
        columns.add(array);
        names.add("$array" + names.size());
      }
    }
    List<Field> added = new ArrayList<>();
    RowType type = TypeMapping.rowTypeOf(uncollect.getRowType());
    for (int i = 0; i < type.size(); i++) {
      Field field = type.field(i);
      boolean ordinality = uncollect.withOrdinality && i == type.size() - 1;
      boolean nullable = outer || !ordinality && (field.nullable() || places.size() > 1);
      added.add(new Field(field.name(), ordinality ? Type.BIGINT : field.type(), nullable));
    }
    PlanNode unnest =
        new Unnest(
            Calcs.project(input, columns, names), places, added, outer, uncollect.withOrdinality);
    return uncollect.withOrdinality ? withInteger(unnest) : unnest;
  }

  /** The standard's ordinality is an INTEGER. */
  private static PlanNode withInteger(PlanNode unnest) {
    List<RexNode> columns = new ArrayList<>(Calcs.references(unnest.type()));
    int last = columns.size() - 1;
    RexBuilder rex = Calcs.REX;
    columns.set(
        last,
        rex.makeCast(
            TypeMapping.toCalcite(
                Type.INTEGER, unnest.type().field(last).nullable(), SqlTypeFactory.INSTANCE),
            columns.get(last)));
    return new io.millrace.planner.plan.Calc(
        unnest, Optional.empty(), columns, Calcs.names(unnest.type()));
  }

  /** Puts the left side's columns in the place of what refers to them from the right. */
  private static class Resolution extends RexShuttle {
    private final CorrelationId id;
    private final RowType left;

    Resolution(CorrelationId id, RowType left) {
      this.id = id;
      this.left = left;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && variable.id.equals(id)
          ? Calcs.reference(left, access.getField().getIndex())
          : super.visitFieldAccess(access);
    }
  }
}
