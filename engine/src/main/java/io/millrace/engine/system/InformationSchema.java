package io.millrace.engine.system;

import io.millrace.batch.Batch;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.SinkObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.result.TextRows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;
import java.util.Map;

/** The catalog as the SQL standard's {@code information_schema} shows it. */
final class InformationSchema {
  private static final String CATALOG = "millrace";

  static final RowType SCHEMATA = texts("catalog_name", "schema_name");
  static final RowType TABLES = texts("table_catalog", "table_schema", "table_name", "table_type");
  static final RowType VIEWS =
      texts("table_catalog", "table_schema", "table_name", "view_definition");
  static final RowType COLUMNS =
      RowType.of(
          Field.required("table_catalog", Type.VARCHAR),
          Field.required("table_schema", Type.VARCHAR),
          Field.required("table_name", Type.VARCHAR),
          Field.required("column_name", Type.VARCHAR),
          Field.required("ordinal_position", Type.INTEGER),
          Field.required("is_nullable", Type.VARCHAR),
          Field.required("data_type", Type.VARCHAR),
          Field.of("is_generated", Type.VARCHAR));
  static final RowType KEYS =
      RowType.of(
          Field.required("constraint_name", Type.VARCHAR),
          Field.required("table_catalog", Type.VARCHAR),
          Field.required("table_schema", Type.VARCHAR),
          Field.required("table_name", Type.VARCHAR),
          Field.required("column_name", Type.VARCHAR),
          Field.required("ordinal_position", Type.INTEGER));

  private final Catalog catalog;
  private final Map<String, RowType> systemTables;

  /**
   * @param systemTables the columns of the system tables, by {@code schema.name}
   */
  InformationSchema(Catalog catalog, Map<String, RowType> systemTables) {
    this.catalog = catalog;
    this.systemTables = systemTables;
  }

  private static RowType texts(String... names) {
    return new RowType(
        List.of(names).stream().map(name -> Field.required(name, Type.VARCHAR)).toList());
  }

  Batch schemata() {
    TextRows rows = new TextRows(SCHEMATA);
    catalog.schemas().forEach(schema -> rows.add(CATALOG, schema));
    rows.add(CATALOG, "information_schema");
    rows.add(CATALOG, "system");
    return rows.build();
  }

  Batch tables() {
    TextRows rows = new TextRows(TABLES);
    for (CatalogObject object : catalog.objects()) {
      if (!(object instanceof SinkObject)) {
        rows.add(CATALOG, object.name().schema(), object.name().name(), tableType(object));
      }
    }
    for (String name : systemTables.keySet()) {
      rows.add(CATALOG, schemaOf(name), nameOf(name), "SYSTEM TABLE");
    }
    return rows.build();
  }

  private static String schemaOf(String systemTable) {
    return systemTable.substring(0, systemTable.indexOf('.'));
  }

  private static String nameOf(String systemTable) {
    return systemTable.substring(systemTable.indexOf('.') + 1);
  }

  private static String tableType(CatalogObject object) {
    return switch (object.kind()) {
      case TABLE -> "BASE TABLE";
      default -> object.kind().toString();
    };
  }

  Batch views() {
    TextRows rows = new TextRows(VIEWS);
    for (CatalogObject object : catalog.objects()) {
      switch (object.kind()) {
        case VIEW, MATERIALIZED_VIEW ->
            rows.add(CATALOG, object.name().schema(), object.name().name(), object.definition());
        default -> {}
      }
    }
    return rows.build();
  }

  Batch columns() {
    TextRows rows = new TextRows(COLUMNS);
    for (CatalogObject object : catalog.objects()) {
      if (object instanceof SinkObject) {
        continue;
      }
      List<TableSpec.Column> sources =
          object instanceof TableObject table
              ? table.spec().columns()
              : object instanceof StreamObject stream ? stream.spec().columns() : List.of();
      add(rows, object.name().schema(), object.name().name(), object.columns(), sources);
    }
    systemTables.forEach((name, type) -> add(rows, schemaOf(name), nameOf(name), type, List.of()));
    return rows.build();
  }

  /** Adds a table's columns; where their values come from is known of tables and streams. */
  private static void add(
      TextRows rows, String schema, String name, RowType type, List<TableSpec.Column> sources) {
    for (int i = 0; i < type.size(); i++) {
      boolean generated = !sources.isEmpty() && sources.get(i).isGenerated();
      rows.add(
          CATALOG,
          schema,
          name,
          type.field(i).name(),
          i + 1,
          type.field(i).nullable() ? "YES" : "NO",
          type.type(i).sql(),
          generated ? "ALWAYS" : "NEVER");
    }
  }

  Batch keys() {
    TextRows rows = new TextRows(KEYS);
    for (CatalogObject object : catalog.objects()) {
      if (object instanceof TableObject table) {
        List<Integer> key = table.spec().primaryKey();
        for (int i = 0; i < key.size(); i++) {
          rows.add(
              object.name().name() + "_pkey",
              CATALOG,
              object.name().schema(),
              object.name().name(),
              table.columns().field(key.get(i)).name(),
              i + 1);
        }
      }
    }
    return rows.build();
  }
}
