package io.millrace.engine.statement;

import io.millrace.engine.catalog.TableSpec;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Option;
import io.millrace.parser.statement.TableDefinition;
import io.millrace.type.RowType;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement that makes an object once more: the user's own, unless its columns came from data
 * or from a query, which may be different by then; their names and types are then written out.
 */
final class DefinitionText {
  private DefinitionText() {}

  static String of(Definition.CreateTable create, TableSpec spec) {
    boolean fromQuery = create.query().isPresent();
    if (!fromQuery && hasDeclared(create.definition())) {
      return create.text();
    }
    String partitions =
        spec.partitionedBy().isEmpty()
            ? ""
            : " PARTITIONED BY (" + String.join(", ", quoted(spec.partitionedBy())) + ")";
    return "CREATE TABLE "
        + create.name()
        + columns(create.definition(), spec)
        + partitions
        + options(create.options());
  }

  static String of(Definition.CreateStream create, TableSpec spec) {
    return hasDeclared(create.definition())
        ? create.text()
        : "CREATE STREAM "
            + create.name()
            + columns(create.definition(), spec)
            + options(create.options());
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(DefinitionText::quoted).toList();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static boolean hasDeclared(TableDefinition definition) {
    return definition.columns().stream()
        .anyMatch(c -> c.generatedAs().isEmpty() && c.metadataKey().isEmpty());
  }

  private static String columns(TableDefinition definition, TableSpec spec) {
    StringJoiner parts = new StringJoiner(",\n  ", " (\n  ", "\n)");
    RowType type = spec.type();
    for (int i = 0; i < type.size(); i++) {
      TableSpec.Column column = spec.columns().get(i);
      String text = type.field(i).quotedName() + " " + type.type(i).sql();
      if (column.generatedAs().isPresent()) {
        text += " GENERATED ALWAYS AS (" + column.generatedAs().get().text() + ")";
      } else if (column.metadataKey().isPresent()) {
        text += " METADATA FROM '" + column.metadataKey().get().replace("'", "''") + "'";
      } else if (!type.field(i).nullable()) {
        text += " NOT NULL";
      }
      parts.add(text);
    }
    if (!spec.primaryKey().isEmpty()) {
      StringJoiner key = new StringJoiner(", ", "PRIMARY KEY (", ")");
      spec.primaryKey().forEach(column -> key.add(type.field(column).quotedName()));
      parts.add(key.toString());
    }
    definition
        .watermark()
        .ifPresent(
            mark ->
                parts.add("WATERMARK FOR " + mark.column() + " AS " + mark.expression().text()));
    definition
        .checks()
        .forEach(
            check ->
                parts.add(
                    check.name().map(name -> "CONSTRAINT " + name + " ").orElse("")
                        + "CHECK ("
                        + check.condition().text()
                        + ")"));
    definition
        .expectations()
        .forEach(
            rule ->
                parts.add(
                    "CONSTRAINT "
                        + rule.name()
                        + " EXPECT ("
                        + rule.condition().text()
                        + ")"
                        + action(rule.onViolation())));
    return parts.toString();
  }

  private static String action(TableDefinition.OnViolation action) {
    return switch (action) {
      case KEEP -> "";
      case FAIL -> " ON VIOLATION FAIL";
      case DROP_ROW -> " ON VIOLATION DROP ROW";
      case QUARANTINE -> " ON VIOLATION QUARANTINE";
    };
  }

  private static String options(List<Option> options) {
    if (options.isEmpty()) {
      return "";
    }
    StringJoiner parts = new StringJoiner(", ", "\nWITH (", ")");
    for (Option option : options) {
      parts.add("'" + option.key() + "' = '" + option.value().replace("'", "''") + "'");
    }
    return parts.toString();
  }
}
