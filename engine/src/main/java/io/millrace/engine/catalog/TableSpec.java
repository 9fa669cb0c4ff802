package io.millrace.engine.catalog;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.TableDefinition;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a table or stream looks like: its columns and where their values come from, its constraints,
 * its watermark.
 *
 * @param type the declared columns
 * @param columns one a declared column
 * @param primaryKey the key's columns, none for no key
 */
public record TableSpec(
    RowType type,
    List<Column> columns,
    List<Integer> primaryKey,
    List<TableDefinition.Check> checks,
    List<TableDefinition.Expectation> expectations,
    Optional<WatermarkSpec> watermark,
    List<String> partitionedBy) {
  /** The name of the stored column that keeps the watermark at each row's arrival. */
  public static final String WATERMARK_COLUMN = "_watermark";

  public TableSpec {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    checks = List.copyOf(checks);
    expectations = List.copyOf(expectations);
    partitionedBy = List.copyOf(partitionedBy);
  }

  /**
   * Where a column's values come from: a computed column has an expression, a metadata column a
   * key, all others are in the data.
   */
  public record Column(
      Optional<EmbeddedSql> generatedAs,
      Optional<String> metadataKey,
      Optional<EmbeddedSql> defaultValue) {
    public boolean isGenerated() {
      return generatedAs.isPresent();
    }
  }

  /** The watermark: the column that it is for, and its expression. */
  public record WatermarkSpec(int column, EmbeddedSql expression) {}

  /** Returns the columns that are not computed: those that a source or an INSERT delivers. */
  public int[] deliveredColumns() {
    return IntStream.range(0, columns.size()).filter(i -> !columns.get(i).isGenerated()).toArray();
  }
}
