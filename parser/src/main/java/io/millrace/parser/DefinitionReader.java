package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.statement.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the statements that define objects. */
final class DefinitionReader extends StatementReader.Family {
  private final TreeText text;

  DefinitionReader(TreeText text) {
    this.text = text;
  }

  @Override
  public Statement visitCreateTable(MillraceParser.CreateTableContext context) {
    if (context.tableElements() == null
        && context.withOptions() == null
        && context.query() == null) {
      throw text.error(
          context.newName(),
          "the table has no columns; expected columns in parentheses, WITH options of a connector,"
              + " or AS and a query");
    }
    TableDefinition definition =
        new TableDefinitionReader(text).read(context.tableElements(), context.query() != null);
    return new Definition.CreateTable(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(context.REPLACE(), context.ifNotExists()),
        definition,
        partitionedBy(context.partitionedBy()),
        text.options(context.withOptions()),
        Optional.ofNullable(context.query()).map(text::embedded));
  }

  @Override
  public Statement visitCreateStream(MillraceParser.CreateStreamContext context) {
    return new Definition.CreateStream(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(context.REPLACE(), context.ifNotExists()),
        new TableDefinitionReader(text).read(context.tableElements(), false),
        text.options(context.withOptions()));
  }

  @Override
  public Statement visitCreateView(MillraceParser.CreateViewContext context) {
    return new Definition.CreateView(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(context.REPLACE(), context.ifNotExists()),
        text.newColumns(context.newColumnNames()),
        text.embedded(context.query()),
        emit(context.emit()));
  }

  @Override
  public Statement visitCreateMaterializedView(
      MillraceParser.CreateMaterializedViewContext context) {
    return new Definition.CreateMaterializedView(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(context.REPLACE(), context.ifNotExists()),
        text.newColumns(context.newColumnNames()),
        partitionedBy(context.partitionedBy()),
        text.options(context.withOptions()),
        text.embedded(context.query()),
        emit(context.emit()));
  }

  @Override
  public Statement visitCreateSink(MillraceParser.CreateSinkContext context) {
    return new Definition.CreateSink(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(context.REPLACE(), context.ifNotExists()),
        text.options(context.withOptions()),
        text.embedded(context.query()),
        emit(context.emit()));
  }

  @Override
  public Statement visitCreateSchema(MillraceParser.CreateSchemaContext context) {
    return new Definition.CreateSchema(
        text.position(context),
        text.text(context),
        text.newName(context.newName()),
        ifPresent(null, context.ifNotExists()));
  }

  @Override
  public Statement visitDrop(MillraceParser.DropContext context) {
    return new Definition.Drop(
        text.position(context),
        text.text(context),
        kind(context.objectKind()),
        context.objectName().stream().map(name -> text.name(name.qualifiedName())).toList(),
        context.EXISTS() != null,
        context.CASCADE() != null);
  }

  @Override
  public Statement visitAlterTable(MillraceParser.AlterTableContext context) {
    return new Definition.AlterTable(
        text.position(context),
        text.text(context),
        text.name(context.tableName().qualifiedName()),
        tableAction(context.tableAction()));
  }

  private Definition.TableAction tableAction(MillraceParser.TableActionContext context) {
    if (context instanceof MillraceParser.AddColumnContext add) {
      return new TableDefinitionReader(text)
          .readAdded(add.columnDefinition(), add.ifNotExists() != null);
    }
    if (context instanceof MillraceParser.DropColumnContext drop) {
      return new Definition.TableAction.DropColumn(
          text.identifier(drop.columnName()), drop.EXISTS() != null);
    }
    if (context instanceof MillraceParser.RenameColumnContext rename) {
      return new Definition.TableAction.RenameColumn(
          text.identifier(rename.columnName()), text.identifier(rename.newColumnName()));
    }
    return new Definition.TableAction.SetOptions(
        text.options(((MillraceParser.SetOptionsContext) context).optionList()));
  }

  @Override
  public Statement visitAlterFlow(MillraceParser.AlterFlowContext context) {
    boolean isTable = context.TABLE() != null;
    return new Definition.AlterFlow(
        text.position(context),
        text.text(context),
        isTable ? ObjectKind.TABLE : ObjectKind.STREAM,
        text.name(
            isTable ? context.tableName().qualifiedName() : context.objectName().qualifiedName()),
        context.RESUME() != null);
  }

  @Override
  public Statement visitAlterMaterializedView(MillraceParser.AlterMaterializedViewContext context) {
    Definition.ViewAction action;
    if (context.PAUSE() != null) {
      action = new Definition.ViewAction.Pause();
    } else if (context.RESUME() != null) {
      action = new Definition.ViewAction.Resume();
    } else {
      action =
          new Definition.ViewAction.ReplaceQuery(
              text.embedded(context.query()), emit(context.emit()));
    }
    return new Definition.AlterMaterializedView(
        text.position(context),
        text.text(context),
        text.name(context.viewName().qualifiedName()),
        action);
  }

  static ObjectKind kind(MillraceParser.ObjectKindContext context) {
    if (context.MATERIALIZED() != null) {
      return ObjectKind.MATERIALIZED_VIEW;
    }
    return ObjectKind.valueOf(context.getText().toUpperCase(Locale.ROOT));
  }

  private List<Identifier> partitionedBy(MillraceParser.PartitionedByContext context) {
    return context == null ? List.of() : text.columns(context.columnNames());
  }

  private Definition.IfPresent ifPresent(
      TerminalNode replace, MillraceParser.IfNotExistsContext ifNotExists) {
    if (replace != null && ifNotExists != null) {
      throw text.error(ifNotExists, "OR REPLACE and IF NOT EXISTS cannot stand together");
    }
    if (replace != null) {
      return Definition.IfPresent.REPLACE;
    }
    return ifNotExists != null ? Definition.IfPresent.KEEP : Definition.IfPresent.FAIL;
  }
}
