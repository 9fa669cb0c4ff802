package io.millrace.planner.build;

import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/** Builds filters and projections, each as few as can be: a calc over a calc is one calc. */
final class Calcs {
  static final RexBuilder REX = new RexBuilder(SqlTypeFactory.INSTANCE);

  /** A merged expression does not become larger than this. */
  private static final int MOST_NODES = 500;

  private Calcs() {}

  /** Returns a filter and projection over an input. */
  static PlanNode of(
      PlanNode input, Optional<RexNode> condition, List<RexNode> projections, List<String> names) {
    Optional<RexNode> needed = condition.filter(c -> !c.isAlwaysTrue());
    if (needed.isEmpty() && isIdentity(projections, input) && sameNames(names, input.type())) {
      return input;
    }
    if (input instanceof Calc inner) {
      Optional<PlanNode> merged = merge(inner, needed, projections, names);
      if (merged.isPresent()) {
        return merged.get();
      }
    }
    return new Calc(input, needed, projections, names);
  }

  /** Returns the rows for which the condition is true. */
  static PlanNode filter(PlanNode input, RexNode condition) {
    return of(input, Optional.of(condition), references(input.type()), names(input.type()));
  }

  /** Returns these expressions of each row. */
  static PlanNode project(PlanNode input, List<RexNode> projections, List<String> names) {
    return of(input, Optional.empty(), projections, names);
  }

  /** Returns these columns of each row. */
  static PlanNode select(PlanNode input, List<Integer> columns) {
    List<RexNode> projections = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      projections.add(reference(input.type(), column));
      names.add(input.type().field(column).name());
    }
    return project(input, projections, names);
  }

  /** Returns an expression that gives a column as it is. */
  static RexNode reference(RowType type, int column) {
    Field field = type.field(column);
    return REX.makeInputRef(
        TypeMapping.toCalcite(field.type(), field.nullable(), SqlTypeFactory.INSTANCE), column);
  }

  /** Returns expressions that give all columns as they are. */
  static List<RexNode> references(RowType type) {
    List<RexNode> references = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      references.add(reference(type, i));
    }
    return references;
  }

  static List<String> names(RowType type) {
    return type.fields().stream().map(Field::name).toList();
  }

  /** Returns the expression over columns that have moved. */
  static RexNode shift(RexNode expression, IntUnaryOperator move) {
    return expression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            int moved = move.applyAsInt(reference.getIndex());
            return moved == reference.getIndex()
                ? reference
                : new RexInputRef(moved, reference.getType());
          }
        });
  }

  /** Returns rows of the same meaning in exactly these types. */
  static PlanNode cast(PlanNode input, RelDataType target) {
    RowType wanted = TypeMapping.rowTypeOf(target);
    if (input.type().types().equals(wanted.types())) {
      return input;
    }
    List<RexNode> casts = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      RexNode reference = reference(input.type(), i);
      casts.add(
          input.type().type(i).equals(wanted.type(i))
              ? reference
              : REX.makeCast(
                  SqlTypeFactory.INSTANCE.createTypeWithNullability(
                      target.getFieldList().get(i).getType(), input.type().field(i).nullable()),
                  reference));
    }
    return project(input, casts, names(wanted));
  }

  private static Optional<PlanNode> merge(
      Calc inner, Optional<RexNode> condition, List<RexNode> projections, List<String> names) {
    RexShuttle substitution =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return inner.projections().get(reference.getIndex());
          }
        };
    List<RexNode> merged = substitution.visitList(projections);
    RexNode all =
        RexUtil.composeConjunction(
            REX,
            java.util.stream.Stream.of(
                    inner.condition().orElse(null),
                    condition.map(c -> c.accept(substitution)).orElse(null))
                .filter(Objects::nonNull)
                .toList());
    if (RexUtil.nodeCount(merged) + all.nodeCount() > MOST_NODES) {
      return Optional.empty();
    }
    return Optional.of(of(inner.input(), Optional.of(all), merged, names));
  }

  private static boolean isIdentity(List<RexNode> projections, PlanNode input) {
    if (projections.size() != input.type().size()) {
      return false;
    }
    for (int i = 0; i < projections.size(); i++) {
      if (!(projections.get(i) instanceof RexInputRef reference) || reference.getIndex() != i) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNames(List<String> names, RowType type) {
    return names.equals(names(type));
  }
}
