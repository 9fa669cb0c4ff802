package io.millrace.parser;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.TableDefinition;
import io.millrace.parser.statement.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** Reads the columns and constraints of a table or stream; one object reads one definition. */
final class TableDefinitionReader {
  private final TreeText text;
  private final TypeNameReader types;
  private final List<TableDefinition.Column> columns = new ArrayList<>();
  private final List<TableDefinition.Check> checks = new ArrayList<>();
  private final List<TableDefinition.Expectation> expectations = new ArrayList<>();
  private final Set<String> columnNames = new HashSet<>();
  private final Set<String> constraintNames = new HashSet<>();
  private List<Identifier> primaryKey = List.of();
  private Optional<TableDefinition.Watermark> watermark = Optional.empty();

  TableDefinitionReader(TreeText text) {
    this.text = text;
    this.types = new TypeNameReader(text);
  }

  /**
   * Reads what stands in parentheses; nothing where {@code context} is null.
   *
   * @param hasQuery whether a query gives columns too, so that constraints may name others
   */
  TableDefinition read(MillraceParser.TableElementsContext context, boolean hasQuery) {
    if (context == null) {
      return new TableDefinition(List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }
    context.tableElement().forEach(this::readElement);
    if (!columns.isEmpty() && !hasQuery) {
      context.tableElement().forEach(this::checkColumnNames);
    }
    return new TableDefinition(columns, primaryKey, checks, expectations, watermark);
  }

  /** Reads a column added to a table that is there. */
  Definition.TableAction readAdded(
      MillraceParser.ColumnDefinitionContext context, boolean ifNotExists) {
    readColumn(context);
    if (!primaryKey.isEmpty()) {
      throw text.error(context, "an added column cannot be the primary key");
    }
    return new Definition.TableAction.AddColumn(columns.get(0), checks, ifNotExists);
  }

  private void readElement(MillraceParser.TableElementContext element) {
    if (element.columnDefinition() != null) {
      readColumn(element.columnDefinition());
    } else if (element.watermark() != null) {
      readWatermark(element.watermark());
    } else {
      readConstraint(element.tableConstraint());
    }
  }

  private void readColumn(MillraceParser.ColumnDefinitionContext context) {
    Identifier name = text.identifier(context.newColumnName());
    if (!columnNames.add(TreeText.fold(name))) {
      throw text.error(context.newColumnName(), "column '" + name.name() + "' is defined twice");
    }
    if (context.expression() != null) {
      columns.add(
          new TableDefinition.Column(
              name,
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.of(text.embedded(context.expression())),
              Optional.empty()));
      return;
    }
    ColumnConstraints constraints = new ColumnConstraints(name);
    TypeName type = types.read(context.typeName());
    context.columnConstraint().forEach(constraints::add);
    columns.add(
        new TableDefinition.Column(
            name,
            Optional.of(type),
            constraints.notNull,
            constraints.defaultValue,
            constraints.generatedAs,
            constraints.metadataKey));
  }

  private void readWatermark(MillraceParser.WatermarkContext context) {
    if (watermark.isPresent()) {
      throw text.error(context, "a second watermark; a table has at most one");
    }
    watermark =
        Optional.of(
            new TableDefinition.Watermark(
                text.identifier(context.columnName()),
                text.embedded(context.expression()),
                text.position(context)));
  }

  private void readConstraint(MillraceParser.TableConstraintContext context) {
    if (context instanceof MillraceParser.TablePrimaryKeyContext key) {
      constraintName(key.constraintName());
      setPrimaryKey(key, text.columns(key.columnNames()));
    } else if (context instanceof MillraceParser.TableCheckContext check) {
      checks.add(
          new TableDefinition.Check(
              constraintName(check.constraintName()),
              text.embedded(check.expressionText()),
              text.position(check)));
    } else {
      MillraceParser.TableExpectationContext expectation =
          (MillraceParser.TableExpectationContext) context;
      expectations.add(
          new TableDefinition.Expectation(
              constraintName(expectation.constraintName()).orElseThrow(),
              text.embedded(expectation.expressionText()),
              onViolation(expectation.violationAction())));
    }
  }

  private static TableDefinition.OnViolation onViolation(
      MillraceParser.ViolationActionContext context) {
    if (context == null) {
      return TableDefinition.OnViolation.KEEP;
    }
    if (context.FAIL() != null) {
      return TableDefinition.OnViolation.FAIL;
    }
    return context.QUARANTINE() != null
        ? TableDefinition.OnViolation.QUARANTINE
        : TableDefinition.OnViolation.DROP_ROW;
  }

  private void setPrimaryKey(ParserRuleContext context, List<Identifier> key) {
    if (!primaryKey.isEmpty()) {
      throw text.error(context, "a second primary key; a table has at most one");
    }
    primaryKey = key;
  }

  private Optional<Identifier> constraintName(MillraceParser.ConstraintNameContext context) {
    if (context == null) {
      return Optional.empty();
    }
    Identifier name = text.identifier(context);
    if (!constraintNames.add(TreeText.fold(name))) {
      throw text.error(context, "constraint '" + name.name() + "' is defined twice");
    }
    return Optional.of(name);
  }

  /** Refuses keys and watermarks on columns that are not there. */
  private void checkColumnNames(MillraceParser.TableElementContext element) {
    if (element.watermark() != null) {
      checkColumnName(element.watermark().columnName());
    } else if (element.tableConstraint() instanceof MillraceParser.TablePrimaryKeyContext key) {
      key.columnNames().columnName().forEach(this::checkColumnName);
    }
  }

  private void checkColumnName(MillraceParser.ColumnNameContext context) {
    Identifier name = text.identifier(context);
    if (!columnNames.contains(TreeText.fold(name))) {
      throw text.near(
          context,
          "column '" + name.name() + "' is not defined",
          name.name(),
          columns.stream().map(column -> column.name().name()).toList());
    }
  }

  /** What stands behind a column's type. */
  private final class ColumnConstraints {
    private final Identifier column;
    private final Set<String> seen = new HashSet<>();
    private boolean notNull;
    private Optional<EmbeddedSql> defaultValue = Optional.empty();
    private Optional<EmbeddedSql> generatedAs = Optional.empty();
    private Optional<String> metadataKey = Optional.empty();

    ColumnConstraints(Identifier column) {
      this.column = column;
    }

    void add(MillraceParser.ColumnConstraintContext context) {
      if (context instanceof MillraceParser.CheckConstraintContext check) {
        checks.add(
            new TableDefinition.Check(
                constraintName(check.constraintName()),
                text.embedded(check.expressionText()),
                text.position(check)));
      } else if (context instanceof MillraceParser.PrimaryKeyConstraintContext) {
        setPrimaryKey(context, List.of(column));
      } else if (context instanceof MillraceParser.DefaultConstraintContext value) {
        once(context, "source of values");
        defaultValue = Optional.of(text.embedded(value.defaultExpression()));
      } else if (context instanceof MillraceParser.GeneratedConstraintContext generated) {
        once(context, "source of values");
        generatedAs = Optional.of(text.embedded(generated.expressionText()));
      } else if (context instanceof MillraceParser.MetadataConstraintContext metadata) {
        once(context, "source of values");
        metadataKey =
            Optional.of(metadata.string() == null ? column.name() : text.string(metadata.string()));
      } else {
        once(context, "rule for NULL");
        notNull = context instanceof MillraceParser.NotNullConstraintContext;
      }
    }

    private void once(MillraceParser.ColumnConstraintContext context, String what) {
      if (!seen.add(what)) {
        throw text.error(context, "a second " + what + " for column '" + column.name() + "'");
      }
    }
  }
}
