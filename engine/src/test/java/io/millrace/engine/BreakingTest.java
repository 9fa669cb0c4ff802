package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.flow.DatabaseOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory used up, or worse, ends what it happened in, and nothing else. */
@Timeout(60)
class BreakingTest {

  @Test
  void aQueryThatUsesUpMemoryStopsAlone() {
    try (Sql sql = Sql.open(DatabaseOptions.memory())) {
      sql.run(
          "CREATE TABLE t (a INTEGER)",
          "CREATE SINK broken WITH ('connector' = 'breaking') AS SELECT a FROM t",
          "CREATE MATERIALIZED VIEW whole AS SELECT COUNT(*) AS n FROM t",
          "INSERT INTO t VALUES (1)",
          "INSERT INTO t VALUES (2)");
      assertEquals(List.of("(2)"), sql.rows("SELECT n FROM whole"));
      assertEquals(
          List.of("('stopped')"),
          sql.rows("SELECT status FROM system.pipelines WHERE name LIKE '%broken'"));
      String error =
          sql.rows("SELECT error FROM system.pipelines WHERE name LIKE '%broken'").get(0);
      assertTrue(error.contains("memory") && error.contains("-Xmx"), error);
    }
  }

  @Test
  void aSinkThatCannotDeliverStopsAlone() {
    try (Sql sql = Sql.open(DatabaseOptions.memory())) {
      sql.run(
          "CREATE TABLE t (a INTEGER)",
          "CREATE SINK broken WITH ('connector' = 'breaking', 'takes' = 'all') AS SELECT a FROM t",
          "CREATE MATERIALIZED VIEW whole AS SELECT COUNT(*) AS n FROM t",
          "INSERT INTO t VALUES (1)",
          "INSERT INTO t VALUES (2)");
      assertEquals(List.of("(2)"), sql.rows("SELECT n FROM whole"));
      String error =
          sql.rows("SELECT error FROM system.pipelines WHERE name LIKE '%broken'").get(0);
      assertTrue(error.contains("memory") && error.contains("-Xmx"), error);
    }
  }

  @Test
  void aSourceThatBreaksStopsAlone() {
    try (Sql sql = Sql.open(DatabaseOptions.memory())) {
      sql.run(
          "CREATE STREAM broken (a INTEGER) WITH ('connector' = 'breaking')",
          "CREATE MATERIALIZED VIEW of_broken AS SELECT COUNT(*) AS n FROM broken",
          "CREATE TABLE t (a INTEGER)",
          "CREATE MATERIALIZED VIEW whole AS SELECT COUNT(*) AS n FROM t",
          "INSERT INTO t VALUES (1)");
      assertEquals(List.of("(1)"), sql.rows("SELECT n FROM whole"));
      Sql.await(
          "the feed stops",
          () ->
              sql.rows("SELECT status FROM system.feeds WHERE name LIKE '%broken'")
                  .equals(List.of("('stopped')")));
    }
  }
}
