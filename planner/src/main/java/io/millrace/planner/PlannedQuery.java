package io.millrace.planner;

import io.millrace.planner.build.FieldUse;
import io.millrace.planner.plan.OrderBy;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.property.Properties;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/**
 * A query, ready to become a circuit.
 *
 * @param root its columns begin with those of {@code type}; any behind are there to sort by
 * @param type the columns that the user sees
 * @param scans each different scan of the plan once
 * @param properties of the root
 * @param order how a snapshot's rows are to be shown; empty for a continuous query
 */
public record PlannedQuery(
    PlanNode root,
    RowType type,
    List<Scan> scans,
    Properties properties,
    Optional<OrderBy> order,
    Purpose purpose) {
  public PlannedQuery {
    scans = List.copyOf(scans);
  }

  /** Which side of a plan EXPLAIN shows. */
  public enum Explanation {
    /** What is computed. */
    LOGICAL,
    /** How: operators, how rows are spread over workers, what is known of them. */
    PHYSICAL,
    /** What kinds of changes come out. */
    CHANGES
  }

  /**
   * Returns what the query uses of the columns of a scan's relation, and of the watermark after
   * them.
   */
  public Projection needed(Scan scan) {
    return FieldUse.of(root, scan);
  }

  /** Returns the text of EXPLAIN, without a line end after the last line. */
  public String explain(Explanation explanation) {
    return new PlanPrinter(this).print(explanation);
  }
}
