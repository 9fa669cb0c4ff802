package io.millrace.planner.rule;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.rules.FilterJoinRule;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/**
 * Moves conditions above a join into it and below. Where they let no row through that found no
 * partner, the join becomes one that gives no such rows, in a step of its own: Calcite's rule would
 * leave the conditions with the types that they had, of columns that could be null, and a check of
 * Calcite's fails over a call that could be null of operands that cannot.
 */
final class FilterIntoJoin extends FilterJoinRule.FilterIntoJoinRule {
  FilterIntoJoin() {
    super(FilterIntoJoinRuleConfig.DEFAULT);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    Filter filter = call.rel(0);
    Join join = call.rel(1);
    List<RexNode> conditions = RelOptUtil.conjunctions(filter.getCondition());
    JoinRelType type =
        RelOptUtil.simplifyJoin(join, ImmutableList.copyOf(conditions), join.getJoinType());
    if (type == join.getJoinType()) {
      super.onMatch(call);
      return;
    }
    Join reduced =
        join.copy(
            join.getTraitSet(),
            join.getCondition(),
            join.getLeft(),
            join.getRight(),
            type,
            join.isSemiJoinDone());
    RexShuttle retyping =
        new Retyping(
            join.getCluster().getRexBuilder(), RelOptUtil.getFieldTypeList(reduced.getRowType()));
    call.transformTo(
        call.builder()
            .push(reduced)
            .filter(retyping.visitList(conditions))
            .convert(filter.getRowType(), false)
            .build());
  }

  /** Makes expressions over columns of these types, of which fewer can be null than before. */
  private static final class Retyping extends RexUtil.FixNullabilityShuttle {
    private final RelDataTypeFactory types;

    Retyping(RexBuilder builder, List<RelDataType> columns) {
      super(builder, columns);
      types = builder.getTypeFactory();
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexCall retyped = (RexCall) super.visitCall(call);
      if (Strong.policy(retyped) != Strong.Policy.ANY) {
        return retyped;
      }
      boolean nullable =
          retyped.getOperands().stream().anyMatch(operand -> operand.getType().isNullable());
      return retyped.clone(
          types.createTypeWithNullability(retyped.getType(), nullable), retyped.getOperands());
    }
  }
}
