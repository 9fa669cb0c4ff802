package io.millrace.shell.prompt;

import static io.millrace.shell.session.FakeDatabase.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.FakeDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is proposed where; and when an input is whole. */
@Timeout(60)
class InputCompleterTest {
  private static DatabaseLink link;
  private static CatalogNames names;

  @BeforeAll
  static void readNames() throws InterruptedException {
    FakeDatabase database =
        new FakeDatabase()
            .rows(
                "SHOW FUNCTIONS",
                "name signature",
                row("ROUND", "ROUND(x)"),
                row("ROW_NUMBER", "ROW_NUMBER()"),
                row("ROUGHLY", "a ROUGHLY b"))
            .rows(
                "SELECT schema_name FROM information_schema.schemata",
                "schema_name",
                row("main"),
                row("other"))
            .rows(
                "SELECT table_schema, table_name, column_name FROM information_schema.columns",
                "table_schema table_name column_name",
                row("main", "flights", "origin"),
                row("main", "flights", "delay"),
                row("main", "airports", "iata"),
                row("main", "airports", "Full Name"),
                row("other", "orders", "id"));
    link = DatabaseLink.open(database, "jdbc:fake", Map.of());
    names = new CatalogNames(link);
    names.refresh();
    while (names.snapshot().tables().isEmpty()) {
      Thread.sleep(5);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    link.close();
  }

  private static List<String> proposals(String input) {
    int cursor = input.indexOf('^');
    String text = input.replace("^", "");
    ParsedLine line = new InputParser().parse(text, cursor, ParseContext.COMPLETE);
    List<Candidate> candidates = new ArrayList<>();
    new InputCompleter(names).complete(null, line, candidates);
    TreeSet<String> fitting = new TreeSet<>();
    for (Candidate candidate : candidates) {
      String prefix = line.word().toLowerCase(Locale.ROOT);
      if (candidate.value().toLowerCase(Locale.ROOT).startsWith(prefix)) {
        fitting.add(candidate.value());
      }
    }
    return List.copyOf(fitting);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      quoteCharacter = '~',
      value = {
        "SELECT * FROM fl^: flights",
        "SELECT * FROM oth^: other.",
        "SELECT * FROM other.^: orders",
        "sel^: select",
        "SEL^: SELECT",
        "SELECT de^ FROM flights: delay",
        "SELECT de^ FROM airports: ",
        "SELECT f.^ FROM flights AS f, airports a: delay origin",
        "SELECT a.^ FROM flights f, airports a: ~\"Full Name\" iata~",
        "SELECT rou^: round(",
        "SELECT origin FROM flights WH^: WHERE",
        "DROP TABLE a^: airports",
        "SELECT delay FROM flights; SELECT del^: ",
        "\\d fl^: flights",
        "\\format v^: vertical",
        "\\ti^: \\timing"
      })
  void proposes(String input, String expected) {
    String plain = expected == null ? "" : expected.replace("~", "");
    assertEquals(plain, String.join(" ", proposals(input)));
  }

  @Test
  void namesOfTablesInTheStatementComeFirst() {
    List<Candidate> candidates = new ArrayList<>();
    new InputCompleter(names).complete("SELECT  FROM flights", 7, candidates);
    assertTrue(candidates.stream().anyMatch(c -> c.value().equals("origin") && c.sort() == 0));
    assertTrue(candidates.stream().noneMatch(c -> c.value().equals("iata")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "SELECT 1;", "SELECT 1; SELECT 2;", "\\d", "exit", "QUIT ;"})
  void wholeInputsAreTaken(String input) {
    assertTrue(InputParser.isWhole(input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "SELECT ';", "SELECT 1; SELECT", "/* ;", "exit now"})
  void othersGoOn(String input) {
    assertThrowsEof(input);
  }

  private static void assertThrowsEof(String input) {
    org.junit.jupiter.api.Assertions.assertThrows(
        EOFError.class,
        () -> new InputParser().parse(input, input.length(), ParseContext.ACCEPT_LINE));
  }
}
