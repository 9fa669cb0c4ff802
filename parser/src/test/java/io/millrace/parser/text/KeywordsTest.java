package io.millrace.parser.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.StatementParser;
import io.millrace.parser.statement.Control;
import io.millrace.parser.statement.Definition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeywordsTest {
  static Stream<String> reserved() {
    return Keywords.all().stream().filter(Keywords::isReserved);
  }

  static Stream<String> others() {
    return Keywords.all().stream().filter(word -> !Keywords.isReserved(word));
  }

  @Test
  void bothKindsAreThere() {
    assertTrue(reserved().count() > 40);
    assertTrue(others().count() > 90);
  }

  @ParameterizedTest
  @MethodSource("others")
  void wordsThatAreNotReservedNameThings(String word) {
    Definition.CreateTable table =
        (Definition.CreateTable)
            StatementParser.parse(
                "CREATE TABLE "
                    + word
                    + "."
                    + word
                    + " ("
                    + word
                    + " INT, a INT, PRIMARY KEY ("
                    + word
                    + "), CONSTRAINT "
                    + word
                    + " CHECK ("
                    + word
                    + " > 0), WATERMARK FOR "
                    + word
                    + " AS "
                    + word
                    + " - 1) PARTITIONED BY ("
                    + word
                    + ")");
    assertEquals(List.of(word, word), table.name().names());
    assertEquals(word, table.definition().columns().get(0).name().name());
    assertEquals(word, table.definition().watermark().orElseThrow().column().name());
    for (String text :
        List.of(
            "CREATE VIEW " + word + " (" + word + ") AS SELECT " + word + " FROM " + word,
            "INSERT INTO " + word + " (" + word + ") VALUES (" + word + ")",
            "UPDATE " + word + " AS " + word + " SET " + word + " = " + word + " WHERE " + word
                + " = 1",
            "DELETE FROM " + word + " WHERE " + word,
            "DROP TABLE " + word + ", " + word + "." + word + " CASCADE",
            "ALTER TABLE " + word + " RENAME COLUMN " + word + " TO " + word,
            "ALTER TABLE " + word + " ADD COLUMN " + word + " INT",
            "SHOW CREATE TABLE " + word,
            "DESCRIBE " + word,
            "USE " + word,
            "SELECT " + word + "." + word + " AS " + word + " FROM " + word + " VERSION AS OF 1",
            "MERGE INTO " + word + " USING s AS " + word + " ON TRUE WHEN MATCHED THEN DELETE",
            "SET " + word + "." + word + " = " + word)) {
      assertEquals(text, StatementParser.parse(text).text());
    }
  }

  @ParameterizedTest
  @MethodSource("reserved")
  void reservedWordsNameThingsInQuotesOnly(String word) {
    assertThrows(
        SyntaxException.class, () -> StatementParser.parse("CREATE TABLE " + word + " (a INT)"));
    Definition.CreateTable quoted =
        (Definition.CreateTable)
            StatementParser.parse("CREATE TABLE \"" + word + "\" (`" + word + "` INT)");
    assertEquals(word, quoted.name().last().name());
    assertEquals(word, quoted.definition().columns().get(0).name().name());
    assertEquals('"' + word + '"', quoted.name().toString());
  }

  @Test
  void namesPrintAsTextThatReadsBack() {
    for (String name :
        List.of("a", "A b", "a\"b", "select", "Select", "ä", "1a", "a$1", "limit", "")) {
      String text = SqlText.identifier(name);
      if (!name.isEmpty()) {
        Control.Use use = (Control.Use) StatementParser.parse("USE " + text);
        assertEquals(name, use.schema().last().name());
      } else {
        assertEquals("\"\"", text);
      }
    }
  }
}
