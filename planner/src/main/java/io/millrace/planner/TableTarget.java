package io.millrace.planner;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/**
 * The table that an INSERT, UPDATE or DELETE changes.
 *
 * @param columns in their order; the relation's type begins with the same columns
 */
public record TableTarget(TableRelation relation, List<Column> columns) {
  public TableTarget {
    columns = List.copyOf(columns);
  }

  /**
   * A column that can be written to, or is computed.
   *
   * @param defaultValue what stands there when nothing is said; null without it
   * @param generatedAs an expression over the other columns; the planner computes it, and nothing
   *     but DEFAULT can be written there
   */
  public record Column(
      Field field, Optional<EmbeddedSql> defaultValue, Optional<EmbeddedSql> generatedAs) {}

  /** Returns the columns' names and types. */
  public RowType type() {
    return new RowType(columns.stream().map(Column::field).toList());
  }
}
