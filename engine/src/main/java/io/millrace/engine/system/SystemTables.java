package io.millrace.engine.system;

import io.millrace.batch.Batch;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Incidents;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The tables of the schemas {@code system} and {@code information_schema}, by name. */
public final class SystemTables {
  private final Map<String, VirtualDataset> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public SystemTables(Catalog catalog, Flow flow, Incidents incidents) {
    InformationSchema schema = new InformationSchema(catalog);
    add("information_schema.schemata", InformationSchema.SCHEMATA, schema::schemata);
    add("information_schema.tables", InformationSchema.TABLES, schema::tables);
    add("information_schema.columns", InformationSchema.COLUMNS, schema::columns);
    add("information_schema.views", InformationSchema.VIEWS, schema::views);
    add("information_schema.key_column_usage", InformationSchema.KEYS, schema::keys);
    FlowTables flows = new FlowTables(flow, incidents);
    add("system.pipelines", FlowTables.PIPELINES, flows::pipelines);
    add("system.operators", FlowTables.OPERATORS, flows::operators);
    add("system.feeds", FlowTables.FEEDS, flows::feeds);
    add("system.events", FlowTables.EVENTS, flows::events);
    add("system.expectations", FlowTables.EXPECTATIONS, flows::expectations);
    add("system.epochs", FlowTables.EPOCHS, flows::epochs);
    tables.put(
        "system.dead_letters",
        new VirtualDataset(
            "system.dead_letters",
            flow.deadLetters().type(),
            (columns, take) -> flow.moment().of(flow.deadLetters()).scan(columns, take)));
  }

  private void add(String name, RowType type, Supplier<Batch> rows) {
    tables.put(name, VirtualDataset.of(name, type, rows));
  }

  public Optional<VirtualDataset> find(String schema, String name) {
    return Optional.ofNullable(tables.get(schema + "." + name));
  }

  /** Returns whether this is one of the schemas of system tables. */
  public static boolean isSchema(String name) {
    return name.equalsIgnoreCase("system") || name.equalsIgnoreCase("information_schema");
  }

  /** Returns all names, {@code schema.name}. */
  public List<String> names() {
    return List.copyOf(tables.keySet());
  }
}
