package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.millrace.engine.flow.DatabaseOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With several workers the columns of Parquet files are decoded side by side: the rows stay what
 * they are, and threads end with the database.
 */
class SideBySideReadingTest {
  private static final String SUMS =
      "SELECT COUNT(*) AS n, SUM(id) AS ids, SUM(CAST(a AS DECIMAL(38))) AS a, SUM(b) AS b, MIN(c) AS c, MIN(t) AS least,"
          + " MAX(t) AS most, COUNT(DISTINCT t) AS different, SUM(CHAR_LENGTH(u)) AS length FROM ";

  @TempDir private Path folder;

  private Sql open(int workers) {
    return Sql.open(
        DatabaseOptions.at(folder.resolve("database-" + workers))
            .withDurable(false)
            .withWorkers(workers)
            .withBaseDirectory(folder));
  }

  private static List<Thread> spareThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("millrace-spare-"))
        .toList();
  }

  private static void awaitEnd(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(30_000);
      assertFalse(thread.isAlive(), thread.getName());
    }
  }

  @Test
  void rowsAreTheSameWithAnyNumberOfWorkers() throws InterruptedException {
    try (Sql sql = open(1)) {
      sql.run(
          "CREATE STREAM made (id BIGINT, a BIGINT, b INTEGER, c DOUBLE, t VARCHAR, u VARCHAR)"
              + " WITH ('connector' = 'datagen', 'number-of-rows' = '60000',"
              + " 'fields.id.kind' = 'sequence')",
          "CREATE TABLE kept (id BIGINT, a BIGINT, b INTEGER, c DOUBLE, t VARCHAR, u VARCHAR)",
          "INSERT INTO kept SELECT * FROM made",
          "COPY (SELECT * FROM kept ORDER BY id) TO 'rows.parquet'");
    }
    awaitEnd(spareThreads());
    List<List<String>> found = new ArrayList<>();
    for (int workers : new int[] {1, 2, 5}) {
      try (Sql sql = open(workers)) {
        sql.run(
            "CREATE STREAM files (id BIGINT, a BIGINT, b INTEGER, c DOUBLE, t VARCHAR, u VARCHAR,"
                + " r BIGINT METADATA FROM 'file.row')"
                + " WITH ('connector' = 'files', 'path' = 'rows.parquet')",
            "CREATE MATERIALIZED VIEW sums AS " + SUMS + "files",
            "CREATE TABLE read AS SELECT * FROM read_parquet('rows.parquet')");
        List<String> rows = new ArrayList<>(sql.rows("SELECT * FROM sums"));
        assertEquals(rows, sql.rows(SUMS + "read"));
        assertEquals(rows, sql.rows(SUMS + "read_parquet('rows.parquet')"));
        // The first id may be 0 or 1; from there on there is one for each row of the file.
        rows.addAll(sql.rows("SELECT DISTINCT r - id FROM files"));
        assertEquals(2, rows.size());
        found.add(rows);
        assertEquals(workers == 1, spareThreads().isEmpty());
      }
      awaitEnd(spareThreads());
    }
    assertEquals(found.get(0), found.get(1));
    assertEquals(found.get(0), found.get(2));
  }
}
