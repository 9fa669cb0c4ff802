package io.millrace.parser.statement;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * What stands between the parentheses of CREATE TABLE and CREATE STREAM. The parser has refused
 * column names given twice, a second primary key, and constraints on columns that are not there.
 *
 * @param columns in the user's order; empty when the schema comes from the data or from a query
 * @param primaryKey the key's columns, whether it stood at a column or by itself; empty for none
 * @param watermark at most one
 */
public record TableDefinition(
    List<Column> columns,
    List<Identifier> primaryKey,
    List<Check> checks,
    List<Expectation> expectations,
    Optional<Watermark> watermark) {
  public TableDefinition {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    checks = List.copyOf(checks);
    expectations = List.copyOf(expectations);
  }

  /**
   * A column.
   *
   * @param type absent only for a column computed without a stated type ({@code c AS expression})
   * @param notNull whether NOT NULL was said; a key column's nullability is the planner's business
   * @param generatedAs the expression of {@code GENERATED ALWAYS AS (...)} or {@code AS ...}
   * @param metadataKey the key of {@code METADATA FROM 'key'}; the column's name where FROM is left
   *     out
   */
  public record Column(
      Identifier name,
      Optional<TypeName> type,
      boolean notNull,
      Optional<EmbeddedSql> defaultValue,
      Optional<EmbeddedSql> generatedAs,
      Optional<String> metadataKey) {
    public SourcePosition position() {
      return name.position();
    }
  }

  /** {@code [CONSTRAINT name] CHECK (condition)}, at a column or by itself. */
  public record Check(Optional<Identifier> name, EmbeddedSql condition, SourcePosition position) {}

  /** {@code CONSTRAINT name EXPECT (condition) [ON VIOLATION ...]}. */
  public record Expectation(Identifier name, EmbeddedSql condition, OnViolation onViolation) {
    public SourcePosition position() {
      return name.position();
    }
  }

  /** What becomes of a row that an expectation does not hold for. It is counted in any case. */
  public enum OnViolation {
    /** No clause: the row stays. */
    KEEP,
    FAIL,
    DROP_ROW,
    QUARANTINE
  }

  /** {@code WATERMARK FOR column AS expression}. */
  public record Watermark(Identifier column, EmbeddedSql expression, SourcePosition position) {}
}
