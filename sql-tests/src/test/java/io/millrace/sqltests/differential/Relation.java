package io.millrace.sqltests.differential;

import java.util.List;

/** A table, a view or a named query, as queries see it; the bounds of its columns with it. */
record Relation(String name, List<Column> columns) {
  /**
   * A column.
   *
   * @param bound as in {@link Expression}
   */
  record Column(String name, Kind kind, double bound) {
    Expression of(String alias) {
      return new Expression(alias + "." + name, kind, bound);
    }
  }

  /** Returns the columns as they are named by an alias. */
  List<Expression> columns(String alias) {
    return columns.stream().map(column -> column.of(alias)).toList();
  }
}
