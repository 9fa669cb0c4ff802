package io.millrace.planner.sql.algebra;

import java.util.List;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.FilterCorrelateRule;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.FilterReduceExpressionsRule.FilterReduceExpressionsRuleConfig;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/**
 * Turns sub-queries into joins.
 *
 * <p>Sub-queries become dependent joins, whose right side refers to the row of the left; these
 * become plain joins from the inside out, each by {@link DependentJoin}. Only {@link LateralUnnest}
 * stays.
 *
 * <p>Neither of Calcite's decorrelators is used: they drop constant keys of groupings, lose outer
 * rows whose correlated column is null, mix columns up over outer joins, and fail where two
 * dependent joins stand side by side.
 */
public final class Decorrelation {
  private Decorrelation() {}

  public static RelNode apply(RelNode node) {
    if (!Finder.isNeeded(node)) {
      return node;
    }
    HepPlanner planner = new HepPlanner(Rules.PROGRAM);
    planner.setRoot(OuterJoinConditions.move(OverSubQueries.move(node)));
    return planner
        .findBestExp()
        .accept(
            new RelHomogeneousShuttle() {
              @Override
              public RelNode visit(RelNode other) {
                RelNode visited = super.visit(other);
                return visited instanceof Correlate correlate
                        && LateralUnnest.of(correlate).isEmpty()
                    ? DependentJoin.eliminate(correlate)
                    : visited;
              }
            });
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
    /** Conditions go down to the left side, so that the right is asked for fewer rows. */
    private static final HepProgram PROGRAM =
        HepProgram.builder()
            .addRuleCollection(
                List.of(
                    SubQueryRemoveRule.Config.FILTER.toRule(),
                    SubQueryRemoveRule.Config.PROJECT.toRule(),
                    SubQueryRemoveRule.Config.JOIN.toRule()))
            .addRuleCollection(
                List.of(
                    // Below an outer join a column may be never null that was nullable above it:
                    // what looks for its nulls is best simplified while the types agree.
                    FilterReduceExpressionsRuleConfig.DEFAULT
                        .withOperandSupplier(
                            filter ->
                                filter
                                    .operand(Filter.class)
                                    .predicate(Rules::isIndependent)
                                    .anyInputs())
                        .as(FilterReduceExpressionsRuleConfig.class)
                        .toRule(),
                    FilterProjectTransposeRule.Config.DEFAULT
                        .withOperandSupplier(
                            filter ->
                                filter
                                    .operand(Filter.class)
                                    .predicate(Rules::isIndependent)
                                    .oneInput(input -> input.operand(Project.class).anyInputs()))
                        .as(FilterProjectTransposeRule.Config.class)
                        .toRule(),
                    FilterIntoJoinRuleConfig.DEFAULT
                        .withOperandSupplier(
                            filter ->
                                filter
                                    .operand(Filter.class)
                                    .predicate(Rules::isIndependent)
                                    .oneInput(input -> input.operand(Join.class).anyInputs()))
                        .as(FilterIntoJoinRuleConfig.class)
                        .toRule(),
                    FilterCorrelateRule.Config.DEFAULT.toRule()))
            .build();

    private static boolean isIndependent(Filter filter) {
      return !RexUtil.containsCorrelation(filter.getCondition());
    }
  }
}
