package io.millrace.parser;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.grammar.MillraceParserBaseVisitor;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.QualifiedName;
import java.util.List;
import java.util.Optional;

/** Reads MERGE. */
final class MergeReader {
  private final TreeText text;

  MergeReader(TreeText text) {
    this.text = text;
  }

  Change.Merge read(MillraceParser.MergeContext context) {
    QualifiedName table = text.name(context.tableName().qualifiedName());
    Optional<Identifier> alias = ChangeReader.alias(text, context.tableAlias());
    Clauses clauses = new Clauses(ChangeReader.names(table, alias));
    return new Change.Merge(
        text.position(context),
        text.text(context),
        table,
        alias,
        text.embedded(context.mergeSource()),
        text.embedded(context.expression()),
        context.mergeClause().stream().map(clause -> clause.accept(clauses)).toList());
  }

  private final class Clauses extends MillraceParserBaseVisitor<Change.MergeClause> {
    private final Actions actions;

    Clauses(List<String> tableNames) {
      actions = new Actions(tableNames);
    }

    @Override
    public Change.MergeClause visitWhenMatched(MillraceParser.WhenMatchedContext context) {
      return new Change.MergeClause(
          Change.MergeWhen.MATCHED,
          Optional.ofNullable(context.expression()).map(text::embedded),
          context.matchedAction().accept(actions),
          text.position(context));
    }

    @Override
    public Change.MergeClause visitWhenNotMatchedBySource(
        MillraceParser.WhenNotMatchedBySourceContext context) {
      return new Change.MergeClause(
          Change.MergeWhen.NOT_MATCHED_BY_SOURCE,
          Optional.ofNullable(context.expression()).map(text::embedded),
          context.matchedAction().accept(actions),
          text.position(context));
    }

    @Override
    public Change.MergeClause visitWhenNotMatched(MillraceParser.WhenNotMatchedContext context) {
      return new Change.MergeClause(
          Change.MergeWhen.NOT_MATCHED,
          Optional.ofNullable(context.expression()).map(text::embedded),
          context.notMatchedAction().accept(actions),
          text.position(context));
    }
  }

  private final class Actions extends MillraceParserBaseVisitor<Change.MergeAction> {
    private final List<String> tableNames;

    Actions(List<String> tableNames) {
      this.tableNames = tableNames;
    }

    @Override
    public Change.MergeAction visitMergeUpdate(MillraceParser.MergeUpdateContext context) {
      return context.ASTERISK() != null
          ? new Change.MergeAction.MergeUpdateAll()
          : new Change.MergeAction.MergeUpdate(
              ChangeReader.assignments(text, context.assignments(), tableNames));
    }

    @Override
    public Change.MergeAction visitMergeDelete(MillraceParser.MergeDeleteContext context) {
      return new Change.MergeAction.MergeDelete();
    }

    @Override
    public Change.MergeAction visitMergeKeep(MillraceParser.MergeKeepContext context) {
      return new Change.MergeAction.MergeDoNothing();
    }

    @Override
    public Change.MergeAction visitMergeSkip(MillraceParser.MergeSkipContext context) {
      return new Change.MergeAction.MergeDoNothing();
    }

    @Override
    public Change.MergeAction visitMergeInsert(MillraceParser.MergeInsertContext context) {
      if (context.ASTERISK() != null) {
        return new Change.MergeAction.MergeInsertAll();
      }
      List<Identifier> columns = text.columns(context.columnNames());
      List<EmbeddedSql> values = context.expression().stream().map(text::embedded).toList();
      if (!columns.isEmpty() && columns.size() != values.size()) {
        throw text.error(
            context,
            "INSERT names columns: " + columns.size() + ", but gives values: " + values.size());
      }
      return new Change.MergeAction.MergeInsert(columns, values);
    }
  }
}
