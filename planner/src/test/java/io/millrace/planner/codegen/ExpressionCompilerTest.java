package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.error.MillraceException;
import io.millrace.planner.function.StatementContext;
import io.millrace.type.RowType;
import java.time.Instant;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCompilerTest {
  private final ExpressionCompiler compiler =
      new ExpressionCompiler(StatementContext.at(Instant.parse("2024-05-06T07:08:09.123456Z")));
  private final ExpressionText text =
      new ExpressionText(SqlStdOperatorTable.instance(), StandardConvertletTable.INSTANCE);

  private Object evaluate(String expression) {
    RexNode node = text.parse(expression, RowType.of());
    return compiler.evaluate(node);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 2 | 3",
        "7 / 2 | 3",
        "-7 / 2 | -3",
        "1.5 + 2.25 | 3.75",
        "1.5 * 2.25 | 3.375",
        "10.00 / 3 | 3.3333333333333",
        "1 < 2 | true",
        "1 < CAST(NULL AS INTEGER) | null",
        "FALSE AND CAST(NULL AS BOOLEAN) | false",
        "TRUE OR 1 / 0 = 1 | true",
        "CASE WHEN 1 = 2 THEN 1 / 0 ELSE 5 END | 5",
        "CAST('12' AS INTEGER) | 12",
        "CAST(' -1.5 ' AS DECIMAL(5, 2)) | -1.50",
        "CAST(12.5 AS INTEGER) | 13",
        "CAST(1e20 AS VARCHAR) | 1e+20",
        "CAST(DATE '2024-02-29' AS VARCHAR) | 2024-02-29",
        "CAST('2024-02-29 01:02:03.5' AS TIMESTAMP) | 2024-02-29T01:02:03.500",
        "DATE '2024-01-31' + INTERVAL '1' MONTH | 2024-02-29",
        "TIMESTAMP '2024-01-31 00:00:00' + INTERVAL '1' DAY | 2024-02-01T00:00",
        "3 IN (1, 2, 3, 4, 5, 6, 7) | true",
        "'x' IN ('a', 'b', 'c', 'd', 'e', 'f') | false",
        "5 BETWEEN 1 AND 10 | true",
        "COALESCE(CAST(NULL AS INTEGER), 4) | 4",
        "NULLIF(3, 3) | null",
        "1.0e0 / 4 | 0.25",
        "2 IS DISTINCT FROM CAST(NULL AS INTEGER) | true",
      })
  void evaluates(String expression, String expected) {
    assertEquals(expected, String.valueOf(evaluate(expression)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2147483647 + 1 | 2147483647 + 1 is out of range for INTEGER",
        "1 / 0 | division by zero: 1 / 0",
        "CAST('x' AS INTEGER) | cannot cast 'x' to INTEGER",
        "CAST(300 AS TINYINT) | 300 is out of range for TINYINT",
      })
  void saysWhatFailed(String expression, String message) {
    MillraceException error = assertThrows(MillraceException.class, () -> evaluate(expression));
    assertEquals(message, error.getMessage());
  }
}
