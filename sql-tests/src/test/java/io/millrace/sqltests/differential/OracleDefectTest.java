package io.millrace.sqltests.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where DuckDB 2.0.0 is wrong. It contradicts what it answers without its statistics_propagation:
 * so that is off where it is asked. Other questions are not put to it. Once DuckDB is mended, this
 * fails, and they may be.
 */
final class OracleDefectTest {
  /** Takes an expression for not null where the column in it is not. */
  private static final String EMPTY_PREFIX_OF_NULL =
      "SELECT s FROM t WHERE STARTS_WITH(NULLIF(s, 'b'), '')";

  /** An internal error where a column has nothing but nulls. */
  private static final String FUNCTION_OF_NULLS =
      "SELECT s FROM nulls WHERE SPLIT_PART(NULLIF(s, 'b'), ' ', 1) > 'a'";

  /** Of the row with 'x' nothing is asked for: whatever is not in that, be it NULL, is TRUE. */
  private static final String NOT_IN_NOTHING =
      "SELECT o.s FROM o WHERE o.n NOT IN (SELECT i.k FROM i WHERE o.s < (SELECT l.s FROM l LIMIT"
          + " 1))";

  /** Takes arguments for named ones by the columns that they are. */
  private static final String EQUAL_ARGUMENTS =
      "WITH q AS (SELECT k, COUNT(*) AS n FROM e GROUP BY k) SELECT o.k, (SELECT MAX(i.k) FROM q i"
          + " WHERE i.k = o.n) FROM q o WHERE GREATEST(5, o.k, o.k) > 1";

  @Test
  void duckdbBreaksDownOverGreatestOfTwoColumnsOfOneName() throws SQLException {
    try (Side duckdb = Side.duckdb()) {
      duckdb.execute("CREATE TABLE e (k BIGINT)");
      duckdb.execute("INSERT INTO e VALUES (1)");
      assertNotEquals(List.of("1 | 1"), answer(duckdb, EQUAL_ARGUMENTS));
      String same = EQUAL_ARGUMENTS.replace("o.k, o.k)", "o.k, COALESCE(o.k, o.k))");
      assertEquals(List.of("1 | 1"), answer(duckdb, same));
    }
  }

  @Test
  void duckdbIsWrongAboutALimitBelowACorrelatedNotIn() throws SQLException {
    try (Side duckdb = Side.duckdb()) {
      duckdb.execute("CREATE TABLE o (s VARCHAR, n BIGINT)");
      duckdb.execute("CREATE TABLE i (k BIGINT)");
      duckdb.execute("CREATE TABLE l (s VARCHAR)");
      duckdb.execute("INSERT INTO o VALUES ('a', NULL), ('x', NULL)");
      duckdb.execute("INSERT INTO i VALUES (0)");
      duckdb.execute("INSERT INTO l VALUES ('b')");
      assertNotEquals(List.of("'x'"), answer(duckdb, NOT_IN_NOTHING));
      String same = NOT_IN_NOTHING.replace("l.s FROM l LIMIT 1", "MIN(l.s) FROM l");
      assertEquals(List.of("'x'"), answer(duckdb, same));
    }
  }

  @Test
  void duckdbIsWrongWithStatisticsPropagation() throws SQLException {
    try (Side duckdb = Side.duckdb()) {
      duckdb.execute("CREATE TABLE t (s VARCHAR)");
      duckdb.execute("INSERT INTO t VALUES ('a'), ('b')");
      duckdb.execute("CREATE TABLE nulls (s VARCHAR)");
      assertEquals(List.of("'a'"), answer(duckdb, EMPTY_PREFIX_OF_NULL));
      assertEquals(List.of(), answer(duckdb, FUNCTION_OF_NULLS));
      duckdb.execute("RESET disabled_optimizers");
      assertNotEquals(List.of("'a'"), answer(duckdb, EMPTY_PREFIX_OF_NULL));
      assertNotEquals(List.of(), answer(duckdb, FUNCTION_OF_NULLS));
    }
  }

  private static List<String> answer(Side duckdb, String query) {
    try {
      return duckdb.rows(query).lines();
    } catch (SQLException e) {
      return List.of(e.getMessage());
    }
  }
}
