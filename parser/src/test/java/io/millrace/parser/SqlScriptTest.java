package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Control;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScriptTest {
  @Test
  void cutsAtSemicolonsOutsideOfQuotesAndComments() {
    String text = "a ';' ; -- ;\n b /* ; */ \";\" `;`;;\n\n  $$ ; $$ (;) E'\\';' ; c -- end";
    List<String> parts = SqlScript.of(text).parts().stream().map(SqlScript.Part::text).toList();
    assertEquals(List.of("a ';'", "b /* ; */ \";\" `;`", "$$ ; $$ (", ") E'\\';'", "c"), parts);
  }

  @Test
  void partsKnowTheirPlaces() {
    String text = "-- x\r\nSELECT 1 ;\n\n  SELECT '\n';  SELECT 3";
    List<SqlScript.Part> parts = SqlScript.of(text).parts();
    assertEquals(
        List.of(new SourcePosition(2, 1), new SourcePosition(4, 3), new SourcePosition(5, 5)),
        parts.stream().map(SqlScript.Part::position).toList());
    for (SqlScript.Part part : parts) {
      assertEquals(part.text(), text.substring(part.start(), part.end()));
    }
    assertTrue(parts.get(1).terminated());
    assertFalse(parts.get(2).terminated());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT 1; | COMPLETE",
        "SELECT 1; -- x | COMPLETE",
        "-- x | COMPLETE",
        ";;| COMPLETE",
        "SELECT 1 | STATEMENT",
        "SELECT 1; S | STATEMENT",
        "SELECT ( | STATEMENT",
        "SELECT 'a; | STRING",
        "SELECT 'a''; | STRING",
        "SELECT E'a\\'; | STRING",
        "SELECT $$ a; | STRING",
        "SELECT \"a; | QUOTED_IDENTIFIER",
        "SELECT `a; | QUOTED_IDENTIFIER",
        "SELECT 1; /* a; | COMMENT",
        "SELECT 1; /* a; * | COMMENT",
        "SELECT 'a' /* a; */ ; | COMPLETE"
      })
  void tellsWithinWhatATextEnds(String text, SqlScript.Ending ending) {
    assertEquals(ending, SqlScript.of(text).ending());
  }

  @Test
  void emptyTextIsComplete() {
    assertEquals(SqlScript.Ending.COMPLETE, SqlScript.of("").ending());
    assertEquals(List.of(), SqlScript.of(" \n -- c").parts());
    assertEquals(List.of(), StatementParser.parseScript(" ; -- c\n;"));
  }

  @Test
  void statementsOfAScriptCountFromItsStart() {
    String text = "CREATE TABLE t (a INT);\nINSERT INTO t\n  SELECT 1 ;\nFLUSH";
    List<Statement> statements = StatementParser.parseScript(text);
    assertEquals(3, statements.size());
    assertEquals(
        List.of(new SourcePosition(1, 1), new SourcePosition(2, 1), new SourcePosition(4, 1)),
        statements.stream().map(Statement::position).toList());
    assertEquals(new SourcePosition(3, 3), ((Change.Insert) statements.get(1)).source().start());
    assertEquals("FLUSH", statements.get(2).text());
  }

  @Test
  void errorsOfAScriptCountFromItsStart() {
    String text = "FLUSH;\n\n  FLUSH x;\nFLUSH";
    List<SqlScript.Part> parts = SqlScript.of(text).parts();
    assertEquals(Control.Flush.class, parts.get(0).parse().getClass());
    SyntaxException error = assertThrows(SyntaxException.class, () -> parts.get(1).parse());
    assertEquals(new SourcePosition(3, 9), error.position());
    assertEquals(Control.Flush.class, parts.get(2).parse().getClass());
    assertThrows(SyntaxException.class, () -> StatementParser.parseScript(text));
  }
}
