package io.millrace.planner.rule;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;

/**
 * Makes algebra cheaper without changing what it means.
 *
 * <p>There is no search: what pays in a query that is kept up to date (small inputs to what keeps
 * state, equality joins, no work twice) pays always. In goes algebra without sub-queries and
 * correlation, out comes the same.
 */
public final class Optimizer {
  /** Conditions become simple, then go down as far as they can; joins learn their equalities. */
  private static final List<RelOptRule> CONDITIONS =
      List.of(
          CoreRules.FILTER_REDUCE_EXPRESSIONS,
          CoreRules.PROJECT_REDUCE_EXPRESSIONS,
          CoreRules.JOIN_REDUCE_EXPRESSIONS,
          CoreRules.FILTER_MERGE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          PruneEmptyRules.FILTER_INSTANCE,
          PruneEmptyRules.PROJECT_INSTANCE,
          PruneEmptyRules.UNION_INSTANCE,
          PruneEmptyRules.JOIN_LEFT_INSTANCE,
          PruneEmptyRules.JOIN_RIGHT_INSTANCE);

  /** A join with the distinct keys of the other side, of which nothing is used, is a semi-join. */
  private static final List<RelOptRule> SEMI_JOINS =
      List.of(CoreRules.PROJECT_TO_SEMI_JOIN, CoreRules.JOIN_ON_UNIQUE_TO_SEMI_JOIN);

  /** What is left over from the steps before. */
  private static final List<RelOptRule> TIDYING =
      List.of(
          CoreRules.AGGREGATE_PROJECT_MERGE,
          CoreRules.AGGREGATE_REMOVE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.UNION_MERGE);

  private static final HepProgram PROGRAM =
      HepProgram.builder()
          .addMatchOrder(HepMatchOrder.TOP_DOWN)
          .addRuleCollection(CONDITIONS)
          .addRuleCollection(SEMI_JOINS)
          .addRuleCollection(CONDITIONS)
          .addRuleCollection(TIDYING)
          .build();

  private Optimizer() {}

  /** Returns algebra of the same rows and columns. */
  public static RelNode optimize(RelNode node) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    planner.setExecutor(node.getCluster().getPlanner().getExecutor());
    planner.setRoot(node);
    return planner.findBestExp();
  }
}
