package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The files that both systems read, made once by DuckDB: {@code facts.parquet} (5 million rows: key
 * below a million, value, text), {@code keys.parquet} (a million rows, one a key) and {@code
 * facts.jsonl} (a million rows). Deterministic.
 */
final class BenchmarkData {
  /** Rows of facts.parquet. */
  static final int FACTS = 5_000_000;

  /** Rows of keys.parquet, and different keys. */
  static final int KEYS = 1_000_000;

  /** Rows of facts.jsonl. */
  static final int LINES = 1_000_000;

  private BenchmarkData() {}

  /** Returns the folder with the files, making them if they are not there. */
  static Path folder() throws IOException, SQLException {
    Path folder = Path.of("target", "bench-data").toAbsolutePath();
    if (Files.exists(folder.resolve("complete"))) {
      return folder;
    }
    Files.createDirectories(folder);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE TABLE facts AS SELECT hash(i) % "
              + KEYS
              + " AS k, (hash(i + 1) % 1000)::BIGINT AS v, 'name ' || (hash(i) % 5000) AS s FROM"
              + " range("
              + FACTS
              + ") AS r(i)");
      statement.execute("ALTER TABLE facts ALTER k TYPE BIGINT");
      statement.execute(copy("facts", folder.resolve("facts.parquet"), "parquet"));
      statement.execute(
          copy("(SELECT * FROM facts LIMIT " + LINES + ")", folder.resolve("facts.jsonl"), "json"));
      statement.execute(
          copy(
              "(SELECT i AS k, i % 100 AS w FROM range(" + KEYS + ") AS r(i))",
              folder.resolve("keys.parquet"),
              "parquet"));
    }
    Files.createFile(folder.resolve("complete"));
    return folder;
  }

  private static String copy(String what, Path file, String format) {
    return "COPY " + what + " TO '" + file + "' (FORMAT " + format + ")";
  }
}
