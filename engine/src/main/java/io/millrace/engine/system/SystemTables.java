package io.millrace.engine.system;

import io.millrace.batch.Batch;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.flow.DeadLetters;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Incidents;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The tables of the schemas {@code system} and {@code information_schema}, by name. */
public final class SystemTables {
  private static final Map<String, RowType> TYPES = types();

  private final Map<String, VirtualDataset> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public SystemTables(Catalog catalog, Flow flow, Incidents incidents) {
    InformationSchema schema = new InformationSchema(catalog, TYPES);
    add("information_schema.schemata", schema::schemata);
    add("information_schema.tables", schema::tables);
    add("information_schema.columns", schema::columns);
    add("information_schema.views", schema::views);
    add("information_schema.key_column_usage", schema::keys);
    FlowTables flows = new FlowTables(flow, incidents);
    add("system.pipelines", flows::pipelines);
    add("system.operators", flows::operators);
    add("system.feeds", flows::feeds);
    add("system.events", flows::events);
    add("system.expectations", flows::expectations);
    add("system.epochs", flows::epochs);
    tables.put(
        "system.dead_letters",
        new VirtualDataset(
            "system.dead_letters",
            DeadLetters.TYPE,
            (columns, take) -> {
              StoredDataset letters = flow.deadLetters();
              flow.moment(List.of(letters)).of(letters).scan(columns, take);
            }));
  }

  private static Map<String, RowType> types() {
    Map<String, RowType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    types.put("information_schema.schemata", InformationSchema.SCHEMATA);
    types.put("information_schema.tables", InformationSchema.TABLES);
    types.put("information_schema.columns", InformationSchema.COLUMNS);
    types.put("information_schema.views", InformationSchema.VIEWS);
    types.put("information_schema.key_column_usage", InformationSchema.KEYS);
    types.put("system.pipelines", FlowTables.PIPELINES);
    types.put("system.operators", FlowTables.OPERATORS);
    types.put("system.feeds", FlowTables.FEEDS);
    types.put("system.events", FlowTables.EVENTS);
    types.put("system.expectations", FlowTables.EXPECTATIONS);
    types.put("system.epochs", FlowTables.EPOCHS);
    types.put("system.dead_letters", DeadLetters.TYPE);
    return Collections.unmodifiableMap(types);
  }

  private void add(String name, Supplier<Batch> rows) {
    tables.put(name, VirtualDataset.of(name, TYPES.get(name), rows));
  }

  public Optional<VirtualDataset> find(String schema, String name) {
    return Optional.ofNullable(tables.get(schema + "." + name));
  }

  /** Returns whether this is one of the schemas of system tables. */
  public static boolean isSchema(String name) {
    return name.equalsIgnoreCase("system") || name.equalsIgnoreCase("information_schema");
  }

  /** Returns whether there is such a system table. */
  public static boolean contains(String schema, String name) {
    return TYPES.containsKey(schema + "." + name);
  }

  /** Returns all names, {@code schema.name}. */
  public static List<String> names() {
    return new ArrayList<>(TYPES.keySet());
  }
}
