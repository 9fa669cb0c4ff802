package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.EpochListener;
import io.millrace.engine.result.Result;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.LakeTable;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens while an epoch is written: slowly, or not at all. */
class EpochWritingTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @TempDir private Path folder;
  private final Gate gate = new Gate();

  /** Stops the writing thread at a point, or fails it there. */
  private static final class Gate implements EpochListener {
    private volatile Act point;
    private volatile boolean fails;
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void before(long epoch, Act now, String object) {
      if (now != point) {
        return;
      }
      if (fails) {
        failures.incrementAndGet();
        throw new MillraceException(ErrorCode.IO_ERROR, "no space left on device");
      }
      reached.countDown();
      try {
        assertTrue(released.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void close(Act at) {
      reached = new CountDownLatch(1);
      released = new CountDownLatch(1);
      point = at;
    }

    void awaitReached() throws InterruptedException {
      assertTrue(reached.await(30, TimeUnit.SECONDS));
    }

    boolean isReached() {
      return reached.getCount() == 0;
    }

    void open() {
      point = null;
      released.countDown();
    }

    void fail(Act at) {
      fails = true;
      point = at;
    }

    void heal() {
      point = null;
      fails = false;
    }
  }

  private Sql open(Duration interval) {
    return Sql.open(
        DatabaseOptions.at(folder.resolve("database"))
            .withDurable(false)
            .withEpochInterval(interval),
        gate);
  }

  private Path lines() {
    return folder.resolve("lines.csv");
  }

  private void append(int from, int to) throws IOException {
    StringBuilder text = new StringBuilder(from == 0 ? "n\n" : "");
    for (int n = from; n < to; n++) {
      text.append(n).append('\n');
    }
    Files.writeString(lines(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String stream() {
    return "CREATE STREAM numbers (n BIGINT) WITH ('connector' = 'files', 'format' = 'csv', 'path' = '"
        + lines()
        + "', 'watch' = 'true')";
  }

  private static long count(Sql sql) {
    return sql.number("SELECT n FROM counted");
  }

  @ParameterizedTest
  @EnumSource(EpochListener.Act.class)
  void stepsGoOnWhileAnEpochIsWritten(EpochListener.Act point) throws Exception {
    append(0, 10);
    try (Sql sql = open(AT_ONCE)) {
      sql.run(stream(), "CREATE MATERIALIZED VIEW counted AS SELECT COUNT(*) AS n FROM numbers");
      sql.run("CREATE MATERIALIZED VIEW all_of_them AS SELECT n FROM numbers", "FLUSH");
      assertEquals(10, count(sql));
      gate.close(point);
      append(10, 20);
      gate.awaitReached();
      append(20, 1000);
      Sql.await("rows come while an epoch is written", () -> count(sql) == 1000);
      assertEquals(1000, sql.rows("SELECT n FROM all_of_them").size());
      gate.open();
      sql.run("FLUSH");
      assertEquals(1000, count(sql));
    }
    try (Sql sql = open(AT_ONCE)) {
      append(1000, 1005);
      sql.run("FLUSH");
      assertEquals(1005, count(sql));
      assertEquals(1005, sql.number("SELECT COUNT(DISTINCT n) FROM all_of_them"));
      assertEquals(1005, sql.number("SELECT COUNT(*) FROM all_of_them"));
    }
  }

  @Test
  void aStatementWaitsForItsOwnEpochAndOthersForTheirs() throws Exception {
    try (Sql sql = open(NEVER)) {
      sql.run("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)");
      gate.close(EpochListener.Act.COMMIT);
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> run(sql, "t", 2));
      gate.awaitReached();
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> run(sql, "t", 3));
      CompletableFuture<Void> dropped =
          CompletableFuture.runAsync(
              () -> {
                try (Session session = sql.session()) {
                  session.execute("CREATE TABLE u (a INTEGER)");
                  session.execute("DROP TABLE u");
                }
              });
      Thread.sleep(50);
      assertFalse(first.isDone());
      assertFalse(second.isDone());
      assertFalse(dropped.isDone());
      // Looking waits for nothing.
      assertTrue(sql.number("SELECT COUNT(*) FROM t") >= 1);
      gate.open();
      first.get(30, TimeUnit.SECONDS);
      assertEquals(2, sql.rows("SELECT a FROM t VERSION AS OF 2").size());
      second.get(30, TimeUnit.SECONDS);
      dropped.get(30, TimeUnit.SECONDS);
      assertEquals(List.of("(1)", "(2)", "(3)"), sql.rows("SELECT a FROM t VERSION AS OF 3"));
    }
    try (Sql sql = open(NEVER)) {
      assertEquals(List.of("(1)", "(2)", "(3)"), sql.rows("SELECT a FROM t"));
      assertEquals(
          0, sql.number("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'u'"));
    }
  }

  @Test
  void muchThatWaitsMakesAnEpochDueBeforeItsTime() throws Exception {
    append(0, 10);
    try (Sql sql = open(NEVER)) {
      sql.run(stream());
      sql.run("CREATE MATERIALIZED VIEW wide AS SELECT n, REPEAT('x', 1000) AS x FROM numbers");
      sql.run("FLUSH");
      gate.close(EpochListener.Act.COMMIT);
      append(10, 1000);
      Sql.await("they come", () -> sql.number("SELECT COUNT(*) FROM wide") == 1000);
      assertFalse(gate.isReached(), "a megabyte waits for its time");
      append(1000, 80_000);
      gate.awaitReached();
      gate.open();
      Sql.await("they come", () -> sql.number("SELECT COUNT(*) FROM wide") == 80_000);
    }
  }

  private static void run(Sql sql, String table, int value) {
    try (Session session = sql.session()) {
      session.execute("INSERT INTO " + table + " VALUES (" + value + ")");
    }
  }

  @ParameterizedTest
  @EnumSource(EpochListener.Act.class)
  void whatCannotBeWrittenIsToldAndKept(EpochListener.Act point) {
    try (Sql sql = open(NEVER)) {
      sql.run(
          "CREATE TABLE t (a INTEGER)",
          "CREATE MATERIALIZED VIEW v AS SELECT COUNT(*) AS n, SUM(a) AS s FROM t",
          "INSERT INTO t VALUES (1)",
          "FLUSH");
      gate.fail(point);
      MillraceException own =
          assertThrows(MillraceException.class, () -> sql.run("INSERT INTO t VALUES (10)"));
      assertEquals(ErrorCode.IO_ERROR, own.code());
      assertEquals(
          "no space left on device; the change is kept and written as soon as it can be, or lost if"
              + " the database is closed before",
          own.getMessage());
      MillraceException other =
          assertThrows(MillraceException.class, () -> sql.run("INSERT INTO t VALUES (100)"));
      assertEquals("nothing was done: no space left on device", other.getMessage());
      assertThrows(MillraceException.class, () -> sql.run("FLUSH"));
      assertTrue(
          sql.rows("SELECT message FROM system.events").stream()
              .anyMatch(row -> row.contains("no space left")));
      gate.heal();
      sql.run("INSERT INTO t VALUES (1000)");
      assertEquals(List.of("(1)", "(10)", "(1000)"), sql.rows("SELECT a FROM t"));
      assertEquals(List.of("(3, 1011)"), sql.rows("SELECT * FROM v"));
      assertEquals(List.of("(1)", "(10)"), sql.rows("SELECT a FROM t VERSION AS OF 2"));
    }
    try (Sql sql = open(NEVER)) {
      assertEquals(List.of("(1)", "(10)", "(1000)"), sql.rows("SELECT a FROM t"));
      sql.run("INSERT INTO t VALUES (5)");
      assertEquals(List.of("(4, 1016)"), sql.rows("SELECT * FROM v"));
    }
  }

  @Test
  void sourcesWaitWhileAnEpochCannotBeWritten() throws Exception {
    append(0, 10);
    try (Sql sql = open(AT_ONCE)) {
      sql.run(stream(), "CREATE MATERIALIZED VIEW counted AS SELECT COUNT(*) AS n FROM numbers");
      sql.run("FLUSH");
      gate.fail(EpochListener.Act.PREPARE);
      append(10, 20);
      Sql.await("an epoch fails", () -> gate.failures.get() > 0);
      long before = count(sql);
      append(20, 1000);
      Thread.sleep(200);
      assertEquals(before, count(sql), "nothing more is taken");
      gate.heal();
      sql.run("FLUSH");
      assertEquals(1000, count(sql));
    }
    try (Sql sql = open(AT_ONCE)) {
      sql.run("FLUSH");
      assertEquals(1000, count(sql));
    }
  }

  @Test
  void sourcesWaitWhenTooMuchIsInMemory() throws Exception {
    try (Sql sql = open(AT_ONCE)) {
      sql.run(
          "CREATE STREAM numbers (n BIGINT) WITH ('connector' = 'datagen',"
              + " 'number-of-rows' = '4000000', 'fields.n.kind' = 'sequence')",
          "CREATE TABLE first (a INTEGER)");
      gate.close(EpochListener.Act.STORE);
      CompletableFuture<Void> insert = CompletableFuture.runAsync(() -> run(sql, "first", 1));
      gate.awaitReached();
      CompletableFuture<Void> view =
          CompletableFuture.runAsync(
              () -> {
                try (Session session = sql.session()) {
                  session.execute(
                      "CREATE MATERIALIZED VIEW all_of_them AS"
                          + " SELECT n, REPEAT('x', 100) AS x FROM numbers");
                }
              });
      gate.open();
      insert.get(30, TimeUnit.SECONDS);
      view.get(30, TimeUnit.SECONDS);
      gate.close(EpochListener.Act.PREPARE);
      gate.awaitReached();
      long[] last = new long[1];
      Sql.await(
          "the feed stands still",
          () -> {
            long now = sql.number("SELECT rows_read FROM system.feeds");
            boolean still = now == last[0] && now >= 500_000;
            last[0] = now;
            pause();
            return still;
          });
      assertTrue(last[0] < 4_000_000, "rows read: " + last[0]);
      gate.open();
      sql.run("FLUSH");
      assertEquals(4_000_000, sql.number("SELECT COUNT(*) FROM all_of_them"));
    }
  }

  @Test
  void rowsStayForWhoeverReadsThemWhileEpochsAreWritten() throws Exception {
    int epochs = 30;
    append(0, 1000);
    try (Sql sql = open(NEVER)) {
      sql.run(
          "CREATE TABLE numbers (n BIGINT)",
          "COPY numbers FROM '" + lines() + "' WITH ('format' = 'csv')",
          "CREATE TABLE t (n BIGINT)",
          "CREATE MATERIALIZED VIEW results AS SELECT n, 'row ' || CAST(n AS VARCHAR) AS x FROM t");
      CompletableFuture<Void> inserted =
          CompletableFuture.runAsync(
              () -> {
                try (Session session = sql.session()) {
                  for (int epoch = 0; epoch < epochs; epoch++) {
                    session.execute("INSERT INTO t SELECT n + " + epoch * 1000 + " FROM numbers");
                  }
                }
              });
      // What a query has handed out is read when many epochs have come since.
      List<Result.Rows> handedOut = new ArrayList<>();
      while (!inserted.isDone()) {
        if (handedOut.size() < 8) {
          handedOut.add((Result.Rows) sql.execute("SELECT n, x FROM results"));
        }
        assertEquals(
            List.of("(0, true)"),
            sql.rows(
                "SELECT COUNT(*) FILTER (WHERE x <> 'row ' || CAST(n AS VARCHAR)),"
                    + " COUNT(*) = COALESCE(MAX(n) + 1, 0) FROM results"));
        // Epochs whose rows nobody asks for come in between.
        Thread.sleep(20);
      }
      inserted.join();
      for (Result.Rows rows : handedOut) {
        assertWhole(rows);
      }
      assertEquals(1000 * epochs, sql.number("SELECT COUNT(DISTINCT n) FROM results"));
      assertEquals(
          0, sql.number("SELECT COUNT(*) FROM results WHERE x <> 'row ' || CAST(n AS VARCHAR)"));
    }
  }

  private static void assertWhole(Result.Rows rows) {
    long count = 0;
    long largest = -1;
    try (var cursor = rows.cursor()) {
      for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.size(); row++) {
          long n = batch.longs(0).values()[row];
          assertEquals("row " + n, batch.bytes(1).text(row));
          largest = Math.max(largest, n);
        }
        count += batch.size();
      }
    }
    assertEquals(count, largest + 1);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingWaitsForTheEpochThatIsWritten() throws Exception {
    append(0, 10);
    Sql sql = open(AT_ONCE);
    sql.run(stream(), "CREATE MATERIALIZED VIEW counted AS SELECT COUNT(*) AS n FROM numbers");
    sql.run("FLUSH");
    gate.close(EpochListener.Act.STORE);
    append(10, 20);
    gate.awaitReached();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(sql::close);
    Thread.sleep(50);
    assertFalse(closing.isDone());
    gate.open();
    closing.get(30, TimeUnit.SECONDS);
    try (Sql again = open(AT_ONCE)) {
      again.run("FLUSH");
      assertEquals(20, count(again));
    }
  }

  @Test
  void closingTellsWhatCouldNotBeWritten() {
    Sql sql = open(NEVER);
    sql.run("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1)");
    gate.fail(EpochListener.Act.PREPARE);
    assertThrows(MillraceException.class, () -> sql.run("INSERT INTO t VALUES (2)"));
    assertThrows(MillraceException.class, sql::close);
    gate.heal();
    try (Sql again = open(NEVER)) {
      assertEquals(List.of("(1)"), again.rows("SELECT a FROM t"));
    }
  }

  @Test
  void anotherWritersChangeInBetweenIsMet() {
    Path table = folder.resolve("database/tables/main/t");
    boolean[] done = new boolean[1];
    EpochListener foreign =
        (epoch, point, object) -> {
          if (point == EpochListener.Act.COMMIT && done[0]) {
            done[0] = false;
            takeAway(table, 2);
          }
        };
    try (Sql sql =
        Sql.open(
            DatabaseOptions.at(folder.resolve("database"))
                .withDurable(false)
                .withEpochInterval(NEVER),
            foreign)) {
      sql.run("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1), (2), (3)");
      done[0] = true;
      sql.run("DELETE FROM t WHERE a = 1");
      assertFalse(done[0]);
      assertEquals(List.of("(3)"), sql.rows("SELECT a FROM t"));
    }
    try (Sql sql = open(NEVER)) {
      assertEquals(List.of("(3)"), sql.rows("SELECT a FROM t"));
    }
  }

  @Test
  void anotherWritersChangeAfterACrashIsMet() {
    Path copy = folder.resolve("copy");
    boolean[] crashes = new boolean[1];
    EpochListener crash =
        (epoch, next, object) -> {
          if (next == EpochListener.Act.COMMIT && crashes[0]) {
            crashes[0] = false;
            CrashScript.copy(folder.resolve("database"), copy);
          }
        };
    try (Sql sql = Sql.open(DatabaseOptions.at(folder.resolve("database")), crash)) {
      sql.run("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1), (2), (3)");
      crashes[0] = true;
      sql.run("UPDATE t SET a = 10 WHERE a = 1");
    }
    takeAway(copy.resolve("tables/main/t"), 2);
    for (int opening = 0; opening < 2; opening++) {
      try (Sql sql = Sql.open(DatabaseOptions.at(copy))) {
        assertEquals(List.of("(10)", "(3)"), sql.rows("SELECT a FROM t"));
      }
    }
  }

  /** Takes a row away as another engine would. */
  private static void takeAway(Path folder, int value) {
    try (LakeTable table = LakeTable.open(folder, Clock.systemUTC())) {
      RowType type = table.type();
      var rows = new BatchBuilder(type, 1);
      ((LongBuilder) rows.column(0)).appendLong(value);
      rows.endRow(-1);
      table.commit(table.prepare(rows.build(), "DELETE"));
    }
  }
}
