package io.millrace.planner.sql;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/** Turns sub-queries into joins. */
final class Decorrelation {
  private static final List<RelOptRule> SUB_QUERIES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);
  private static final HepProgram PROGRAM =
      HepProgram.builder().addRuleCollection(SUB_QUERIES).build();

  private Decorrelation() {}

  static RelNode apply(RelNode node) {
    HepPlanner planner = new HepPlanner(PROGRAM);
    planner.setRoot(node);
    RelNode joined = planner.findBestExp();
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    return RelDecorrelator.decorrelateQuery(joined, builder);
  }
}
