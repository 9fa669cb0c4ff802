package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.flow.DatabaseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views over data that is there already: others go on meanwhile, and what they change counts. */
class FillingTest {
  private static final String GROUPED = "SELECT k, COUNT(*) AS n, SUM(v) AS s FROM big GROUP BY k";
  private static final String JOINED =
      "SELECT a.k, COUNT(*) AS n FROM big a JOIN big b ON a.id = b.id + 1 GROUP BY a.k";

  @TempDir private Path folder;

  private Sql open() {
    return Sql.open(
        DatabaseOptions.at(folder.resolve("database"))
            .withDurable(false)
            .withEpochInterval(Duration.ofMillis(10)));
  }

  @Test
  void changesMeanwhileAreNeitherLostNorDoubled() {
    long seed = 4711;
    Random random = new Random(seed);
    try (Sql sql = open()) {
      sql.run(
          "CREATE STREAM made (id BIGINT, k INTEGER, v INTEGER) WITH ('connector' = 'datagen',"
              + " 'number-of-rows' = '300000', 'fields.id.kind' = 'sequence',"
              + " 'fields.k.min' = '0', 'fields.k.max' = '9',"
              + " 'fields.v.min' = '0', 'fields.v.max' = '99')",
          "CREATE TABLE big (id BIGINT, k INTEGER, v INTEGER)",
          "INSERT INTO big SELECT * FROM made",
          "CREATE MATERIALIZED VIEW grouped AS " + GROUPED,
          "CREATE MATERIALIZED VIEW joined AS " + JOINED,
          "CREATE MATERIALIZED VIEW above AS SELECT MAX(n) AS most FROM grouped");
      for (int i = 0; i < 20 || i < 500 && isFilling(sql); i++) {
        int id = random.nextInt(300_000);
        sql.run(
            random.nextInt(3) == 0
                ? "DELETE FROM big WHERE id = " + id
                : "INSERT INTO big VALUES (" + id + ", 3, 5), (" + (id + 1) + ", 4, 6)");
      }
      check(sql, "seed " + seed);
    }
    try (Sql sql = open()) {
      sql.run("INSERT INTO big VALUES (7, 1, 1)");
      check(sql, "seed " + seed + ", opened again");
    }
  }

  private static boolean isFilling(Sql sql) {
    return sql.rows("SELECT status FROM system.pipelines").contains("('filling')");
  }

  private static void check(Sql sql, String what) {
    assertEquals(sql.rows(GROUPED), sql.rows("SELECT * FROM grouped"), what);
    assertEquals(sql.rows(JOINED), sql.rows("SELECT * FROM joined"), what);
    assertEquals(sql.rows("SELECT MAX(n) FROM grouped"), sql.rows("SELECT * FROM above"), what);
  }

  @Test
  void viewsOfAStreamAreFilledWhileItIsRead() {
    try (Sql sql = open()) {
      sql.run(
          "CREATE STREAM made (id BIGINT, next BIGINT GENERATED ALWAYS AS (id + 1),"
              + " doubled BIGINT GENERATED ALWAYS AS (id * 2)) WITH ('connector' = 'datagen',"
              + " 'number-of-rows' = '2000000', 'fields.id.kind' = 'sequence')");
      for (int view = 0; view < 6; view++) {
        sql.run(
            "CREATE MATERIALIZED VIEW v"
                + view
                + " AS SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE next <> id + 1 OR doubled <>"
                + " id * 2) AS wrong FROM made");
        String wrong = "SELECT COUNT(*) FROM made WHERE next <> id + 1 OR doubled <> id * 2";
        assertEquals(List.of("(0)"), sql.rows(wrong));
      }
      for (int view = 0; view < 6; view++) {
        assertEquals(List.of("(2000000, 0)"), sql.rows("SELECT * FROM v" + view));
      }
      assertEquals(
          List.of(), sql.rows("SELECT name, error FROM system.pipelines WHERE error IS NOT NULL"));
    }
  }

  @Test
  void aViewCanBeDroppedAndTheDatabaseClosedWhileItIsFilled() {
    try (Sql sql = open()) {
      sql.run(
          "CREATE STREAM made (id BIGINT) WITH ('connector' = 'datagen',"
              + " 'number-of-rows' = '500000', 'fields.id.kind' = 'sequence')",
          "CREATE TABLE big (id BIGINT)",
          "INSERT INTO big SELECT * FROM made",
          "CREATE MATERIALIZED VIEW gone AS SELECT DISTINCT id FROM big",
          "DROP MATERIALIZED VIEW gone",
          "CREATE MATERIALIZED VIEW paused AS SELECT DISTINCT id FROM big",
          "ALTER MATERIALIZED VIEW paused PAUSE",
          "CREATE MATERIALIZED VIEW later AS SELECT COUNT(DISTINCT id) AS n FROM big");
    }
    try (Sql sql = open()) {
      assertEquals(List.of("(500000)"), sql.rows("SELECT n FROM later"));
      sql.run("ALTER MATERIALIZED VIEW paused RESUME");
      assertEquals(500_000, sql.number("SELECT COUNT(*) FROM paused"));
    }
  }

  @Test
  void whatWasComputedBeforeAPauseIsForgotten() {
    String query = "SELECT k, COUNT(*) AS n FROM t GROUP BY k";
    try (Sql sql = open()) {
      sql.run(
          "CREATE TABLE t (k INTEGER)",
          "INSERT INTO t VALUES (1), (2)",
          "CREATE MATERIALIZED VIEW v AS " + query,
          "FLUSH",
          "ALTER MATERIALIZED VIEW v PAUSE",
          "DELETE FROM t WHERE k = 1",
          "ALTER MATERIALIZED VIEW v RESUME",
          "FLUSH");
      assertEquals(List.of("(2, 1)"), sql.rows("SELECT * FROM v"));
    }
    try (Sql sql = open()) {
      sql.run("INSERT INTO t VALUES (1), (3)");
      assertEquals(List.of("(1, 1)", "(2, 1)", "(3, 1)"), sql.rows("SELECT * FROM v"));
    }
  }
}
