package io.millrace.bench.nexmark;

import java.io.IOException;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** The rows that a system has of a query. */
interface Rows {
  /**
   * Runs the query and puts its rows into a new table.
   *
   * @throws IOException with what the system's process said last, if that failed
   */
  void createTable(String table, DuckDBConnection duckdb)
      throws SQLException, IOException, InterruptedException;
}
