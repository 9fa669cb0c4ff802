package io.millrace.planner;

import io.millrace.planner.plan.PlanNode;

/** The text of EXPLAIN. */
final class PlanPrinter {
  private final PlannedQuery query;
  private final StringBuilder text = new StringBuilder();

  PlanPrinter(PlannedQuery query) {
    this.query = query;
  }

  String print(PlannedQuery.Explanation explanation) {
    append(query.root(), 0);
    return text.toString().stripTrailing();
  }

  private void append(PlanNode node, int depth) {
    text.append("  ".repeat(depth)).append(node.describe()).append('\n');
    node.inputs().forEach(input -> append(input, depth + 1));
  }
}
