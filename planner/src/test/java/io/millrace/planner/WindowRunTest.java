package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.operator.time.LateRows;
import io.millrace.parser.embedded.EmbeddedSql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows from SQL to rows; the stream's watermark is its largest time so far. */
class WindowRunTest {
  private static final PlannerContext CONTEXT =
      new PlannerContext(Instant.EPOCH, ZoneOffset.UTC, "main");

  private static CircuitRun run(String query, Purpose purpose) {
    PlannedQuery planned =
        new QueryPlanner(new FixedCatalog(), CONTEXT).plan(EmbeddedSql.of(query), purpose);
    return new CircuitRun(planned, CONTEXT, 1);
  }

  private static Object[] click(String page, String time, long visitor) {
    return new Object[] {page, "2026-01-01 " + time, visitor};
  }

  @Test
  void tumbleLeavesLateRowsOutAndCountsThem() {
    String query =
        "SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts),"
            + " INTERVAL '1' MINUTE)) GROUP BY window_end";
    try (CircuitRun run = run(query, Purpose.CONTINUOUS)) {
      run.change("clicks", 1, click("a", "10:00:10", 1), click("a", "10:00:50", 1)).step();
      assertEquals(List.of("[2026-01-01T10:01, 2]"), run.rows());
      run.change("clicks", 1, click("a", "10:01:05", 1), click("late", "10:00:20", 1)).step();
      assertEquals(List.of("[2026-01-01T10:01, 2]", "[2026-01-01T10:02, 1]"), run.rows());
      assertEquals(
          1, run.translated().lateRows().values().stream().mapToLong(LateRows::late).sum());
    }
  }

  @Test
  void onCloseAWindowComesOnce() {
    String query =
        "SELECT TUMBLE_START(ts, INTERVAL '1' MINUTE) AS s, COUNT(*) AS n FROM clicks"
            + " GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)";
    try (CircuitRun run = run(query, Purpose.CONTINUOUS_ON_CLOSE)) {
      run.change("clicks", 1, click("a", "10:00:10", 1), click("a", "10:00:50", 1)).step();
      assertEquals(List.of(), run.rows());
      run.change("clicks", 1, click("a", "10:01:05", 1)).step();
      assertEquals(List.of("[2026-01-01T10:00, 2]"), run.rows());
    }
  }

  @Test
  void sessionsGrowByVisitor() {
    String query =
        "SELECT visitor, SESSION_START(ts, INTERVAL '10' MINUTE) AS s,"
            + " SESSION_END(ts, INTERVAL '10' MINUTE) AS e, COUNT(*) AS n"
            + " FROM clicks GROUP BY visitor, SESSION(ts, INTERVAL '10' MINUTE)";
    try (CircuitRun run = run(query, Purpose.CONTINUOUS)) {
      run.change("clicks", 1, click("a", "10:00:00", 1), click("a", "10:05:00", 2)).step();
      run.change("clicks", 1, click("a", "10:06:00", 1), click("a", "10:30:00", 1)).step();
      assertEquals(
          List.of(
              "[1, 2026-01-01T10:00, 2026-01-01T10:16, 2]",
              "[1, 2026-01-01T10:30, 2026-01-01T10:40, 1]",
              "[2, 2026-01-01T10:05, 2026-01-01T10:15, 1]"),
          run.rows());
    }
  }

  @Test
  void hopPutsARowIntoSeveralWindows() {
    String query =
        "SELECT window_start, page FROM TABLE(HOP(TABLE clicks, DESCRIPTOR(ts),"
            + " INTERVAL '1' HOUR, INTERVAL '2' HOUR))";
    try (CircuitRun run = run(query, Purpose.CONTINUOUS)) {
      run.change("clicks", 1, click("a", "10:30:00", 1)).step();
      assertEquals(List.of("[2026-01-01T09:00, a]", "[2026-01-01T10:00, a]"), run.rows());
    }
  }

  @Test
  void windowsJoin() {
    String query =
        "SELECT c.window_end, c.page, c.n, v.m FROM"
            + " (SELECT window_end, page, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks,"
            + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_end, page) c"
            + " LEFT JOIN (SELECT window_end, page, COUNT(*) AS m FROM TABLE(TUMBLE(TABLE views,"
            + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_end, page) v"
            + " ON c.window_end = v.window_end AND c.page = v.page";
    try (CircuitRun run = run(query, Purpose.CONTINUOUS)) {
      run.change("clicks", 1, click("a", "10:00:10", 1), click("b", "10:00:20", 1)).step();
      run.change("views", 1, new Object[] {"2026-01-01 10:00:30", "a"}).step();
      run.change("clicks", 1, click("a", "10:00:40", 1)).step();
      assertEquals(
          List.of("[2026-01-01T10:01, a, 2, 1]", "[2026-01-01T10:01, b, 1, null]"), run.rows());
      run.change("clicks", 1, click("a", "10:05:00", 1)).step();
      run.change("views", 1, new Object[] {"2026-01-01 10:05:00", "a"}).step();
      assertEquals(
          List.of(
              "[2026-01-01T10:01, a, 2, 1]",
              "[2026-01-01T10:01, b, 1, null]",
              "[2026-01-01T10:06, a, 1, 1]"),
          run.rows());
    }
  }
}
