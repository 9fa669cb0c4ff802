package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.Moment;
import io.millrace.parser.embedded.TimeTravelName;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSqlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // the ways to say it
        "FROM t VERSION AS OF 12 | FROM \"t@v12\" AS \"t\"",
        "FROM t FOR VERSION AS OF 12 | FROM \"t@v12\" AS \"t\"",
        "FROM t for system_version as of 12 | FROM \"t@v12\" AS \"t\"",
        "FROM t TIMESTAMP AS OF '2026-01-31' | FROM \"t@t2026-01-31\" AS \"t\"",
        "FROM t FOR TIMESTAMP AS OF TIMESTAMP '2026-01-31 12:00:00' |"
            + " FROM \"t@t2026-01-31 12:00:00\" AS \"t\"",
        "FROM t AS OF EPOCH 7 | FROM \"t@e7\" AS \"t\"",
        "FROM t@v12 | FROM \"t@v12\" AS \"t\"",
        // names
        "FROM s.t VERSION AS OF 1 | FROM s.\"t@v1\" AS \"t\"",
        "FROM s . t@V1 | FROM s . \"t@v1\" AS \"t\"",
        "FROM \"My T\" VERSION AS OF 1 | FROM \"My T@v1\" AS \"My T\"",
        "FROM \"a\"\"b\"@v1 | FROM \"a\"\"b@v1\" AS \"a\"\"b\"",
        "FROM `a b`.`c``d` VERSION AS OF 1 | FROM \"a b\".\"c`d@v1\" AS \"c`d\"",
        "FROM version VERSION AS OF 1 | FROM \"version@v1\" AS \"version\"",
        // aliases
        "FROM t VERSION AS OF 1 AS x | FROM \"t@v1\" AS x",
        "FROM t VERSION AS OF 1 x WHERE x.a | FROM \"t@v1\" x WHERE x.a",
        "FROM t@v1 `x` | FROM \"t@v1\" \"x\"",
        "FROM t@v1 WHERE t.a = 1 | FROM \"t@v1\" AS \"t\" WHERE t.a = 1",
        "FROM t@v1, u@v2 | FROM \"t@v1\" AS \"t\", \"u@v2\" AS \"u\"",
        "FROM t@v1 JOIN u@v2 USING (a) | FROM \"t@v1\" AS \"t\" JOIN \"u@v2\" AS \"u\" USING (a)",
        "FROM t@v1 LIMIT 5 | FROM \"t@v1\" AS \"t\" LIMIT 5",
        "FROM t@v1 ASOF JOIN u | FROM \"t@v1\" AS \"t\" ASOF JOIN u",
        "FROM t@v1 MATCH_RECOGNIZE (x) | FROM \"t@v1\" MATCH_RECOGNIZE (x)",
        "(SELECT * FROM t@v1) UNION (TABLE s.t@v2) |"
            + " (SELECT * FROM \"t@v1\" AS \"t\") UNION (TABLE s.\"t@v2\")",
        "TUMBLE(TABLE t VERSION AS OF 3, DESCRIPTOR(x)) | TUMBLE(TABLE \"t@v3\", DESCRIPTOR(x))",
        "FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01 00:00:00' |"
            + " FROM \"t@t2026-01-01 00:00:00\" AS \"t\"",
        // what stays
        "FROM t FOR SYSTEM_TIME AS OF u.x | FROM t FOR SYSTEM_TIME AS OF u.x",
        "'t VERSION AS OF 1, t@v1, `x`' | 't VERSION AS OF 1, t@v1, `x`'",
        "x /* t@v1 `x` */ | x /* t@v1 `x` */",
        "\"t@v1\" \"`x`\" | \"t@v1\" \"`x`\"",
        "CAST(version AS timestamp) | CAST(version AS timestamp)",
        // quotes
        "`a`, `a\"b` | \"a\", \"a\"\"b\"",
        "$$it's$$ | 'it''s'",
      })
  void rewritesWhatCalciteCannotRead(String text, String calcite) {
    assertEquals(calcite, EmbeddedSql.of(text).calciteText());
    assertEquals(text, EmbeddedSql.of(text).text());
  }

  /** What Calcite reserves and people name columns, where it is a name and where it is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT time, date, timestamp FROM t |"
            + " SELECT \"time\", \"date\", \"timestamp\" FROM t",
        "SELECT t.time, t.offset AS partition FROM stream |"
            + " SELECT t.\"time\", t.\"offset\" AS \"partition\" FROM \"stream\"",
        "SELECT * FROM s WHERE time > 5 ORDER BY offset DESC LIMIT 5 OFFSET 2 |"
            + " SELECT * FROM s WHERE \"time\" > 5 ORDER BY \"offset\" DESC LIMIT 5 OFFSET 2",
        "SELECT CAST(time AS TIMESTAMP), x AS time, time::date, CAST(x AS MAP<DATE, TIME>) |"
            + " SELECT CAST(\"time\" AS TIMESTAMP), x AS \"time\", \"time\"::date, CAST(x AS MAP<DATE, TIME>)",
        "SELECT DATE '2026-01-31', TIMESTAMP '2026-01-31 00:00:00', INTERVAL '1' DAY |"
            + " SELECT DATE '2026-01-31', TIMESTAMP '2026-01-31 00:00:00', INTERVAL '1' DAY",
        "SELECT EXTRACT(YEAR FROM DATE '2026-01-31'), EXTRACT(YEAR FROM time), FLOOR(date TO DAY) |"
            + " SELECT EXTRACT(YEAR FROM DATE '2026-01-31'), EXTRACT(YEAR FROM \"time\"), FLOOR(\"date\" TO DAY)",
        "SELECT sum(x) OVER (PARTITION BY time ORDER BY offset ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) |"
            + " SELECT sum(x) OVER (PARTITION BY \"time\" ORDER BY \"offset\" ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
        "SELECT count(*) OVER (RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) |"
            + " SELECT count(*) OVER (RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW)",
        "TABLE(TUMBLE(TABLE quakes, DESCRIPTOR(time), INTERVAL '1' HOUR)) |"
            + " TABLE(TUMBLE(TABLE quakes, DESCRIPTOR(\"time\"), INTERVAL '1' HOUR))",
        "WITH date AS (SELECT 1 AS time) SELECT time t, date \"d\" FROM date |"
            + " WITH \"date\" AS (SELECT 1 AS \"time\") SELECT \"time\" t, \"date\" \"d\" FROM \"date\"",
        "SELECT CASE time WHEN date THEN timestamp ELSE uuid END FROM a LEFT OUTER JOIN stream USING (time) |"
            + " SELECT CASE \"time\" WHEN \"date\" THEN \"timestamp\" ELSE \"uuid\" END FROM a LEFT OUTER JOIN \"stream\" USING (\"time\")",
        "FOR SYSTEM_TIME AS OF o.time | FOR SYSTEM_TIME AS OF o.\"time\"",
        "AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS time > 1 |"
            + " AFTER MATCH SKIP PAST LAST ROW PATTERN (A) DEFINE A AS \"time\" > 1",
        "ORDER BY x OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY |"
            + " ORDER BY x OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY",
        "a MINUS SELECT b | a MINUS SELECT b",
      })
  void quotesNamesThatCalciteReserves(String text, String calcite) {
    assertEquals(calcite, EmbeddedSql.of(text).calciteText());
  }

  @Test
  void unusualWhiteSpaceBecomesPlain() {
    assertEquals("a  b\n\tc", EmbeddedSql.of("a\u00a0 b\n\tc").calciteText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "FROM t VERSION AS OF x | 22 | found 'x', expected a version number",
        "FROM t VERSION AS OF -1 | 22 | found '-', expected a version number",
        "FROM t VERSION AS OF 1.5 | 22 | found '1.5', expected a version number",
        "FROM t VERSION AS OF | 21 | found the end of the query, expected a version number",
        "FROM t TIMESTAMP AS OF 5 | 24 |"
            + " found '5', expected a timestamp in single quotes, as in '2026-01-31 12:00:00'",
        "FROM t TIMESTAMP AS OF 'now' | 24 |"
            + " found 'now', expected a timestamp such as '2026-01-31 12:00:00'",
        "FROM t AS OF EPOCH e | 20 | found 'e', expected an epoch number",
        "FROM (SELECT 1) VERSION AS OF 1 | 17 |"
            + " time travel must follow the name of a table or view; name a subquery's tables",
        "FROM t @v1 | 8 | found '@', which must join a table's name and a version, as in t@v12",
        "FROM t@e1 | 7 | found '@', which must join a table's name and a version, as in t@v12",
        "FROM t@ | 7 | found '@', which must join a table's name and a version, as in t@v12",
        "a // b | 3 | found '//'; a comment begins with --, a division is a single /",
      })
  void refusesTimeTravelToNowhere(String text, int column, String problem) {
    SyntaxException error = assertThrows(SyntaxException.class, () -> EmbeddedSql.of(text));
    assertEquals(problem, error.problem());
    assertEquals(new SourcePosition(1, column), error.position());
  }

  @Test
  void leadsBackToTheUsersText() {
    String text =
        "CREATE VIEW v AS\n  SELECT `a b`, oops\n  FROM t VERSION AS OF 12, u\n  WHERE x = 'ä😀' AND y";
    Definition.CreateView view = (Definition.CreateView) StatementParser.parse(text);
    EmbeddedSql query = view.query();
    for (String word : List.of("SELECT", "oops", "FROM", "u\n", "WHERE", "AND", "y")) {
      assertEquals(place(text, word), original(query, word), word);
    }
    assertEquals(place(text, "`a b`"), original(query, "\"a b\""));
    assertEquals(place(text, "b`"), original(query, "b\""));
    assertEquals(place(text, "t VERSION"), original(query, "\"t@v12\""));
    assertEquals(place(text, "t VERSION"), original(query, "AS \"t\""));
  }

  private static SourcePosition original(EmbeddedSql query, String word) {
    SourcePosition place = place(query.calciteText(), word);
    return query.original(place.line(), place.column());
  }

  private static SourcePosition place(String text, String word) {
    int offset = text.indexOf(word);
    assertTrue(offset >= 0, word);
    return new SourceText(text).position(offset);
  }

  /**
   * Texts of random pieces: each piece says what becomes of it, and every character that stays,
   * wherever it then lies, must lead back to where it was.
   */
  @Test
  void everyKeptCharacterLeadsBack() {
    long seed = 20261121;
    Random random = new Random(seed);
    String[][] pieces = {
      {"`q`", "\"q\""},
      {"`q\"r`", "\"q\"\"r\""},
      {"t VERSION AS OF 3", "\"t@v3\" AS \"t\""},
      {"t\nVERSION\r\nAS OF 3 x", "\"t@v3\" x"},
      {"s.t@v4", "s.\"t@v4\" AS \"t\""},
      {"$$a'b$$", "'a''b'"},
      {"word", "word"},
      {"'str `x` '", "'str `x` '"},
      {"/* t@v1\n */ +", "/* t@v1\n */ +"},
      {"-- c\n+", "-- c\n+"},
    };
    for (int round = 0; round < 2000; round++) {
      StringBuilder user =
          new StringBuilder("CREATE VIEW v AS").append(gap(random)).append("SELECT ");
      int start = user.indexOf("SELECT");
      StringBuilder calcite = new StringBuilder("SELECT ");
      int[][] kept = new int[12][];
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        String[] piece = pieces[random.nextInt(pieces.length)];
        kept[i] = new int[] {calcite.length(), user.length()};
        user.append(piece[0]);
        calcite.append(piece[1]);
        String gap = gap(random);
        user.append(",").append(gap);
        calcite.append(",").append(gap);
      }
      user.append("z");
      calcite.append("z");
      String message = "seed " + seed + " round " + round + ": " + user;
      EmbeddedSql query = ((Definition.CreateView) StatementParser.parse(user.toString())).query();
      assertEquals(calcite.toString(), query.calciteText(), message);
      assertEquals(user.substring(start), query.text(), message);
      SourceText userText = new SourceText(user.toString());
      SourceText calciteText = new SourceText(calcite.toString());
      for (int i = 0; i < count; i++) {
        SourcePosition place = calciteText.position(kept[i][0]);
        assertEquals(
            userText.position(kept[i][1]), query.original(place.line(), place.column()), message);
      }
      SourcePosition last = calciteText.position(calcite.length() - 1);
      assertEquals(
          userText.position(user.length() - 1),
          query.original(last.line(), last.column()),
          message);
    }
  }

  private static String gap(Random random) {
    return new String[] {" ", "\n", "\r\n", "  ", "\n\n ", "\t"}[random.nextInt(6)];
  }

  @ParameterizedTest
  @ValueSource(strings = {"t@v0", "t@v12", "t@e7", "t@t2026-01-31 12:00:00.5", "a@b@v1", "ä b@v3"})
  void encodedNamesReadBack(String name) {
    assertEquals(name, TimeTravelName.parse(name).orElseThrow().encoded());
  }

  @Test
  void decodesNames() {
    assertEquals(
        Optional.of(new TimeTravelName("t", new Moment.Version(12))),
        TimeTravelName.parse("t@v12"));
    assertEquals(
        Optional.of(new TimeTravelName("t", new Moment.Epoch(7))), TimeTravelName.parse("t@e7"));
    assertEquals(
        Optional.of(new TimeTravelName("t", new Moment.Timestamp("2026-01-31"))),
        TimeTravelName.parse("t@t2026-01-31"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "@v1", "t@v", "t@team", "t@v1x", "t@x1", "mail@evil"})
  void otherNamesAreNoTimeTravel(String name) {
    assertEquals(Optional.empty(), TimeTravelName.parse(name));
  }
}
