package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SyntaxException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken texts with exactly what the user is told. */
class SyntaxErrorTest {
  record Broken(String text, String message) {}

  static List<Broken> broken() {
    return List.of(
        new Broken(
            "CRAETE TABLE t (a INT)",
            "line 1:1: found 'CRAETE', expected a statement; did you mean CREATE?"),
        new Broken(
            "SELCT 1", "line 1:1: found 'SELCT', expected a statement; did you mean SELECT?"),
        new Broken(
            "CREATE TABEL t (a INT)",
            "line 1:8: found 'TABEL', expected OR, TABLE, STREAM, VIEW, MATERIALIZED, SINK "
                + "or SCHEMA; did you mean TABLE?"),
        new Broken(
            "CREATE TABLE t",
            "line 1:14: the table has no columns; expected columns in parentheses, WITH "
                + "options of a connector, or AS and a query"),
        new Broken(
            "CREATE TABLE t (a INT",
            "line 1:22: found the end of the statement, expected a column constraint, ',' "
                + "or ')' to close the '(' at 1:16"),
        new Broken(
            "CREATE TABLE t (a INT,)", "line 1:23: found ')', expected a column or a constraint"),
        new Broken(
            "CREATE TABLE t (a VARCAHR)",
            "line 1:19: there is no type 'VARCAHR'; did you mean VARCHAR?"),
        new Broken("CREATE TABLE t (a INT NOT NUL)", "line 1:27: found 'NUL', expected NULL"),
        new Broken("CREATE TABLE t (a INT, a INT)", "line 1:24: column 'a' is defined twice"),
        new Broken(
            "CREATE TABLE t (a INT, PRIMARY KEY (b1))", "line 1:37: column 'b1' is not defined"),
        new Broken(
            "CREATE TABLE t (amount INT, PRIMARY KEY (amuont))",
            "line 1:42: column 'amuont' is not defined; did you mean amount?"),
        new Broken(
            "CREATE TABLE t (a INT UNIQUE)",
            "line 1:23: found 'UNIQUE', expected a column constraint, ',' or ')'; UNIQUE "
                + "is not supported; a table has one PRIMARY KEY"),
        new Broken(
            "CREATE TABLE t (a INT) WITH ('a' = 1, 'A' = 2)",
            "line 1:39: option 'a' is given twice"),
        new Broken("CREATE VIEW v SELECT 1", "line 1:15: found 'SELECT', expected '(' or AS"),
        new Broken(
            "CREATE VIEW v AS", "line 1:17: found the end of the statement, expected a query"),
        new Broken(
            "CREATE VIEW v AS SELCT 1",
            "line 1:18: found 'SELCT', expected a query; did you mean SELECT?"),
        new Broken(
            "CREATE MATERIALISED VIEW v AS SELECT 1",
            "line 1:8: found 'MATERIALISED', expected OR, TABLE, STREAM, VIEW, "
                + "MATERIALIZED, SINK or SCHEMA; did you mean MATERIALIZED?"),
        new Broken(
            "CREATE OR REPLACE TABLE IF NOT EXISTS t (a INT)",
            "line 1:25: OR REPLACE and IF NOT EXISTS cannot stand together"),
        new Broken(
            "CREATE TABLE select (a INT)",
            "line 1:14: found 'select', expected a name or IF; 'select' is reserved and "
                + "names things only in double quotes"),
        new Broken(
            "CREATE TABLE \"t@v1\" (a INT)",
            "line 1:14: the name \"t@v1\" cannot be given; it reads 't' at an earlier moment"),
        new Broken(
            "CREATE FUNCTION f",
            "line 1:8: found 'FUNCTION', expected OR, TABLE, STREAM, VIEW, MATERIALIZED, "
                + "SINK or SCHEMA"),
        new Broken("SELECT 'abc", "line 1:8: the string that begins here has no closing '"),
        new Broken("SELECT \"abc", "line 1:8: the name that begins here has no closing \""),
        new Broken("SELECT /* abc", "line 1:8: the comment that begins here has no closing */"),
        new Broken("SELECT a \\ b", "line 1:10: found '\\', which means nothing in SQL"),
        new Broken(
            "SELECT 1 // 2",
            "line 1:10: found '//'; a comment begins with --, a division is a single /"),
        new Broken(
            "SELECT (1",
            "line 1:10: found the end of the statement, expected ')' to close the '(' at 1:8"),
        new Broken("SELECT 1)", "line 1:9: found ')', expected EMIT or the end of the statement"),
        new Broken(
            "SELECT * FROM (SELECT 1 EMIT CHANGES)",
            "line 1:25: EMIT stands in a subquery; it belongs at the end of the whole statement"),
        new Broken(
            "SELECT * FROM t EMIT CHANGE",
            "line 1:22: found 'CHANGE', expected CHANGES or ON; did you mean CHANGES?"),
        new Broken(
            "SELECT * FROM t EMIT",
            "line 1:21: found the end of the statement, expected CHANGES or ON"),
        new Broken(
            "SELECT * FROM t EMIT ON WINDOW CLOS", "line 1:32: found 'CLOS', expected CLOSE"),
        new Broken(
            "SELECT * FROM t VERSION AS OF x", "line 1:31: found 'x', expected a version number"),
        new Broken(
            "SELECT * FROM t VERSION AS OF",
            "line 1:30: found the end of the query, expected a version number"),
        new Broken(
            "SELECT * FROM (SELECT 1) VERSION AS OF 1",
            "line 1:26: time travel must follow the name of a table or view; name a "
                + "subquery's tables"),
        new Broken(
            "SELECT * FROM t TIMESTAMP AS OF 'yesterday'",
            "line 1:33: found 'yesterday', expected a timestamp such as '2026-01-31 12:00:00'"),
        new Broken(
            "SELECT * FROM t@12",
            "line 1:16: found '@', which must join a table's name and a version, as in t@v12"),
        new Broken("SELECT 1; SELECT 2", "line 1:11: found a second statement, expected only one"),
        new Broken("INSERT INT t VALUES (1)", "line 1:8: found 'INT', expected INTO"),
        new Broken("INSERT INTO t (a, a) VALUES (1, 2)", "line 1:19: column 'a' is named twice"),
        new Broken(
            "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHIN",
            "line 1:41: found 'NOTHIN', expected NOTHING or UPDATE; did you mean NOTHING?"),
        new Broken(
            "UPDATE t SETT a = 1",
            "line 1:15: found 'a', expected SET; did you mean SET where you wrote 'SETT'?"),
        new Broken("UPDATE t SET a = 1, a = 2", "line 1:21: column 'a' is set twice"),
        new Broken("UPDATE t SET u.a = 1", "line 1:14: only columns of 't' can be set here"),
        new Broken("DELETE t WHERE a = 1", "line 1:8: found 't', expected FROM"),
        new Broken("DELETE FORM t", "line 1:8: found 'FORM', expected FROM"),
        new Broken(
            "DROP TABLE t CASCADED",
            "line 1:14: found 'CASCADED', expected ',', CASCADE, RESTRICT or the end of "
                + "the statement; did you mean CASCADE?"),
        new Broken(
            "DROP t",
            "line 1:6: found 't', expected TABLE, STREAM, VIEW, MATERIALIZED, SINK or SCHEMA"),
        new Broken(
            "ALTER TABLE t ADD COLUMN x INT PRIMARY KEY",
            "line 1:26: an added column cannot be the primary key"),
        new Broken("ALTER TABLE t RENAME a b", "line 1:24: found 'b', expected TO"),
        new Broken(
            "SHOW TABELS",
            "line 1:6: found 'TABELS', expected TABLES, STREAMS, MATERIALIZED, VIEWS, "
                + "SINKS, PIPELINES, FUNCTIONS, ALL, SCHEMAS, COLUMNS or CREATE; did you mean "
                + "TABLES?"),
        new Broken(
            "SHOW",
            "line 1:5: found the end of the statement, expected TABLES, STREAMS, "
                + "MATERIALIZED, VIEWS, SINKS, PIPELINES, FUNCTIONS, ALL, SCHEMAS, COLUMNS or "
                + "CREATE"),
        new Broken(
            "EXPLAIN",
            "line 1:8: found the end of the statement, expected a query or a statement "
                + "that has one, ANALYZE, CHANGES, LOGICAL or PHYSICAL"),
        new Broken("SET x", "line 1:6: found the end of the statement, expected TO or '='"),
        new Broken(
            "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN INSERT *",
            "line 1:53: found 'INSERT', expected UPDATE, DELETE or DO"),
        new Broken(
            "UPDATE t SET a = CASE WHEN b THEN 1 WHERE c",
            "line 1:37: found 'WHERE', expected WHEN, THEN, ',' or END"),
        new Broken(
            "RESTORE TABLE t TO VERSION AS OF '1'", "line 1:34: found '1', expected a number"),
        new Broken("VACUUM t RETAIN 1.5 HOURS", "line 1:17: found '1.5', expected a whole number"),
        new Broken(
            "CREATE TABLE t (a TIMESTAMP WITH TIME ZONE)",
            "line 1:19: TIMESTAMP WITH TIME ZONE is not a type; TIMESTAMP WITH LOCAL TIME "
                + "ZONE, or TIMESTAMPTZ for short, keeps a moment in time"),
        new Broken(
            "CREATE TABLE t (a INT(3))", "line 1:19: type INTEGER takes nothing in parentheses"),
        new Broken(
            "CREATE TABLE t (a INTERVAL MONTH TO DAY)",
            "line 1:19: INTERVAL MONTH TO DAY is not a type; intervals are within YEAR TO "
                + "MONTH or within DAY TO SECOND"),
        new Broken(
            "CREATE STREAM s (a INT)", "line 1:24: found the end of the statement, expected WITH"),
        new Broken("FOO", "line 1:1: found 'FOO', expected a statement"),
        new Broken(";", "line 1:2: found no statement, expected one"),
        new Broken(
            "CREATE TABLE t (a INT, b INT PRIMARY KEY, PRIMARY KEY (a))",
            "line 1:43: a second primary key; a table has at most one"),
        new Broken(
            "CREATE TABLE t (a INT) PARTITION BY (a)",
            "line 1:24: found 'PARTITION', expected PARTITIONED, WITH, AS or the end of "
                + "the statement; did you mean PARTITIONED?"),
        new Broken(
            "CREATE TABLE t (a INT) WITH (connector 'files')",
            "line 1:40: found 'files', expected '='"),
        new Broken(
            "CREATE TABLE t (a INT DEFAULT)", "line 1:30: found ')', expected an expression"),
        new Broken(
            "CREATE TABLE t (a INT GENERATED ALWAYS (b))", "line 1:40: found '(', expected AS"),
        new Broken(
            "CREATE TABLE t (a INT, CONSTRAINT c EXPECT (a > 0) ON VIOLATION IGNORE)",
            "line 1:65: found 'IGNORE', expected FAIL, DROP or QUARANTINE"),
        new Broken(
            "CREATE TABLE t (a INT, WATERMARK a AS a)",
            "line 1:36: found 'AS', expected a column constraint, ',' or ')'"),
        new Broken(
            "CREATE VIEW v AS SELECT (1",
            "line 1:27: found the end of the statement, expected ')' to close the '(' at 1:25"),
        new Broken("CREATE SINK s AS SELECT 1", "line 1:15: found 'AS', expected WITH"),
        new Broken(
            "CREATE INDEX i ON t (a)",
            "line 1:8: found 'INDEX', expected OR, TABLE, STREAM, VIEW, MATERIALIZED, SINK "
                + "or SCHEMA; there are no indexes; tables are clustered by OPTIMIZE ... ZORDER "
                + "BY"),
        new Broken("INSERT t VALUES (1)", "line 1:8: found 't', expected INTO"),
        new Broken(
            "INSERT INTO t (a, b VALUES (1)", "line 1:21: found 'VALUES', expected ',' or ')'"),
        new Broken(
            "INSERT INTO t VALUES (1) ON CONFLCT DO NOTHING",
            "line 1:29: found 'CONFLCT', expected CONFLICT"),
        new Broken(
            "INSERT OVERWRITE t SELECT 1",
            "line 1:8: found 'OVERWRITE', expected INTO; to replace all rows, TRUNCATE and "
                + "INSERT within BEGIN and COMMIT"),
        new Broken("INSERT INTO \"\" VALUES (1)", "line 1:13: a name cannot be empty"),
        new Broken("UPDATE t SET a == 1", "line 1:16: found '==', expected '='"),
        new Broken(
            "UPDATE t SET a = WHERE b = 1", "line 1:18: found 'WHERE', expected an expression"),
        new Broken(
            "DELETE FROM t WHERE",
            "line 1:20: found the end of the statement, expected an expression"),
        new Broken(
            "SHOW TABLES LIKE abc", "line 1:18: found 'abc', expected a string in single quotes"),
        new Broken(
            "DESCRIBE",
            "line 1:9: found the end of the statement, expected a name, EXTENDED, TABLE or "
                + "HISTORY"),
        new Broken(
            "DROP TABLE IF EXIST t",
            "line 1:15: found 'EXIST', expected EXISTS, ',', CASCADE, RESTRICT or the end "
                + "of the statement; did you mean EXISTS?"),
        new Broken(
            "COPY t FROM file.csv", "line 1:13: found 'file', expected a string in single quotes"),
        new Broken(
            "COPY SELECT 1 TO 'x'",
            "line 1:6: found 'SELECT', expected a table's name or '('; 'SELECT' is "
                + "reserved and names things only in double quotes"),
        new Broken(
            "BEGIN WORKK",
            "line 1:7: found 'WORKK', expected TRANSACTION, WORK or the end of the "
                + "statement; did you mean WORK?"),
        new Broken(
            "COMMIT 5",
            "line 1:8: found '5', expected TRANSACTION, WORK or the end of the statement"),
        new Broken(
            "MERGE INTO t USING s WHEN MATCHED THEN DELETE",
            "line 1:22: found 'WHEN', expected ON"),
        new Broken(
            "MERGE INTO t USING s ON a = b",
            "line 1:30: found the end of the statement, expected WHEN"),
        new Broken(
            "MERGE INTO t USING s ON a = b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1)",
            "line 1:53: INSERT names columns: 2, but gives values: 1"),
        new Broken(
            "EXPLAIN DROP TABLE t",
            "line 1:9: found 'DROP', expected a query or a statement that has one, "
                + "ANALYZE, CHANGES, LOGICAL or PHYSICAL"),
        new Broken(
            "EXPLAIN LOGICL SELECT 1",
            "line 1:9: found 'LOGICL', expected a query or a statement that has one, "
                + "ANALYZE, CHANGES, LOGICAL or PHYSICAL; did you mean LOGICAL?"),
        new Broken(
            "ALTER VIEW v PAUSE", "line 1:7: found 'VIEW', expected TABLE, STREAM or MATERIALIZED"),
        new Broken(
            "ALTER MATERIALIZED VIEW v STOP",
            "line 1:27: found 'STOP', expected AS, PAUSE or RESUME"),
        new Broken("ALTER TABLE t RENAME TO u", "line 1:25: found 'u', expected TO"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysWhatIsWrong(Broken broken) {
    SyntaxException error = refused(broken.text);
    assertEquals(broken.message, error.getMessage());
    assertEquals("42601", error.sqlState());
    assertEquals("line " + error.position() + ": " + error.problem(), error.getMessage());
  }

  /** What is asked for by name stands in the exception as data too. */
  @Test
  void carriesItsParts() {
    SyntaxException error = refused("DROP\n  TABEL t");
    assertEquals(new SourcePosition(2, 3), error.position());
    assertEquals(5, error.length());
    assertFalse(error.atEnd());
    assertEquals(Optional.of("TABLE"), error.suggestion());
    assertEquals(
        List.of("TABLE", "STREAM", "VIEW", "MATERIALIZED", "SINK", "SCHEMA"), error.expected());
  }

  @Test
  void tellsAnUnfinishedStatementFromAWrongOne() {
    assertTrue(refused("CREATE TABLE t (a INT").atEnd());
    assertTrue(refused("INSERT INTO").atEnd());
    assertFalse(refused("INSERT IN").atEnd());
  }

  /** Wherever a statement breaks off, no list of expectations is longer than one can read. */
  @Test
  void expectationsAreFew() {
    for (String statement :
        List.of(
            "CREATE OR REPLACE TABLE IF NOT EXISTS t (a DECIMAL(1, 2) NOT NULL DEFAULT 1 , PRIMARY KEY"
                + " (a), WATERMARK FOR a AS a) PARTITIONED BY (a) WITH ('a' = 1) AS SELECT 1",
            "CREATE MATERIALIZED VIEW v (a) WITH (a = 1) AS SELECT 1 EMIT ON WINDOW CLOSE",
            "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 1 WHERE b",
            "MERGE INTO t AS x USING s ON a WHEN NOT MATCHED BY SOURCE AND b THEN UPDATE SET a = 1",
            "ALTER TABLE t ADD COLUMN a INT",
            "SHOW TABLES FROM s LIKE 'a'",
            "EXPLAIN ANALYZE SELECT 1",
            "COPY t (a) FROM 'f' WITH (a = 1)",
            "VACUUM t RETAIN 1 HOURS DRY RUN")) {
      String[] words = statement.split(" ");
      for (int i = 0; i < words.length; i++) {
        String text = String.join(" ", List.of(words).subList(0, i)) + " ]";
        SyntaxException error = null;
        try {
          StatementParser.parse(text);
        } catch (SyntaxException expected) {
          error = expected;
        }
        if (error != null) {
          assertTrue(error.expected().size() <= 11, error.getMessage());
          assertFalse(error.getMessage().contains("null"), error.getMessage());
        }
      }
    }
  }

  @Test
  void deepNestingIsRefusedNotFatal() {
    String deep = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertEquals(
        "line 1:508: parentheses are nested more than 500 deep", refused(deep).getMessage());
    String fine = "SELECT " + "(".repeat(500) + "1" + ")".repeat(500);
    assertEquals(fine, StatementParser.parse(fine).text());
    assertEquals(
        "line 1:1008: found the end of the statement, expected ')' to close the '(' at 1:8",
        refused(fine.substring(0, fine.length() - 1)).getMessage());
    String types = "CREATE TABLE t (a " + "ARRAY<".repeat(50_000) + "INT)";
    assertEquals("types are nested more than 100 deep", refused(types).problem());
    String cases = "UPDATE t SET a = " + "CASE ".repeat(50_000) + "1";
    assertEquals("CASE is nested more than 500 deep", refused(cases).problem());
  }

  /** Long statements are what programs write; their errors must come as surely as others do. */
  @Test
  void longStatementsAreExplainedToo() {
    String rows = "(1, 'x', f(2)), ".repeat(20_000);
    SyntaxException error = refused("INSERT INTO t VALUES " + rows + "(1)) ON CONFLICT");
    assertEquals(21 + rows.length() + 4, error.position().column());
    assertEquals("found ')', expected ON CONFLICT or the end of the statement", error.problem());
  }

  private static SyntaxException refused(String text) {
    return assertThrows(SyntaxException.class, () -> StatementParser.parse(text));
  }
}
