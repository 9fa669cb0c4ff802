package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.error.MillraceException;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.StatementContext;
import io.millrace.type.RowType;
import java.time.Instant;
import org.apache.calcite.rex.RexNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCompilerTest {
  private final ExpressionCompiler compiler =
      new ExpressionCompiler(StatementContext.at(Instant.parse("2024-05-06T07:08:09.123456Z")));
  private final ExpressionText text =
      new ExpressionText(FunctionTable.operatorTable(), FunctionTable.convertletTable());

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
        "CAST(1e20 AS VARCHAR) | 1.0E20",
        "CAST(DATE '2024-02-29' AS VARCHAR) | 2024-02-29",
        "CAST('2024-02-29 01:02:03.5' AS TIMESTAMP) | 2024-02-29T01:02:03.500",
        "DATE '2024-01-31' + INTERVAL '1' MONTH | 2024-02-29",
        "TIMESTAMP '2024-01-31 00:00:00' + INTERVAL '1' DAY | 2024-02-01T00:00",
        "DATE '2024-03-01' - DATE '2024-02-01' | 29",
        "DATE '2024-03-01' - 1 | 2024-02-29",
        "DATE '2024-02-28' + 2 | 2024-03-01",
        "DATE '2024-02-28' + INTERVAL '1' HOUR | 2024-02-28T01:00",
        "TIMESTAMP '2024-02-28 01:00:00' - TIMESTAMP '2024-02-28 00:59:59.5' | PT0.5S",
        "TIMESTAMP '2024-02-28 01:00:00.123456' - INTERVAL '1' MONTH | 2024-01-28T01:00:00.123456",
        "TIMESTAMPDIFF(MICROSECOND, TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:00:00.000007') | 7",
        "INTERVAL '1' DAY * 2 + INTERVAL '1' HOUR | PT49H",
        "CAST(1.239 AS DECIMAL(5, 2)) | 1.24",
        "CAST(-1.5 AS INTEGER) | -2",
        "CAST(2.5e0 AS INTEGER) | 2",
        "CAST(1e0 / 3 AS DECIMAL(10, 4)) | 0.3333",
        "CAST('abcdef' AS VARCHAR(3)) | abc",
        "CAST(123 AS VARCHAR(2)) | 12",
        "CAST(12345678901234567.89 AS DECIMAL(38, 2)) * 1000000000000 | 12345678901234567890000000000.00",
        "99999999999999999999999999999.5 + 0.5 | 100000000000000000000000000000.0",
        "0.1 + 0.2 | 0.3",
        "TRY_CAST('2024-02-30' AS DATE) | null",
        "TRY_CAST(' yes ' AS BOOLEAN) | true",
        "TRY_CAST(300 AS TINYINT) | null",
        "CAST('2024-05-06T07:08:09.123456Z' AS TIMESTAMP) | 2024-05-06T07:08:09.123456",
        "CAST('2024-05-06 07:08:09+02' AS TIMESTAMP) | 2024-05-06T05:08:09",
        "CAST('{6ba7b810-9dad-11d1-80b4-00c04fd430c8}' AS UUID) | 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "CAST(CAST('6ba7b810-9dad-11d1-80b4-00c04fd430c8' AS UUID) AS VARCHAR) | 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "CAST(ARRAY[1, 2] AS VARCHAR ARRAY) | [1, 2]",
        "ARRAY[1, 2] = ARRAY[1, 2] | true",
        "MAP['a', 1]['b'] | null",
        "ARRAY[1][5] | null",
        "CAST(INTERVAL '26' HOUR AS VARCHAR) | 1 day 02:00:00",
        "CAST(5 AS INTERVAL DAY) | PT120H",
        "DATE '2024-02-28' BETWEEN DATE '2024-01-01' AND DATE '2024-12-31' | true",
        "1.50 IN (1.5, 2, 3, 4, 5, 6) | true",
        "CAST(NULL AS INTEGER) IN (1, 2, 3, 4, 5, 6) | null",
        "9 NOT IN (1, 2, 3, 4, 5, 6) | true",
        "CAST(0.1 AS REAL) + CAST(0.2 AS REAL) = CAST(0.3 AS REAL) | true",
        "POSITION('😀' IN 'aé😀b') | 3",
        "'a' < 'b' AND 'é' < '😀' | true",
        "JSON_VALUE('{\"a\": 5}', '$.b' DEFAULT 7 ON EMPTY) | 7",
        "JSON_VALUE('{\"a\": 5}', '$.a' RETURNING INTEGER) | 5",
        "CASE WHEN FALSE THEN 'a' ELSE 'abc' END | abc",
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
        "CAST('2024-02-30' AS DATE) | cannot cast '2024-02-30' to DATE",
        "CAST('12.5' AS INTEGER) | cannot cast '12.5' to INTEGER",
        "9223372036854775807 * 2 | 9223372036854775807 * 2 is out of range for BIGINT",
        "CAST(1234.5 AS DECIMAL(4, 2)) | 1234.5 is out of range for DECIMAL(4, 2)",
        "1.0 / 0 | division by zero: 1.0 / 0",
        "1e0 / 0 | division by zero: 1.0 / 0",
        "MOD(5, 0) | division by zero: 5 % 0",
        "SQRT(-1) | SQRT(-1.0): the argument must be 0 or more",
        "REGEXP_LIKE('a', '(') | invalid regular expression '(': Unclosed group",
        "SPLIT_PART('a', ',', 0) | SPLIT_PART: the part's number must not be 0",
        "JSON_VALUE('{}', '$.b' ERROR ON EMPTY) | the JSON has nothing at '$.b'",
        "JSON_VALUE('{}', 'b') | JSON path 'b' is not supported; write it like $.member[0]['other member']",
        "CAST(300 AS TINYINT) | 300 is out of range for TINYINT",
      })
  void saysWhatFailed(String expression, String message) {
    MillraceException error = assertThrows(MillraceException.class, () -> evaluate(expression));
    assertEquals(message, error.getMessage());
  }
}
