package io.millrace.planner.sql.algebra;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Goes through algebra from the leaves up, through that of sub-queries in its expressions too. */
public abstract class DeepShuttle extends RelHomogeneousShuttle {
  private final RexShuttle subQueries =
      new RexShuttle() {
        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
          RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
          return visited.clone(visited.rel.accept(DeepShuttle.this));
        }
      };

  /** Returns a node with what has become of its inputs and sub-queries. */
  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node).accept(subQueries);
  }
}
