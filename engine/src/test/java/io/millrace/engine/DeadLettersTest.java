package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.lake.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of dead letters, which is made when the first comes. */
class DeadLettersTest {
  private static final String TABLE =
      "CREATE TABLE t (a INTEGER, CONSTRAINT positive EXPECT (a > 0) ON VIOLATION QUARANTINE)";
  private static final String LETTERS = "SELECT source, record FROM system.dead_letters";

  @TempDir private Path directory;

  private Path letters() {
    return directory.resolve("system").resolve("dead_letters");
  }

  private Sql open() {
    return Sql.open(DatabaseOptions.at(directory).withDurable(false));
  }

  @Test
  void thereIsNoTableUntilTheFirstComes() {
    try (Sql sql = open()) {
      sql.run(TABLE, "INSERT INTO t VALUES (1)");
      assertEquals(List.of(), sql.rows(LETTERS));
    }
    assertFalse(Files.exists(letters()));
    try (Sql sql = open()) {
      assertEquals(List.of(), sql.rows(LETTERS));
      sql.run("INSERT INTO t VALUES (2), (-3)");
      assertEquals(1, sql.rows(LETTERS).size());
      assertTrue(LakeTable.exists(letters()));
      sql.run("INSERT INTO t VALUES (-4)");
    }
    try (Sql sql = open()) {
      assertEquals(2, sql.rows(LETTERS).size());
      assertEquals(2, sql.number("SELECT COUNT(*) FROM t"));
      sql.run("INSERT INTO t VALUES (-5)");
      assertEquals(3, sql.rows(LETTERS).size());
    }
  }

  @Test
  void whatIsLeftOfATableWhoseMakingWasCutShortIsNoTable() throws IOException {
    open().close();
    Path log = Files.createDirectories(letters().resolve("_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.1"), "{");
    try (Sql sql = open()) {
      sql.run(TABLE, "INSERT INTO t VALUES (-1)");
      assertEquals(1, sql.rows(LETTERS).size());
    }
    try (Sql sql = open()) {
      assertEquals(1, sql.rows(LETTERS).size());
    }
  }
}
