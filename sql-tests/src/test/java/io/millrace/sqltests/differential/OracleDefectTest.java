package io.millrace.sqltests.differential;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Each defect is still there: once DuckDB is mended, its entry goes. */
final class OracleDefectTest {
  @Test
  void duckdbStillFails() throws SQLException {
    try (Side duckdb = Side.duckdb()) {
      duckdb.execute("CREATE TABLE t (s VARCHAR)");
      for (OracleDefect defect : OracleDefect.values()) {
        SQLException error =
            assertThrows(SQLException.class, () -> duckdb.rows(defect.example()), defect.name());
        assertTrue(OracleDefect.isKnown(error.getMessage()));
        assertTrue(error.getMessage().contains(defect.message()), error.getMessage());
      }
    }
  }
}
