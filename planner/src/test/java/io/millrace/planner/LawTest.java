package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.embedded.EmbeddedSql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law: a query kept up to date has the rows of the query run once, after any changes. */
class LawTest {
  private static final long SEED = 20_261_121;
  private static final PlannerContext CONTEXT =
      new PlannerContext(Instant.EPOCH, ZoneOffset.UTC, "main");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a + 1 AS x, c FROM t WHERE b > 1 OR c IS NULL",
        "SELECT DISTINCT a, c FROM t",
        "SELECT a, COUNT(*), COUNT(b), SUM(b), MIN(b), MAX(c), AVG(b) FROM t GROUP BY a",
        "SELECT COUNT(*), SUM(a), MIN(c) FROM t WHERE b < 2",
        "SELECT a, COUNT(DISTINCT b), SUM(b) FILTER (WHERE c = 'x') FROM t GROUP BY a",
        "SELECT a, b, COUNT(*), GROUPING(a), GROUPING(b) FROM t GROUP BY ROLLUP(a, b)",
        "SELECT a, c, SUM(b) FROM t GROUP BY GROUPING SETS ((a), (c), ())",
        "SELECT a, COUNT(*) AS n FROM t GROUP BY a HAVING COUNT(*) > 1",
        "SELECT t.a, t.b, u.d FROM t JOIN u ON t.a = u.a",
        "SELECT t.a, t.b, u.d FROM t LEFT JOIN u ON t.a = u.a AND t.b < u.d",
        "SELECT t.b, u.d FROM t RIGHT JOIN u ON t.a = u.a",
        "SELECT t.a, t.b, u.a, u.d FROM t FULL JOIN u ON t.a = u.a",
        "SELECT t.a, u.d FROM t JOIN u ON t.b < u.d",
        "SELECT t.a, u.d FROM t CROSS JOIN u",
        "SELECT t.a, u.d FROM t JOIN u ON t.a IS NOT DISTINCT FROM u.a",
        "SELECT * FROM u WHERE a IN (SELECT b FROM t)",
        "SELECT * FROM u WHERE a NOT IN (SELECT b FROM t)",
        "SELECT * FROM u WHERE a NOT IN (SELECT b FROM t WHERE b IS NOT NULL)",
        "SELECT * FROM u WHERE EXISTS (SELECT 1 FROM t WHERE t.a = u.a AND t.b > u.d)",
        "SELECT * FROM u WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.a = u.a)",
        "SELECT a, d, (SELECT MAX(b) FROM t WHERE t.a = u.a) FROM u",
        "SELECT a, (SELECT COUNT(*) FROM t WHERE t.a = u.a) AS n FROM u",
        "SELECT * FROM u WHERE d > (SELECT AVG(b) FROM t)",
        "SELECT * FROM u WHERE d > ALL (SELECT b FROM t WHERE b IS NOT NULL)",
        "SELECT * FROM u WHERE d = ANY (SELECT b FROM t)",
        "SELECT a, d IN (SELECT b FROM t) AS x FROM u",
        "SELECT a FROM t UNION SELECT d FROM u",
        "SELECT a FROM t UNION ALL SELECT d FROM u",
        "SELECT a FROM t INTERSECT SELECT d FROM u",
        "SELECT a FROM t INTERSECT ALL SELECT d FROM u",
        "SELECT a FROM t EXCEPT SELECT d FROM u",
        "SELECT a FROM t EXCEPT ALL SELECT d FROM u",
        "SELECT a, b FROM t ORDER BY b DESC NULLS LAST, a LIMIT 3",
        "SELECT a, b FROM t ORDER BY a, b LIMIT 2 OFFSET 1",
        "SELECT * FROM (SELECT a, b, ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) AS n FROM t)"
            + " WHERE n <= 2",
        "SELECT a, b FROM t QUALIFY RANK() OVER (PARTITION BY a ORDER BY b DESC) = 1",
        "WITH g AS (SELECT a, c, COUNT(*) AS n FROM t GROUP BY a, c) SELECT x.a, x.c, x.n, y.m FROM g x"
            + " JOIN (SELECT a, MAX(n) AS m FROM g GROUP BY a) y ON x.a = y.a AND x.n >= y.m",
        "WITH g AS (SELECT a, c, COUNT(*) AS n FROM t GROUP BY a, c) SELECT x.c, y.a, x.n FROM g x"
            + " JOIN (SELECT a, MAX(n) AS m FROM g GROUP BY a) y ON y.a IS NOT DISTINCT FROM x.a AND y.m = x.n",
        "WITH g AS (SELECT a, c, COUNT(*) AS n FROM t GROUP BY a, c) SELECT x.a, y.c, y.m FROM g x"
            + " JOIN (SELECT c, MIN(n) AS m FROM g GROUP BY c) y ON x.n <= y.m AND x.c = y.c AND x.a > 1",
        "SELECT a, c, COUNT(*) AS n FROM t GROUP BY a, c"
            + " QUALIFY RANK() OVER (PARTITION BY c ORDER BY COUNT(*)) = 1",
        "SELECT a, b, DENSE_RANK() OVER (ORDER BY b) AS r FROM t",
        "SELECT a, SUM(b) OVER (PARTITION BY a ORDER BY b ROWS 2 PRECEDING) AS s,"
            + " LEAD(b) OVER (PARTITION BY a ORDER BY b) AS l, COUNT(*) OVER () AS n FROM t",
        "SELECT a, SUM(SUM(b)) OVER (ORDER BY a RANGE 1 PRECEDING) AS s FROM t GROUP BY a",
        "SELECT a, x FROM (SELECT a, MAX(b) OVER (ORDER BY a) AS x FROM t) q WHERE x > 2",
        "WITH x AS (SELECT a, SUM(b) AS s FROM t GROUP BY a) SELECT p.a, q.s FROM x p JOIN x q"
            + " ON p.a = q.a + 1",
        "SELECT x.n, COUNT(*) FROM (SELECT a, COUNT(*) AS n FROM t GROUP BY a) x GROUP BY x.n",
        "SELECT * FROM (VALUES (1, 'one'), (2, 'two')) AS v(k, name) LEFT JOIN u ON u.a = v.k",
        "SELECT u.a, s.m FROM u, LATERAL (SELECT MAX(b) AS m FROM t WHERE t.a = u.a) s",
        "SELECT a, CASE WHEN b > 1 THEN 'many' ELSE 'few' END AS k, COUNT(*) FROM t GROUP BY 1, 2"
      })
  void holds(String text) {
    EmbeddedSql sql = EmbeddedSql.of(text);
    PlannedQuery continuous = planner().plan(sql, Purpose.CONTINUOUS);
    PlannedQuery snapshot = planner().plan(sql, Purpose.SNAPSHOT);
    for (int workers = 1; workers <= 2; workers++) {
      Random random = new Random(SEED);
      Map<String, List<Object[]>> tables = new LinkedHashMap<>();
      tables.put("t", new ArrayList<>());
      tables.put("u", new ArrayList<>());
      try (CircuitRun run = new CircuitRun(continuous, CONTEXT, workers)) {
        for (int step = 0; step < 25; step++) {
          for (int change = random.nextInt(4); change >= 0; change--) {
            change(random, tables, run);
          }
          run.step();
          assertEquals(
              once(snapshot, tables), run.rows(), text + ", seed " + SEED + ", step " + step);
        }
      }
    }
  }

  private static QueryPlanner planner() {
    return new QueryPlanner(new FixedCatalog(), CONTEXT);
  }

  private static void change(Random random, Map<String, List<Object[]>> tables, CircuitRun run) {
    String table = random.nextInt(3) > 0 ? "t" : "u";
    List<Object[]> rows = tables.get(table);
    if (!rows.isEmpty() && random.nextInt(5) < 2) {
      run.change(table, -1, rows.remove(random.nextInt(rows.size())));
      return;
    }
    Object[] row =
        table.equals("t")
            ? new Object[] {small(random), small(random), letter(random), null}
            : new Object[] {small(random), small(random)};
    rows.add(row);
    run.change(table, 1, row);
  }

  private static Integer small(Random random) {
    int value = random.nextInt(5);
    return value == 4 ? null : (Integer) value;
  }

  private static String letter(Random random) {
    int value = random.nextInt(4);
    return value == 3 ? null : "xyz".substring(value, value + 1);
  }

  private static List<String> once(PlannedQuery snapshot, Map<String, List<Object[]>> tables) {
    try (CircuitRun run = new CircuitRun(snapshot, CONTEXT, 1)) {
      tables.forEach((name, rows) -> run.change(name, 1, rows.toArray(Object[][]::new)));
      return run.step().shown();
    }
  }
}
