package io.millrace.parser.statement;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Optional;

/** Statements that look and change nothing in the database. */
public sealed interface Looking extends Statement {
  /** A query: SELECT, WITH, VALUES, TABLE, or any of them in parentheses. */
  record Query(SourcePosition position, String text, EmbeddedSql query, EmitMode emit)
      implements Looking {}

  /**
   * {@code COPY (query) TO 'file' [(options)]}. {@code COPY table [(columns)] TO} comes as the
   * query that it stands for.
   */
  record CopyTo(
      SourcePosition position,
      String text,
      EmbeddedSql query,
      String file,
      SourcePosition filePosition,
      List<Option> options)
      implements Looking {
    public CopyTo {
      options = List.copyOf(options);
    }
  }

  /** What SHOW lists. */
  enum ShowKind {
    TABLES,
    STREAMS,
    VIEWS,
    MATERIALIZED_VIEWS,
    SINKS,
    SCHEMAS,
    PIPELINES,
    FUNCTIONS,
    COLUMNS,
    /** {@code SHOW ALL}: the session's options. */
    OPTIONS
  }

  /**
   * {@code SHOW kind [FROM name] [LIKE 'pattern']}.
   *
   * @param name the schema to look in, or the table whose columns are shown (always there for
   *     COLUMNS)
   * @param like a LIKE pattern, matched without regard to case
   */
  record Show(
      SourcePosition position,
      String text,
      ShowKind kind,
      Optional<QualifiedName> name,
      Optional<String> like)
      implements Looking {}

  /**
   * {@code SHOW CREATE [kind] name}.
   *
   * @param kind what the object must be; any where left out
   */
  record ShowCreate(
      SourcePosition position, String text, Optional<ObjectKind> kind, QualifiedName name)
      implements Looking {}

  /** {@code DESCRIBE [EXTENDED] name}. */
  record Describe(SourcePosition position, String text, QualifiedName name, boolean extended)
      implements Looking {}

  /** {@code DESCRIBE HISTORY name}. */
  record DescribeHistory(SourcePosition position, String text, QualifiedName name)
      implements Looking {}

  /** What EXPLAIN shows. */
  enum ExplainKind {
    /** {@code EXPLAIN} without a word more means this. */
    LOGICAL,
    PHYSICAL,
    CHANGES,
    ANALYZE
  }

  /**
   * {@code EXPLAIN [kind] statement}.
   *
   * @param statement a query, a change of rows, or a definition that has a query
   */
  record Explain(SourcePosition position, String text, ExplainKind kind, Statement statement)
      implements Looking {}
}
