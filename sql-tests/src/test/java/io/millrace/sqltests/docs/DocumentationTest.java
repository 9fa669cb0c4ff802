package io.millrace.sqltests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every page of {@code docs/} from top to bottom in a database of its own: each {@code sql}
 * block, and compares what its last statement prints with the {@code text} block that follows it.
 * {@code -Dsqltests.update=true} writes the text blocks anew.
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final boolean UPDATE = Boolean.getBoolean("sqltests.update");

  @TestFactory
  Stream<DynamicTest> pages() throws IOException {
    List<Path> pages;
    try (Stream<Path> walk = Files.walk(ROOT.resolve("docs"))) {
      pages =
          walk.filter(path -> path.toString().endsWith(".md"))
              .filter(DocumentationTest::hasSql)
              .sorted()
              .toList();
    }
    assertTrue(!pages.isEmpty(), "there are pages with examples");
    return pages.stream()
        .map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> check(page)));
  }

  private static boolean hasSql(Path page) {
    try {
      return Files.readString(page).contains("\n```sql\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(Path page) throws IOException, SQLException {
    List<String> lines = Files.readAllLines(page);
    List<String> written = new ArrayList<>();
    Properties properties = new Properties();
    properties.setProperty("directory", ROOT.toString());
    try (Connection connection =
        DriverManager.getConnection("jdbc:millrace::memory:", properties)) {
      String printed = null;
      for (int i = 0; i < lines.size(); i++) {
        written.add(lines.get(i));
        if (!lines.get(i).equals("```sql") && !lines.get(i).equals("```text")) {
          continue;
        }
        boolean sql = lines.get(i).equals("```sql");
        int from = i + 1;
        while (!lines.get(++i).equals("```")) {
          if (sql) {
            written.add(lines.get(i));
          }
        }
        String block = String.join("\n", lines.subList(from, i));
        if (sql) {
          printed = run(connection, block);
        } else {
          int line = from;
          if (!UPDATE) {
            assertEquals(block, printed, () -> page + ":" + line);
          }
          written.add(printed);
        }
        written.add("```");
      }
    }
    if (UPDATE) {
      Files.write(page, written);
    }
  }

  /** Runs the statements of a block; returns what the last one prints. */
  private static String run(Connection connection, String block) throws SQLException {
    String printed = "";
    for (String sql : block.replaceAll("(?m)^--.*$", "").split(";")) {
      if (sql.isBlank()) {
        continue;
      }
      try (Statement statement = connection.createStatement()) {
        boolean hasRows = statement.execute(sql.strip());
        printed =
            warnings(statement)
                + (hasRows
                    ? table(statement.getResultSet())
                    : statement.getUpdateCount() + " rows");
      } catch (SQLException e) {
        printed = "error [" + e.getSQLState() + "]: " + e.getMessage();
      }
    }
    return printed;
  }

  private static String warnings(Statement statement) throws SQLException {
    StringBuilder lines = new StringBuilder();
    SQLWarning warning = statement.getWarnings();
    while (warning != null) {
      lines.append("warning [" + warning.getSQLState() + "]: " + warning.getMessage() + "\n");
      warning = warning.getNextWarning();
    }
    return lines.toString();
  }

  private static String table(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<String[]> cells = new ArrayList<>();
    String[] header = new String[columns];
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      header[i] = rows.getMetaData().getColumnLabel(i + 1);
      widths[i] = header[i].length();
    }
    cells.add(header);
    while (rows.next()) {
      String[] row = new String[columns];
      for (int i = 0; i < columns; i++) {
        String value = rows.getString(i + 1);
        row[i] = value == null ? "NULL" : value;
        widths[i] = Math.max(widths[i], row[i].length());
      }
      cells.add(row);
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
