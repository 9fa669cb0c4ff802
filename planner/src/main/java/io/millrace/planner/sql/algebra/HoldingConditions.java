package io.millrace.planner.sql.algebra;

import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Conditions that hold for every row of a node, by Calcite's handler where that can be asked. */
final class HoldingConditions implements BuiltInMetadata.Predicates.Handler {
  private final BuiltInMetadata.Predicates.Handler calcite;

  HoldingConditions(BuiltInMetadata.Predicates.Handler calcite) {
    this.calcite = calcite;
  }

  @Override
  public RelOptPredicateList getPredicates(RelNode node, RelMetadataQuery query) {
    RelOptPredicateList conditions = infer(node, query);
    List<RexNode> possible =
        conditions.pulledUpPredicates.stream()
            .filter(condition -> !isNullOfNotNull(node, condition))
            .toList();
    return possible.size() == conditions.pulledUpPredicates.size()
        ? conditions
        : RelOptPredicateList.of(
            node.getCluster().getRexBuilder(),
            possible,
            conditions.leftInferredPredicates,
            conditions.rightInferredPredicates);
  }

  /**
   * Whether a condition says NULL of what is never null, as it does where a join on it finds
   * nothing. It holds, of no row; but Calcite would put a NULL in place of what must not be one.
   */
  private static boolean isNullOfNotNull(RelNode node, RexNode condition) {
    // The reference itself may have the type of the column that it was inferred from.
    return condition.isA(SqlKind.IS_NULL)
        && ((RexCall) condition).getOperands().get(0) instanceof RexInputRef column
        && !node.getRowType().getFieldList().get(column.getIndex()).getType().isNullable();
  }

  private RelOptPredicateList infer(RelNode node, RelMetadataQuery query) {
    if (node instanceof SetOp operation && !haveOneType(operation)) {
      return RelOptPredicateList.EMPTY;
    } else if (node instanceof Intersect intersect) {
      return ofAllInputs(intersect, query);
    } else if (node instanceof Filter filter && comparesNull(filter.getCondition())) {
      return calcite.getPredicates(
          filter.copy(
              filter.getTraitSet(), filter.getInput(), known(filter, filter.getCondition())),
          query);
    } else if (node instanceof Join join && comparesNull(join.getCondition())) {
      return calcite.getPredicates(
          join.copy(
              join.getTraitSet(),
              known(join, join.getCondition()),
              join.getLeft(),
              join.getRight(),
              join.getJoinType(),
              join.isSemiJoinDone()),
          query);
    }
    return calcite.getPredicates(node, query);
  }

  /**
   * Whether a condition over columns of an input is one over those of the result. It is not where
   * columns are still to be cast.
   */
  private static boolean haveOneType(SetOp operation) {
    return operation.getInputs().stream()
        .allMatch(
            input ->
                RelOptUtil.areRowTypesEqual(input.getRowType(), operation.getRowType(), false));
  }

  /** Calcite looks for those that follow from others by running them, with functions it lacks. */
  private static RelOptPredicateList ofAllInputs(Intersect intersect, RelMetadataQuery query) {
    List<RexNode> conditions =
        intersect.getInputs().stream()
            .flatMap(input -> query.getPulledUpPredicates(input).pulledUpPredicates.stream())
            .distinct()
            .toList();
    return RelOptPredicateList.of(intersect.getCluster().getRexBuilder(), conditions);
  }

  private static RexNode known(RelNode node, RexNode condition) {
    return RexUtil.composeConjunction(
        node.getCluster().getRexBuilder(),
        RelOptUtil.conjunctions(condition).stream().filter(c -> !comparesNull(c)).toList());
  }

  /**
   * Whether a comparison with NULL, which is never true, is one of these conditions. Calcite fails
   * over such; rules make FALSE of them sooner or later.
   */
  private static boolean comparesNull(RexNode condition) {
    return RelOptUtil.conjunctions(condition).stream()
        .anyMatch(
            c ->
                SqlKind.COMPARISON.contains(c.getKind())
                    && ((RexCall) c).getOperands().stream().anyMatch(RexLiteral::isNullLiteral));
  }
}
