package io.millrace.planner.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.AggregateRemoveRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.FilterReduceExpressionsRule.FilterReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.JoinReduceExpressionsRule.JoinReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.ProjectReduceExpressionsRule.ProjectReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.SemiJoinRule.JoinOnUniqueToSemiJoinRule.JoinOnUniqueToSemiJoinRuleConfig;
import org.apache.calcite.rel.rules.SemiJoinRule.ProjectToSemiJoinRule.ProjectToSemiJoinRuleConfig;
import org.apache.calcite.rel.rules.UnionMergeRule;

/**
 * Makes algebra cheaper without changing what it means.
 *
 * <p>There is no search: what pays in a query that is kept up to date (small inputs to what keeps
 * state, equality joins, no work twice) pays always. In goes algebra without sub-queries and
 * correlation, out comes the same.
 *
 * <p>Rules are made by themselves rather than taken from Calcite's list of all rules, which takes a
 * second to load; and algebra that no rule could better is left alone.
 */
public final class Optimizer {
  private Optimizer() {}

  /** Returns algebra of the same rows and columns. */
  public static RelNode optimize(RelNode node) {
    if (!Opportunity.in(node)) {
      return node;
    }
    HepPlanner planner = new HepPlanner(Rules.PROGRAM);
    planner.setExecutor(node.getCluster().getPlanner().getExecutor());
    planner.setRoot(node);
    return planner.findBestExp();
  }

  /** Loaded when the first query needs them. */
  private static final class Rules {
    /** Conditions become simple, then go down as far as they can; joins learn their equalities. */
    private static final List<RelOptRule> CONDITIONS =
        List.of(
            FilterReduceExpressionsRuleConfig.DEFAULT.toRule(),
            ProjectReduceExpressionsRuleConfig.DEFAULT.toRule(),
            JoinReduceExpressionsRuleConfig.DEFAULT.toRule(),
            FilterMergeRule.Config.DEFAULT.toRule(),
            new FilterIntoJoin(),
            JoinConditionPushRuleConfig.DEFAULT.toRule(),
            // A new filter is simplified: an OR over a column that is itself an OR becomes one OR.
            FilterProjectTransposeRule.Config.DEFAULT.withCopyFilter(false).toRule(),
            FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
            FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
            ProjectMergeRule.Config.DEFAULT.toRule(),
            ProjectRemoveRule.Config.DEFAULT.toRule(),
            PruneEmptyRules.FILTER_INSTANCE,
            PruneEmptyRules.PROJECT_INSTANCE,
            PruneEmptyRules.UNION_INSTANCE,
            PruneEmptyRules.CORRELATE_LEFT_INSTANCE,
            PruneEmptyRules.CORRELATE_RIGHT_INSTANCE,
            PruneEmptyRules.JOIN_LEFT_INSTANCE,
            PruneEmptyRules.JOIN_RIGHT_INSTANCE);

    /**
     * A join with the distinct keys of the other side, of which nothing is used, is a semi-join.
     */
    private static final List<RelOptRule> SEMI_JOINS =
        List.of(
            ProjectToSemiJoinRuleConfig.DEFAULT
                .withOperandSupplier(
                    project ->
                        project
                            .operand(Project.class)
                            .oneInput(
                                join ->
                                    join.operand(Join.class)
                                        .predicate(Rules::canBeSemiJoin)
                                        .inputs(
                                            left -> left.operand(RelNode.class).anyInputs(),
                                            right ->
                                                right
                                                    .operand(Aggregate.class)
                                                    .predicate(Rules::hasOneRowAKey)
                                                    .anyInputs())))
                .as(ProjectToSemiJoinRuleConfig.class)
                .toRule(),
            JoinOnUniqueToSemiJoinRuleConfig.DEFAULT.toRule());

    /** What is left over from the steps before. */
    private static final List<RelOptRule> TIDYING =
        List.of(
            AggregateProjectMergeRule.Config.DEFAULT.toRule(),
            AggregateRemoveRule.Config.DEFAULT.toRule(),
            ProjectMergeRule.Config.DEFAULT.toRule(),
            ProjectRemoveRule.Config.DEFAULT.toRule(),
            UnionMergeRule.Config.DEFAULT.toRule());

    private static boolean canBeSemiJoin(Join join) {
      return join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.LEFT;
    }

    /** The aggregate of everything has a row even of nothing; several groupings have more rows. */
    private static boolean hasOneRowAKey(Aggregate aggregate) {
      return aggregate.getGroupType() == Aggregate.Group.SIMPLE && aggregate.getGroupCount() > 0;
    }

    private static final HepProgram PROGRAM =
        HepProgram.builder()
            .addMatchOrder(HepMatchOrder.TOP_DOWN)
            .addRuleCollection(CONDITIONS)
            .addRuleCollection(SEMI_JOINS)
            .addRuleCollection(CONDITIONS)
            .addRuleCollection(TIDYING)
            .build();
  }
}
