package io.millrace.planner.sql;

import java.util.List;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Turns sub-queries into joins, as in Neumann, "Improving Unnesting of Complex Queries" (BTW 2025).
 *
 * <p>Calcite's older decorrelator is not used: it drops constant keys of groupings (one row of
 * nothing), joins by an equality that loses the outer rows whose correlated column is null, and
 * mixes columns up over outer joins.
 */
final class Decorrelation {
  private Decorrelation() {}

  static RelNode apply(RelNode node) {
    if (!Finder.isNeeded(node)) {
      return node;
    }
    HepPlanner planner = new HepPlanner(Rules.PROGRAM);
    planner.setRoot(node);
    RelNode joined = planner.findBestExp();
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    return TopDownGeneralDecorrelator.decorrelateQuery(joined, builder);
  }

  /** Looks for sub-queries and correlation. */
  private static final class Finder extends RelHomogeneousShuttle {
    private boolean found;

    static boolean isNeeded(RelNode node) {
      Finder finder = new Finder();
      finder.visit(node);
      return finder.found;
    }

    @Override
    public RelNode visit(RelNode node) {
      found |= node instanceof Correlate;
      node.accept(
          new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
              found = true;
              return subQuery;
            }
          });
      return found ? node : super.visit(node);
    }
  }

  /** Loaded when the first query needs them. */
  private static final class Rules {
    static final HepProgram PROGRAM =
        HepProgram.builder()
            .addRuleCollection(
                List.of(
                    SubQueryRemoveRule.Config.FILTER.toRule(),
                    SubQueryRemoveRule.Config.PROJECT.toRule(),
                    SubQueryRemoveRule.Config.JOIN.toRule()))
            .build();
  }
}
