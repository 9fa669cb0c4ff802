package io.millrace.shell.prompt;

import io.millrace.shell.session.DatabaseLink;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names in the database, as they were a moment ago. They are read by a thread of its own, so
 * that typing never waits for them.
 */
final class CatalogNames {
  /** Something with rows. */
  record Table(String schema, String name, List<String> columns) {}

  /** What there was when somebody looked. */
  record Snapshot(List<String> schemas, List<Table> tables, List<String> functions) {
    static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), List.of());

    /** Finds a table by its names, the last of which is its own. */
    Optional<Table> table(List<String> names) {
      String name = names.get(names.size() - 1);
      String schema = names.size() > 1 ? names.get(names.size() - 2) : null;
      return tables.stream()
          .filter(table -> table.name().equalsIgnoreCase(name))
          .filter(table -> schema == null || table.schema().equalsIgnoreCase(schema))
          .findFirst();
    }
  }

  private final DatabaseLink link;
  private volatile Snapshot snapshot = Snapshot.EMPTY;
  private boolean reading;
  private boolean again;

  CatalogNames(DatabaseLink link) {
    this.link = link;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Has the names read anew, and returns at once. */
  synchronized void refresh() {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    Thread thread = new Thread(this::readUntilCurrent, "millrace-names");
    thread.setDaemon(true);
    thread.start();
  }

  private void readUntilCurrent() {
    do {
      synchronized (this) {
        again = false;
      }
      try {
        snapshot = link.aside(this::read);
      } catch (SQLException | RuntimeException e) {
        // Completion then knows what it knew before; nobody asked for an error.
        again = false;
      }
    } while (goesOn());
  }

  private synchronized boolean goesOn() {
    reading = again;
    return again;
  }

  private Snapshot read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      List<String> functions = snapshot.functions();
      if (functions.isEmpty()) {
        functions = functions(statement);
      }
      return new Snapshot(
          firstColumn(statement, "SELECT schema_name FROM information_schema.schemata"),
          tables(statement),
          functions);
    }
  }

  /** Returns the names of functions proper: of what is called with parentheses. */
  private static List<String> functions(Statement statement) throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    try (ResultSet rows = statement.executeQuery("SHOW FUNCTIONS")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (rows.getString(2).startsWith(name + "(")) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private static List<String> firstColumn(Statement statement, String sql) throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return List.copyOf(names);
  }

  private static List<Table> tables(Statement statement) throws SQLException {
    Map<String, Table> tables = new LinkedHashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_schema, table_name, column_name FROM information_schema.columns")) {
      while (rows.next()) {
        String schema = rows.getString(1);
        String name = rows.getString(2);
        tables
            .computeIfAbsent(
                (schema + "." + name).toLowerCase(Locale.ROOT),
                key -> new Table(schema, name, new ArrayList<>()))
            .columns()
            .add(rows.getString(3));
      }
    }
    return List.copyOf(tables.values());
  }
}
