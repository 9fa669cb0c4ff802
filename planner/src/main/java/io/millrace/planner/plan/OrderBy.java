package io.millrace.planner.plan;

import io.millrace.operator.order.SortColumn;
import io.millrace.type.RowType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order in which a snapshot's rows are shown, and how many of them.
 *
 * @param columns columns of the plan's root; some may lie behind those that are shown
 * @param limit {@link Long#MAX_VALUE} for no limit
 */
public record OrderBy(List<SortColumn> columns, long offset, long limit) {
  public OrderBy {
    columns = List.copyOf(columns);
  }

  static String print(List<SortColumn> order, RowType type) {
    return order.isEmpty()
        ? ""
        : order.stream()
            .map(
                column ->
                    type.field(column.column()).quotedName()
                        + (column.descending() ? " DESC" : "")
                        + (column.nullsFirst() == column.descending()
                            ? ""
                            : column.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
            .collect(Collectors.joining(", ", " by ", ""));
  }

  /** Returns one line: {@code Sort 10 by total DESC}. */
  public String describe(RowType type) {
    return "Sort"
        + (limit == Long.MAX_VALUE ? "" : " " + limit)
        + (offset == 0 ? "" : " offset " + offset)
        + print(columns, type);
  }
}
