package io.millrace.planner;

import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that an expression outside a query may name: those of one or more rows, side by side.
 *
 * @param rows for an ON CONFLICT clause the present row and {@code excluded}
 */
public record RowScope(List<Row> rows) {
  public RowScope {
    rows = List.copyOf(rows);
  }

  /** A row with the name that may stand before its columns' names. */
  public record Row(String name, RowType type) {}

  /** The columns of one row. */
  public static RowScope of(String name, RowType type) {
    return new RowScope(List.of(new Row(name, type)));
  }

  /** Returns this scope with one more row, whose columns come after these. */
  public RowScope and(String name, RowType type) {
    List<Row> all = new ArrayList<>(rows);
    all.add(new Row(name, type));
    return new RowScope(all);
  }

  /** Returns all columns, in the order in which a batch given to the expression holds them. */
  public RowType type() {
    return rows.stream().map(Row::type).reduce(new RowType(List.of()), RowType::concat);
  }
}
