package io.millrace.shell.format;

import static io.millrace.shell.session.FakeDatabase.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.shell.screen.Screen;
import io.millrace.shell.session.FakeDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One result in each format, and what each makes of the values that are hard to show. */
class ResultFormatTest {
  private static final String COLUMNS = "city departures:BIGINT mean:DOUBLE";
  private static final Object[][] ROWS = {
    row("Chicago (O'Hare)", 1146L, 7.5), row(null, 12L, null), row("", -3L, 0.25)
  };

  private static String printed(
      ResultFormat format, int width, Screen.Ability ability, ResultSet rows) throws SQLException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Screen screen = new Screen(out, out, ability, () -> width);
    ResultPrinter printer = format.printer(screen, ResultColumn.of(rows), false);
    while (rows.next()) {
      printer.row(rows);
    }
    printer.end();
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String printed(ResultFormat format, String columns, Object[]... rows)
      throws SQLException {
    return printed(
        format, Screen.UNLIMITED, Screen.Ability.TEXT, FakeDatabase.resultSet(columns, rows));
  }

  @Test
  void tableAlignsNumbersOnTheRight() throws SQLException {
    assertEquals(
        """
         city              departures  mean
         ────────────────  ──────────  ────
         Chicago (O'Hare)        1146   7.5
         NULL                      12  NULL
                                   -3  0.25
        """,
        printed(ResultFormat.TABLE, COLUMNS, ROWS));
  }

  @Test
  void tableOfNoRowsHasItsHeader() throws SQLException {
    assertEquals(" a  b\n ─  ─\n", printed(ResultFormat.TABLE, "a b"));
  }

  @Test
  void tableMeasuresWideLetters() throws SQLException {
    assertEquals(
        """
         name   n
         ─────  ─
         東京   1
         é👍x   2
         e\u0301tude  3
        """,
        printed(
            ResultFormat.TABLE,
            "name n:INTEGER",
            row("東京", 1),
            row("é👍x", 2),
            row("e\u0301tude", 3)));
  }

  @Test
  void tableIsCutToTheTerminal() throws SQLException {
    String text =
        printed(
            ResultFormat.TABLE,
            40,
            Screen.Ability.TEXT,
            FakeDatabase.resultSet(
                "id:INTEGER title body",
                row(1, "a title that goes on", "x".repeat(300)),
                row(2, "short", "y")));
    assertEquals(
        """
         id  title             body
         ──  ────────────────  ────────────────
          1  a title that go…  xxxxxxxxxxxxxxx…
          2  short             y
        """,
        text);
    assertTrue(text.lines().allMatch(line -> line.length() < 40), text);
  }

  @Test
  void tableDoesNotCutItsOnlyColumn() throws SQLException {
    String plan = "x".repeat(100);
    String text =
        printed(
            ResultFormat.TABLE, 40, Screen.Ability.TEXT, FakeDatabase.resultSet("plan", row(plan)));
    assertTrue(text.contains(plan), text);
  }

  @Test
  void tableShowsLinesBelowEachOther() throws SQLException {
    assertEquals(
        """
         kind  definition
         ────  ──────────
         view  SELECT 1
               FROM t
        """,
        printed(ResultFormat.TABLE, "kind definition", row("view", "SELECT 1\nFROM t")));
  }

  @Test
  void tableTakesTheTerminalNoOrders() throws SQLException {
    assertEquals(
        " a\n ───────────\n ␛[2Jx␇    y\n",
        printed(ResultFormat.TABLE, "a", row("\033[2Jx\007\ty")));
  }

  @Test
  void tableGoesOnBehindTheRowsThatAreMeasured() throws SQLException {
    Object[][] rows = new Object[TablePrinter.MEASURED_ROWS + 2][];
    java.util.Arrays.setAll(rows, i -> row("r" + i, i));
    rows[rows.length - 1] = row("much wider than those before", -1);
    String[] lines = printed(ResultFormat.TABLE, "name n:INTEGER", rows).split("\n");
    assertEquals(rows.length + 2, lines.length);
    assertEquals(" r1999  1999", lines[2001]);
    assertEquals(" r2000  2000", lines[2002]);
    assertEquals(" much wider than those before    -1", lines[2003]);
  }

  @Test
  void tableDimsNull() throws SQLException {
    assertEquals(
        " \033[1ma\033[0m     \033[1mb\033[0m\n\033[2m ────  ─\033[0m\n \033[2mNULL\033[0m  1\n",
        printed(
            ResultFormat.TABLE,
            80,
            Screen.Ability.COLOR,
            FakeDatabase.resultSet("a b:INTEGER", row(null, 1))));
  }

  @Test
  void csvTellsNullFromEmpty() throws SQLException {
    assertEquals(
        """
        city,departures,mean
        Chicago (O'Hare),1146,7.5
        ,12,
        "",-3,0.25
        "a ""b"", c
        d",1,2.0
        """,
        printed(
            ResultFormat.CSV, COLUMNS, ROWS[0], ROWS[1], ROWS[2], row("a \"b\", c\nd", 1L, 2.0)));
  }

  @Test
  void jsonKeepsTypes() throws SQLException {
    assertEquals(
        """
        {"s":"a \\"b\\"\\n\\u0001\\\\","n":12,"d":"NaN","b":true,"x":null}
        {"s":null,"n":1.50,"d":-1.0E10,"b":null,"x":"2018-01-31"}
        """,
        printed(
            ResultFormat.JSON,
            "s n:DECIMAL d:DOUBLE b:BOOLEAN x:DATE",
            row("a \"b\"\n\u0001\\", 12, Double.NaN, true, null),
            row(null, "1.50", -1e10, null, "2018-01-31")));
  }

  @Test
  void jsonNests() throws SQLException {
    assertEquals(
        """
        {"a":[1,null,["x"]],"m":{"k":2.5}}
        """,
        printed(
            ResultFormat.JSON,
            "a:ARRAY m:JAVA_OBJECT",
            row(new Object[] {1, null, List.of("x")}, Map.of("k", 2.5))));
  }

  @Test
  void verticalGivesEachValueALine() throws SQLException {
    assertEquals(
        """
        ── row 1 ─────────────────────────────
         city        Chicago (O'Hare)
         departures  1146
         mean        7.5
        ── row 2 ─────────────────────────────
         city        a
                     b
         departures  12
         mean        NULL
        """,
        printed(ResultFormat.VERTICAL, COLUMNS, ROWS[0], row("a\nb", 12L, null)));
  }

  @Test
  void markdownEscapes() throws SQLException {
    assertEquals(
        """
        | city | departures | mean |
        | --- | ---: | ---: |
        | a\\|b<br>c | 1 | NULL |
        """,
        printed(ResultFormat.MARKDOWN, COLUMNS, row("a|b\nc", 1L, null)));
  }

  @Test
  void formatsAreFoundByName() {
    for (ResultFormat format : ResultFormat.values()) {
      assertEquals(format, ResultFormat.named(format.toString()).orElseThrow());
      assertTrue(ResultFormat.names().contains(format.toString()));
    }
    assertEquals(ResultFormat.CSV, ResultFormat.named("CSV").orElseThrow());
    assertTrue(ResultFormat.named("xml").isEmpty());
  }
}
