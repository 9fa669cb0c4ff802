package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.text.SyntaxException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  /** All keywords that fit the prefix, at the place of the bar. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      quoteCharacter = '~',
      value = {
        "CREATE |: MATERIALIZED OR SCHEMA SINK STREAM TABLE VIEW",
        "CR|: CREATE",
        "SELECT 1; DRO|: DROP",
        "CREATE MAT|: MATERIALIZED",
        "CREATE TABLE | t: IF",
        "CREATE TABLE t (a |: ARRAY AS BIGINT BINARY BOOL BOOLEAN BYTEA BYTES CHAR CHARACTER DATE DEC"
            + " DECIMAL DOUBLE FLOAT FLOAT4 FLOAT8 INT INT2 INT4 INT8 INTEGER INTERVAL JSON LONG MAP"
            + " NUMERIC REAL ROW SMALLINT STRING TEXT TIME TIMESTAMP TIMESTAMPTZ TIMESTAMP_LTZ TINYINT"
            + " UUID VARBINARY VARCHAR VARIANT",
        "CREATE TABLE t (a INT |: ARRAY CHECK CONSTRAINT DEFAULT GENERATED METADATA NOT NULL PRIMARY",
        "CREATE TABLE t (a INT, |: CHECK CONSTRAINT PRIMARY WATERMARK",
        "CREATE TABLE t (a INT) |: AS PARTITIONED WITH",
        "CREATE VIEW v |: AS",
        "CREATE VIEW v AS |: SELECT TABLE VALUES WITH",
        "INSERT |: INTO",
        "INSERT INTO t (a) |: SELECT TABLE VALUES WITH",
        "INSERT INTO t VALUES (1) ON |: CONFLICT",
        "INSERT INTO t VALUES (1) ON CONFLICT DO |: NOTHING UPDATE",
        "SELECT * FROM t EMIT |: CHANGES ON",
        "SELECT * FROM t EMIT ON WINDOW |: CLOSE",
        "ALTER TABLE t |: ADD DROP PAUSE RENAME RESUME SET",
        "ALTER MATERIALIZED VIEW v |: AS PAUSE RESUME",
        "DROP |: MATERIALIZED SCHEMA SINK STREAM TABLE VIEW",
        "EXPLAIN PH|: PHYSICAL",
        "SHOW TA|: TABLES",
        "UPDATE t |: AS SET",
        "DELETE FROM t |: AS WHERE",
        "SELECT * FROM t GROUP |: BY",
        "SELECT * FROM t LEFT |: JOIN OUTER",
        "SELECT * FR|: FROM",
        "SELECT * FROM t WH|: WHERE",
        "SELECT * FROM t WHERE a = 1 GR|: GROUP",
        "SELECT * FROM (SELECT * FROM t WH|: WHERE",
        "SELECT * FROM (SELECT * FROM t) OR|: ORDER",
        "SELECT * FROM t EM|: EMIT",
        "VACUUM t |: DRY RETAIN",
        "SET |: ",
        "SELECT t.|: ",
        "SELECT 'fro|: ",
        "SELECT 1 -- fro|: ",
        "FOO |: "
      })
  void proposesKeywords(String text, String keywords) {
    Completion completion = at(text);
    assertEquals(
        keywords == null ? "" : keywords,
        completion.keywords().stream().filter(completion::fits).collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM ^ | TABLE FUNCTION",
        "SELECT * FROM t, ord^ | TABLE FUNCTION",
        "SELECT * FROM t JOIN ^ | TABLE FUNCTION",
        "SELECT ^ | COLUMN FUNCTION",
        "SELECT a FROM t WHERE ^ | COLUMN FUNCTION",
        "SELECT a FROM t ORDER BY ^ | COLUMN FUNCTION",
        "INSERT INTO ^ | TABLE",
        "INSERT INTO t (^ | COLUMN",
        "UPDATE ^ | TABLE",
        "UPDATE t SET ^ | COLUMN",
        "UPDATE t SET a = ^ | COLUMN FUNCTION",
        "DELETE FROM ^ | TABLE",
        "DELETE FROM t WHERE ^ | COLUMN FUNCTION",
        "DROP TABLE ^ | OBJECT",
        "DESCRIBE ^ | OBJECT",
        "ALTER TABLE ^ | TABLE",
        "ALTER TABLE t DROP COLUMN ^ | COLUMN",
        "ALTER MATERIALIZED VIEW ^ | VIEW",
        "USE ^ | SCHEMA",
        "CREATE TABLE ^ | ~~",
        "SELECT a FROM t ^ | ~~",
        "MERGE INTO t USING ^ | TABLE",
        "SELECT 'x^ | ~~"
      })
  void saysWhatNamesMayStandThere(String text, String kinds) {
    Set<String> expected = new TreeSet<>(List.of(kinds.split(" ")));
    expected.remove("");
    Set<String> names = new TreeSet<>();
    at(text.replace('^', '|')).names().forEach(kind -> names.add(kind.name()));
    assertEquals(expected, names);
  }

  @Test
  void knowsTheWordAndItsQualifier() {
    Completion completion = at("SELECT s.\"My T\".co|l FROM x");
    assertEquals("co", completion.prefix());
    assertEquals(16, completion.from());
    assertEquals(List.of("s", "My T"), completion.qualifier());
    assertTrue(completion.names().contains(Completion.NameKind.COLUMN));
    assertEquals(Set.of(), completion.keywords());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "FLUSH;", "-- c\n"})
  void everyStatementMayBegin(String text) {
    assertTrue(
        Completion.expectedAt(text, text.length())
            .keywords()
            .containsAll(List.of("CREATE", "SELECT", "INSERT", "SHOW", "WITH", "FLUSH", "BEGIN")));
  }

  /** Each keyword that is proposed must not make the text wrong where it stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CREATE ",
        "CREATE TABLE t ",
        "CREATE TABLE t (a INT ",
        "CREATE TABLE t (a INT, ",
        "ALTER ",
        "ALTER TABLE t ",
        "INSERT INTO t ",
        "UPDATE t ",
        "SHOW ",
        "EXPLAIN ",
        "DESCRIBE ",
        "VACUUM t ",
        "MERGE INTO t USING s ON a WHEN ",
        "COPY t ",
        "COPY (SELECT 1) TO 'x' ",
        "OPTIMIZE t ",
        "RESTORE "
      })
  void proposedKeywordsArePossible(String text) {
    Set<String> keywords = Completion.expectedAt(text, text.length()).keywords();
    assertTrue(!keywords.isEmpty());
    for (String keyword : keywords) {
      try {
        StatementParser.parse(text + keyword);
      } catch (SyntaxException error) {
        assertTrue(error.position().column() > text.length() + 1, text + keyword + ": " + error);
      }
    }
  }

  private static Completion at(String text) {
    int offset = text.indexOf('|');
    return Completion.expectedAt(text.replace("|", ""), offset);
  }
}
