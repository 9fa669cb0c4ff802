package io.millrace.sqltests.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Runs {@code examples/demo.sql} and leaves its tables in a directory. */
public final class DemoScript {
  /** The root of the checkout: what the script's paths are relative to. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private DemoScript() {}

  /** Opens the database in a directory as the demo does. */
  public static Connection connect(Path directory) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("directory", ROOT.toString());
    return DriverManager.getConnection("jdbc:millrace:" + directory, properties);
  }

  /** Runs every statement of the script; the first that fails ends it. */
  public static void run(Connection connection) throws SQLException {
    String script;
    try {
      script = Files.readString(ROOT.resolve("examples/demo.sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET changes.follow = false");
      // The script has no semicolon inside a statement.
      for (String part : script.replaceAll("(?m)^--.*$", "").split(";")) {
        if (!part.isBlank() && statement.execute(part.strip())) {
          try (var rows = statement.getResultSet()) {
            while (rows.next()) {
              rows.getString(1);
            }
          }
        }
      }
      statement.execute("FLUSH");
    }
  }
}
