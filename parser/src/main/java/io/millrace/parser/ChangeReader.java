package io.millrace.parser;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.Moment;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.parser.statement.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statements that change rows and files, MERGE aside. */
final class ChangeReader extends StatementReader.Family {
  private final TreeText text;

  ChangeReader(TreeText text) {
    this.text = text;
  }

  @Override
  public Statement visitInsert(MillraceParser.InsertContext context) {
    return new Change.Insert(
        text.position(context),
        text.text(context),
        table(context.tableName()),
        text.columns(context.columnNames()),
        text.embedded(context.query()),
        Optional.ofNullable(context.onConflict())
            .map(conflict -> onConflict(conflict, table(context.tableName()))));
  }

  private Change.OnConflict onConflict(
      MillraceParser.OnConflictContext context, QualifiedName table) {
    return new Change.OnConflict(
        text.columns(context.columnNames()),
        context.assignments() == null
            ? List.of()
            : assignments(text, context.assignments(), List.of(table.last().name())),
        where(context.where()),
        text.position(context));
  }

  @Override
  public Statement visitUpdate(MillraceParser.UpdateContext context) {
    QualifiedName table = table(context.tableName());
    Optional<Identifier> alias = alias(text, context.tableAlias());
    return new Change.Update(
        text.position(context),
        text.text(context),
        table,
        alias,
        assignments(text, context.assignments(), names(table, alias)),
        Optional.ofNullable(context.tableReferences()).map(text::embedded),
        where(context.where()));
  }

  @Override
  public Statement visitDelete(MillraceParser.DeleteContext context) {
    return new Change.Delete(
        text.position(context),
        text.text(context),
        table(context.tableName()),
        alias(text, context.tableAlias()),
        where(context.where()));
  }

  @Override
  public Statement visitMerge(MillraceParser.MergeContext context) {
    return new MergeReader(text).read(context);
  }

  @Override
  public Statement visitTruncate(MillraceParser.TruncateContext context) {
    return new Change.Truncate(
        text.position(context), text.text(context), table(context.tableName()));
  }

  @Override
  public Statement visitCopyFrom(MillraceParser.CopyFromContext context) {
    return new Change.CopyFrom(
        text.position(context),
        text.text(context),
        table(context.tableName()),
        text.columns(context.columnNames()),
        text.string(context.string()),
        text.position(context.string()),
        text.options(context.copyOptions()));
  }

  @Override
  public Statement visitOptimize(MillraceParser.OptimizeContext context) {
    return new Change.Optimize(
        text.position(context),
        text.text(context),
        table(context.tableName()),
        Optional.ofNullable(context.filesExpression()).map(text::embedded),
        text.columns(context.columnNames()));
  }

  @Override
  public Statement visitVacuum(MillraceParser.VacuumContext context) {
    return new Change.Vacuum(
        text.position(context),
        text.text(context),
        table(context.tableName()),
        Optional.ofNullable(context.number()).map(text::wholeNumber),
        context.DRY() != null);
  }

  @Override
  public Statement visitRestore(MillraceParser.RestoreContext context) {
    Moment moment =
        context.number() != null
            ? new Moment.Version(text.wholeNumber(context.number()))
            : text.timestamp(context.string());
    return new Change.Restore(
        text.position(context), text.text(context), table(context.tableName()), moment);
  }

  private QualifiedName table(MillraceParser.TableNameContext context) {
    return text.name(context.qualifiedName());
  }

  private Optional<EmbeddedSql> where(MillraceParser.WhereContext context) {
    return Optional.ofNullable(context).map(where -> text.embedded(where.expression()));
  }

  static Optional<Identifier> alias(TreeText text, MillraceParser.TableAliasContext context) {
    return Optional.ofNullable(context).map(alias -> text.identifier(alias.alias()));
  }

  /** The names by which a changed table's columns may be qualified. */
  static List<String> names(QualifiedName table, Optional<Identifier> alias) {
    return List.of(alias.orElse(table.last()).name());
  }

  static List<Change.Assignment> assignments(
      TreeText text, MillraceParser.AssignmentsContext context, List<String> tableNames) {
    Set<String> seen = new HashSet<>();
    List<Change.Assignment> assignments = new ArrayList<>();
    for (MillraceParser.AssignmentContext assignment : context.assignment()) {
      if (assignment.qualifier() != null) {
        Identifier qualifier = text.identifier(assignment.qualifier());
        if (tableNames.stream().noneMatch(qualifier::matches)) {
          throw text.near(
              assignment.qualifier(),
              "only columns of '" + tableNames.get(0) + "' can be set here",
              qualifier.name(),
              tableNames);
        }
      }
      Identifier column = text.identifier(assignment.columnName());
      if (!seen.add(TreeText.fold(column))) {
        throw text.error(assignment.columnName(), "column '" + column.name() + "' is set twice");
      }
      assignments.add(new Change.Assignment(column, text.embedded(assignment.expression())));
    }
    return assignments;
  }
}
