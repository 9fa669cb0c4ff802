package io.millrace.planner.sql.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;

/**
 * {@code t CROSS JOIN UNNEST(t.array)}: the one dependent join that is run as it stands, row by
 * row. Its right side consists of filters and projections over an UNNEST over expressions of left
 * columns.
 *
 * @param above the filters and projections, the lowest first
 * @param arrays over the one row of nothing
 * @param outer whether a left row without elements stays
 */
public record LateralUnnest(
    List<RelNode> above, Uncollect uncollect, Project arrays, boolean outer) {

  public LateralUnnest {
    above = List.copyOf(above);
  }

  /** Returns the parts of a dependent join that has this form. */
  public static Optional<LateralUnnest> of(Correlate correlate) {
    List<RelNode> above = new ArrayList<>();
    RelNode node = correlate.getRight();
    while (node instanceof Filter || node instanceof Project project && !project.containsOver()) {
      above.add(0, node);
      node = node.getInput(0);
    }
    boolean outer = correlate.getJoinType() == JoinRelType.LEFT;
    boolean filtered = above.stream().anyMatch(Filter.class::isInstance);
    if (node instanceof Uncollect uncollect
        && uncollect.getInput() instanceof Project arrays
        && arrays.getInput() instanceof Values
        && (correlate.getJoinType() == JoinRelType.INNER || outer && !filtered)) {
      return Optional.of(new LateralUnnest(above, uncollect, arrays, outer));
    }
    return Optional.empty();
  }
}
