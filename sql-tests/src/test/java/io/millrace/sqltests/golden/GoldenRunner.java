package io.millrace.sqltests.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs the commands of a golden file in one mode and tells what they print. */
final class GoldenRunner implements AutoCloseable {
  /** The times of a run's own versions, which no file can foretell. */
  private static final Pattern PRESENT = Pattern.compile("20[2-9]\\d-\\d\\d-\\d\\d[T ][0-9:.]+Z");

  /** The last column of DESCRIBE HISTORY. */
  private static final Pattern EPOCH = Pattern.compile("\\d+$");

  private final RunMode mode;
  private final Path folder;
  private final Path data;
  private final Properties properties;
  private final List<String> sessionStatements = new ArrayList<>();
  private final String url;
  private Connection connection;

  /**
   * @param folder the test's own, empty
   * @param data where the test data lies; {@code ${data}} in texts
   */
  GoldenRunner(RunMode mode, Path folder, Path data, long seed) throws SQLException {
    this.mode = mode;
    this.folder = folder;
    this.data = data;
    this.properties = mode.properties(seed);
    properties.setProperty("directory", folder.toString());
    url = mode.restarts() ? "jdbc:millrace:" + folder.resolve("db") : "jdbc:millrace::memory:";
    connection = DriverManager.getConnection(url, properties);
  }

  /** Runs a command and returns the lines that it prints. */
  List<String> run(GoldenFile.Command command) throws SQLException {
    List<String> printed = print(command);
    if (mode.restarts()) {
      restart();
    }
    return printed;
  }

  private void restart() throws SQLException {
    connection.close();
    connection = DriverManager.getConnection(url, properties);
    for (String sql : sessionStatements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private List<String> print(GoldenFile.Command command) throws SQLException {
    String text = command.text().replace("${data}", data.toString().replace('\\', '/'));
    switch (command.verb()) {
      case "statement":
        return statement(command.argument(), sql(text));
      case "query":
        return query(sql(text), !command.argument().equals("ordered"));
      case "changes":
        return changes(sql(text));
      case "plan":
        return query(sql(text), false).subList(1, query(sql(text), false).size() - 1);
      case "file":
        append(command.argument(), text);
        return List.of();
      case "restart":
      case "only":
        return List.of();
      default:
        throw new IllegalArgumentException(
            "line " + command.line() + ": no such verb: " + command.verb());
    }
  }

  private static String sql(String text) {
    String stripped = text.strip();
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private List<String> statement(String kind, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      if (kind.equals("error")) {
        return List.of("no error");
      }
      String first = sql.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
      if (first.equals("USE")) {
        sessionStatements.removeIf(GoldenRunner::isUse);
      }
      if (first.equals("USE") || first.equals("SET") || first.equals("RESET")) {
        sessionStatements.add(sql);
      }
      List<String> lines = warnings(statement);
      if (kind.equals("count")) {
        lines.add(statement.getUpdateCount() + " rows");
      }
      return lines;
    } catch (SQLException e) {
      List<String> lines = new ArrayList<>();
      String message = e.getMessage().replace(folder.toString(), "${folder}");
      message = message.replace(data.toString(), "${data}");
      message = PRESENT.matcher(message).replaceAll("\\${now}");
      ("[" + e.getSQLState() + "] " + message).lines().forEach(lines::add);
      return lines;
    }
  }

  /** Returns a line for each warning of a statement that has been run. */
  private List<String> warnings(Statement statement) throws SQLException {
    List<String> lines = new ArrayList<>();
    SQLWarning warning = statement.getWarnings();
    while (warning != null) {
      String message = warning.getMessage().replace(folder.toString(), "${folder}");
      lines.add("[" + warning.getSQLState() + "] " + message);
      warning = warning.getNextWarning();
    }
    return lines;
  }

  private static boolean isUse(String sql) {
    return sql.strip().toUpperCase(Locale.ROOT).startsWith("USE");
  }

  private List<String> query(String sql, boolean sorted) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      List<String> lines = new ArrayList<>();
      boolean history = sql.toUpperCase(Locale.ROOT).startsWith("DESCRIBE HISTORY");
      while (rows.next()) {
        String line = row(rows, 1, names.size());
        // When a version came is no one's to foretell, nor how many epochs there were before it.
        lines.add(
            history
                ? EPOCH
                    .matcher(PRESENT.matcher(line).replaceAll("\\${now}"))
                    .replaceAll("\\${epoch}")
                : line);
      }
      if (sorted) {
        Collections.sort(lines);
      }
      int count = lines.size();
      lines.add(0, String.join(" | ", names));
      lines.addAll(0, warnings(statement));
      lines.add("(" + count + (count == 1 ? " row)" : " rows)"));
      return lines;
    } catch (SQLException e) {
      return List.of("[" + e.getSQLState() + "] " + e.getMessage());
    }
  }

  private String row(ResultSet rows, int from, int to) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      String value = rows.getString(i);
      values.add(value == null ? "NULL" : value.isEmpty() ? "''" : value.replace("\n", "\\n"));
    }
    return String.join(" | ", values)
        .replace(folder.toString(), "${folder}")
        .replace(data.toString(), "${data}");
  }

  private List<String> changes(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET changes.follow = false");
      Map<String, Integer> net = new TreeMap<>();
      List<String> warnings;
      try (ResultSet rows = statement.executeQuery(sql)) {
        warnings = warnings(statement);
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          int weight = rows.getString(1).startsWith("+") ? 1 : -1;
          net.merge(row(rows, 3, columns), weight, Integer::sum);
        }
      }
      List<String> lines = new ArrayList<>();
      net.forEach(
          (row, weight) -> {
            if (weight != 0) {
              lines.add((weight > 0 ? "+" : "") + weight + " | " + row);
            }
          });
      int count = lines.size();
      lines.addAll(0, warnings);
      lines.add("(" + count + (count == 1 ? " row)" : " rows)"));
      return lines;
    }
  }

  private void append(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
