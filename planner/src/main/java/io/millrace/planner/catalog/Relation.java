package io.millrace.planner.catalog;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/** What can stand in FROM. */
public sealed interface Relation {

  /** Returns the name, schema first, in the case it was created in. */
  List<String> path();

  /**
   * Rows that a scan delivers: a table, a stream, a materialized view, or one of these at an
   * earlier moment.
   *
   * @param identity names this relation for good, in the names of state: another relation created
   *     under the same path later, or the same at another moment, has another
   * @param type the columns that a scan may deliver
   * @param insertOnly whether its deltas never take a row away
   * @param keys sets of columns that no two rows have in common
   * @param watermark what is promised of one of the columns
   * @param handle the engine's own; the planner hands it back in the scan
   */
  record TableRelation(
      List<String> path,
      String identity,
      RowType type,
      boolean insertOnly,
      List<List<Integer>> keys,
      Optional<WatermarkColumn> watermark,
      Object handle)
      implements Relation {
    public TableRelation {
      path = List.copyOf(path);
      keys = keys.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A name for a query; the planner puts the query in its place.
   *
   * @param columns the view's own column names; empty for the query's
   */
  record ViewRelation(List<String> path, EmbeddedSql query, List<String> columns)
      implements Relation {
    public ViewRelation {
      path = List.copyOf(path);
      columns = List.copyOf(columns);
    }
  }
}
