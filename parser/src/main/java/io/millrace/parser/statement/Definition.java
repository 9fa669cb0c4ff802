package io.millrace.parser.statement;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Optional;

/** Statements that make, alter or remove objects of the catalog. */
public sealed interface Definition extends Statement {
  /** What CREATE does when an object of that name is there already. */
  enum IfPresent {
    /** Plain CREATE. */
    FAIL,
    /** {@code OR REPLACE}. */
    REPLACE,
    /** {@code IF NOT EXISTS}. */
    KEEP
  }

  /**
   * {@code CREATE TABLE}. At least one of columns, options and query is there.
   *
   * @param options of {@code WITH}
   * @param query of {@code AS}
   */
  record CreateTable(
      SourcePosition position,
      String text,
      QualifiedName name,
      IfPresent ifPresent,
      TableDefinition definition,
      List<Identifier> partitionedBy,
      List<Option> options,
      Optional<EmbeddedSql> query)
      implements Definition {
    public CreateTable {
      partitionedBy = List.copyOf(partitionedBy);
      options = List.copyOf(options);
    }
  }

  /** {@code CREATE STREAM}: {@code WITH} options are always there. */
  record CreateStream(
      SourcePosition position,
      String text,
      QualifiedName name,
      IfPresent ifPresent,
      TableDefinition definition,
      List<Option> options)
      implements Definition {
    public CreateStream {
      options = List.copyOf(options);
    }
  }

  /**
   * {@code CREATE VIEW}.
   *
   * @param columns the names given to the query's columns; empty to keep the query's own
   */
  record CreateView(
      SourcePosition position,
      String text,
      QualifiedName name,
      IfPresent ifPresent,
      List<Identifier> columns,
      EmbeddedSql query,
      EmitMode emit)
      implements Definition {
    public CreateView {
      columns = List.copyOf(columns);
    }
  }

  /**
   * {@code CREATE MATERIALIZED VIEW}.
   *
   * @param columns the names given to the query's columns; empty to keep the query's own
   */
  record CreateMaterializedView(
      SourcePosition position,
      String text,
      QualifiedName name,
      IfPresent ifPresent,
      List<Identifier> columns,
      List<Identifier> partitionedBy,
      List<Option> options,
      EmbeddedSql query,
      EmitMode emit)
      implements Definition {
    public CreateMaterializedView {
      columns = List.copyOf(columns);
      partitionedBy = List.copyOf(partitionedBy);
      options = List.copyOf(options);
    }
  }

  /** {@code CREATE SINK name WITH (...) AS query}. */
  record CreateSink(
      SourcePosition position,
      String text,
      QualifiedName name,
      IfPresent ifPresent,
      List<Option> options,
      EmbeddedSql query,
      EmitMode emit)
      implements Definition {
    public CreateSink {
      options = List.copyOf(options);
    }
  }

  /** {@code CREATE SCHEMA}; never {@link IfPresent#REPLACE}. */
  record CreateSchema(SourcePosition position, String text, QualifiedName name, IfPresent ifPresent)
      implements Definition {}

  /** {@code DROP kind [IF EXISTS] name, ... [CASCADE]}. */
  record Drop(
      SourcePosition position,
      String text,
      ObjectKind kind,
      List<QualifiedName> names,
      boolean ifExists,
      boolean cascade)
      implements Definition {
    public Drop {
      names = List.copyOf(names);
    }
  }

  /** {@code ALTER TABLE name action}. */
  record AlterTable(SourcePosition position, String text, QualifiedName name, TableAction action)
      implements Definition {}

  /** What ALTER TABLE does. */
  sealed interface TableAction {
    /** The column carries everything but a key; checks beside it are kept apart. */
    record AddColumn(
        TableDefinition.Column column, List<TableDefinition.Check> checks, boolean ifNotExists)
        implements TableAction {
      public AddColumn {
        checks = List.copyOf(checks);
      }
    }

    record DropColumn(Identifier column, boolean ifExists) implements TableAction {}

    record RenameColumn(Identifier column, Identifier newName) implements TableAction {}

    record SetOptions(List<Option> options) implements TableAction {
      public SetOptions {
        options = List.copyOf(options);
      }
    }
  }

  /**
   * {@code ALTER TABLE | STREAM name PAUSE | RESUME}.
   *
   * @param resume whether it goes on; else it waits
   */
  record AlterFlow(
      SourcePosition position, String text, ObjectKind kind, QualifiedName name, boolean resume)
      implements Definition {}

  /** {@code ALTER MATERIALIZED VIEW name action}. */
  record AlterMaterializedView(
      SourcePosition position, String text, QualifiedName name, ViewAction action)
      implements Definition {}

  /** What ALTER MATERIALIZED VIEW does. */
  sealed interface ViewAction {
    record ReplaceQuery(EmbeddedSql query, EmitMode emit) implements ViewAction {}

    record Pause() implements ViewAction {}

    record Resume() implements ViewAction {}
  }
}
