package io.millrace.sqltests.differential;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** One of the two databases, open for many scenarios. */
final class Side implements AutoCloseable {
  private final Dialect dialect;
  private final String url;
  private final Properties properties;
  private Connection connection;

  private Side(Dialect dialect, String url, Properties properties) throws SQLException {
    this.dialect = dialect;
    this.url = url;
    this.properties = properties;
    connection = DriverManager.getConnection(url, properties);
  }

  static Side duckdb() throws SQLException {
    Side side = new Side(Dialect.DUCKDB, "jdbc:duckdb:", new Properties());
    side.execute("SET threads = 1");
    // It makes wrong answers of right ones: OracleDefectTest.
    side.execute("SET disabled_optimizers = 'statistics_propagation'");
    return side;
  }

  /**
   * @param directory where it is kept; used by the mode that restarts alone
   */
  static Side millrace(Mode mode, Path directory) throws SQLException {
    String url = mode == Mode.RESTART ? "jdbc:millrace:" + directory : "jdbc:millrace::memory:";
    return new Side(Dialect.MILLRACE, url, mode.properties());
  }

  void reopen() throws SQLException {
    connection.close();
    connection = DriverManager.getConnection(url, properties);
  }

  /** Runs a statement and returns how many rows it changed. */
  int execute(String marked) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(dialect.render(marked));
      return statement.getUpdateCount();
    }
  }

  Rows rows(String marked) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(dialect.render(marked))) {
      return Rows.of(result);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
