package io.millrace.parser;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SqlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the statements that look. */
final class LookingReader extends StatementReader.Family {
  private final TreeText text;
  private final StatementReader statements;

  LookingReader(TreeText text, StatementReader statements) {
    this.text = text;
    this.statements = statements;
  }

  @Override
  public Statement visitQueryStatement(MillraceParser.QueryStatementContext context) {
    return new Looking.Query(
        text.position(context),
        text.text(context),
        text.embedded(context.query()),
        emit(context.emit()));
  }

  @Override
  public Statement visitCopyTo(MillraceParser.CopyToContext context) {
    return new Looking.CopyTo(
        text.position(context),
        text.text(context),
        context.query() != null ? text.embedded(context.query()) : wholeTable(context),
        text.string(context.string()),
        text.position(context.string()),
        text.options(context.copyOptions()));
  }

  private EmbeddedSql wholeTable(MillraceParser.CopyToContext context) {
    List<Identifier> columns = text.columns(context.columnNames());
    String chosen =
        columns.isEmpty()
            ? "*"
            : columns.stream().map(c -> SqlText.quoted(c.name())).collect(Collectors.joining(", "));
    String table =
        text.name(context.tableName().qualifiedName()).names().stream()
            .map(SqlText::quoted)
            .collect(Collectors.joining("."));
    return text.implied(context.tableName(), "SELECT " + chosen + " FROM " + table);
  }

  @Override
  public Statement visitShow(MillraceParser.ShowContext context) {
    Optional<QualifiedName> name = Optional.empty();
    if (context.tableName() != null) {
      name = Optional.of(text.name(context.tableName().qualifiedName()));
    } else if (context.inSchema() != null) {
      name = Optional.of(text.name(context.inSchema().schemaName().qualifiedName()));
    }
    return new Looking.Show(
        text.position(context),
        text.text(context),
        showKind(context),
        name,
        Optional.ofNullable(context.like()).map(like -> text.string(like.string())));
  }

  private static Looking.ShowKind showKind(MillraceParser.ShowContext context) {
    if (context.MATERIALIZED() != null) {
      return Looking.ShowKind.MATERIALIZED_VIEWS;
    }
    if (context.ALL() != null) {
      return Looking.ShowKind.OPTIONS;
    }
    String word = context.getChild(1).getText();
    return Looking.ShowKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  public Statement visitShowCreate(MillraceParser.ShowCreateContext context) {
    return new Looking.ShowCreate(
        text.position(context),
        text.text(context),
        Optional.ofNullable(context.objectKind()).map(DefinitionReader::kind),
        text.name(context.objectName().qualifiedName()));
  }

  @Override
  public Statement visitDescribe(MillraceParser.DescribeContext context) {
    return new Looking.Describe(
        text.position(context),
        text.text(context),
        text.name(context.objectName().qualifiedName()),
        context.EXTENDED() != null);
  }

  @Override
  public Statement visitDescribeHistory(MillraceParser.DescribeHistoryContext context) {
    return new Looking.DescribeHistory(
        text.position(context),
        text.text(context),
        text.name(context.objectName().qualifiedName()));
  }

  @Override
  public Statement visitExplain(MillraceParser.ExplainContext context) {
    return new Looking.Explain(
        text.position(context),
        text.text(context),
        explainKind(context),
        statements.read(context.explainable().getChild(0)));
  }

  private static Looking.ExplainKind explainKind(MillraceParser.ExplainContext context) {
    if (context.PHYSICAL() != null) {
      return Looking.ExplainKind.PHYSICAL;
    }
    if (context.CHANGES() != null) {
      return Looking.ExplainKind.CHANGES;
    }
    return context.ANALYZE() != null ? Looking.ExplainKind.ANALYZE : Looking.ExplainKind.LOGICAL;
  }
}
