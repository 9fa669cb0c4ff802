package io.millrace.parser.statement;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.Moment;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Optional;

/** Statements that change rows, and the housekeeping of the files they lie in. */
public sealed interface Change extends Statement {
  /** The table that is changed. */
  QualifiedName table();

  /**
   * {@code column = expression}. A qualifier before the column has been checked and dropped.
   *
   * @param value an expression, or the single word DEFAULT
   */
  record Assignment(Identifier column, EmbeddedSql value) {}

  /**
   * {@code INSERT INTO table [(columns)] source [ON CONFLICT ...]}.
   *
   * @param columns empty for all columns in their order
   * @param source a query; {@code VALUES (...), (...)} is one
   */
  record Insert(
      SourcePosition position,
      String text,
      QualifiedName table,
      List<Identifier> columns,
      EmbeddedSql source,
      Optional<OnConflict> onConflict)
      implements Change {
    public Insert {
      columns = List.copyOf(columns);
    }
  }

  /**
   * {@code ON CONFLICT [(columns)] DO NOTHING | DO UPDATE SET ... [WHERE ...]}.
   *
   * @param columns the key's columns; empty where left out
   * @param assignments empty for DO NOTHING; they may name the new row as {@code excluded}
   */
  record OnConflict(
      List<Identifier> columns,
      List<Assignment> assignments,
      Optional<EmbeddedSql> where,
      SourcePosition position) {
    public OnConflict {
      columns = List.copyOf(columns);
      assignments = List.copyOf(assignments);
    }

    public boolean doNothing() {
      return assignments.isEmpty();
    }
  }

  /**
   * {@code UPDATE table [AS alias] SET ... [FROM ...] [WHERE ...]}.
   *
   * @param from table references, as after a query's FROM
   */
  record Update(
      SourcePosition position,
      String text,
      QualifiedName table,
      Optional<Identifier> alias,
      List<Assignment> assignments,
      Optional<EmbeddedSql> from,
      Optional<EmbeddedSql> where)
      implements Change {
    public Update {
      assignments = List.copyOf(assignments);
    }
  }

  /** {@code DELETE FROM table [AS alias] [WHERE ...]}. */
  record Delete(
      SourcePosition position,
      String text,
      QualifiedName table,
      Optional<Identifier> alias,
      Optional<EmbeddedSql> where)
      implements Change {}

  /**
   * {@code MERGE INTO table [AS alias] USING source ON condition WHEN ...}.
   *
   * @param source a table reference with its alias, as after a query's FROM
   * @param clauses in the user's order; the first that fits a row is taken
   */
  record Merge(
      SourcePosition position,
      String text,
      QualifiedName table,
      Optional<Identifier> alias,
      EmbeddedSql source,
      EmbeddedSql condition,
      List<MergeClause> clauses)
      implements Change {
    public Merge {
      clauses = List.copyOf(clauses);
    }
  }

  /** {@code WHEN ... [AND condition] THEN action}. */
  record MergeClause(
      MergeWhen when,
      Optional<EmbeddedSql> condition,
      MergeAction action,
      SourcePosition position) {}

  /** Which rows a MERGE clause is for. */
  enum MergeWhen {
    /** A row of the table with a row of the source. */
    MATCHED,
    /** A row of the source without one of the table. */
    NOT_MATCHED,
    /** A row of the table without one of the source. */
    NOT_MATCHED_BY_SOURCE
  }

  /** What a MERGE clause does. INSERT stands only in NOT_MATCHED, UPDATE and DELETE never there. */
  sealed interface MergeAction {
    record MergeUpdate(List<Assignment> assignments) implements MergeAction {
      public MergeUpdate {
        assignments = List.copyOf(assignments);
      }
    }

    /** {@code UPDATE SET *}: every column from the source's column of the same name. */
    record MergeUpdateAll() implements MergeAction {}

    record MergeDelete() implements MergeAction {}

    /**
     * {@code INSERT [(columns)] VALUES (...)}.
     *
     * @param columns empty for all columns in their order
     * @param values each an expression, or the single word DEFAULT
     */
    record MergeInsert(List<Identifier> columns, List<EmbeddedSql> values) implements MergeAction {
      public MergeInsert {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
      }
    }

    /** {@code INSERT *}: every column from the source's column of the same name. */
    record MergeInsertAll() implements MergeAction {}

    record MergeDoNothing() implements MergeAction {}
  }

  /** {@code TRUNCATE [TABLE] table}. */
  record Truncate(SourcePosition position, String text, QualifiedName table) implements Change {}

  /** {@code COPY table [(columns)] FROM 'file' [(options)]}. */
  record CopyFrom(
      SourcePosition position,
      String text,
      QualifiedName table,
      List<Identifier> columns,
      String file,
      SourcePosition filePosition,
      List<Option> options)
      implements Change {
    public CopyFrom {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }
  }

  /** {@code OPTIMIZE table [WHERE condition] [ZORDER BY (columns)]}. */
  record Optimize(
      SourcePosition position,
      String text,
      QualifiedName table,
      Optional<EmbeddedSql> where,
      List<Identifier> zorderBy)
      implements Change {
    public Optimize {
      zorderBy = List.copyOf(zorderBy);
    }
  }

  /** {@code VACUUM table [RETAIN n HOURS] [DRY RUN]}. */
  record Vacuum(
      SourcePosition position,
      String text,
      QualifiedName table,
      Optional<Long> retainHours,
      boolean dryRun)
      implements Change {}

  /** {@code RESTORE TABLE table TO moment}. */
  record Restore(SourcePosition position, String text, QualifiedName table, Moment moment)
      implements Change {}
}
