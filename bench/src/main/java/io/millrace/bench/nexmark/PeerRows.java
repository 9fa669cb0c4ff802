package io.millrace.bench.nexmark;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** A query's rows as another system's process leaves them in files. */
final class PeerRows implements Rows {
  private final Child child;
  private final Contender contender;
  private final Task task;

  PeerRows(Child child, Contender contender, Task task) {
    this.child = child;
    this.contender = contender;
    this.task = task;
  }

  @Override
  public void createTable(String table, DuckDBConnection duckdb)
      throws SQLException, IOException, InterruptedException {
    String files = child.writeRows(contender, task) + "/**/*.parquet";
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE TABLE " + table + " AS SELECT * FROM read_parquet('" + files + "')");
    }
    Folders.delete(task.work());
  }
}
