package io.millrace.parser.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.parser.Completion;
import io.millrace.parser.StatementParser;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT a.year, 1.5e-3 | KEYWORD IDENTIFIER PUNCTUATION IDENTIFIER PUNCTUATION NUMBER",
        "select Limit t . limit | KEYWORD KEYWORD IDENTIFIER PUNCTUATION IDENTIFIER",
        "\"a\"\"b\" `c``d` | QUOTED_IDENTIFIER QUOTED_IDENTIFIER",
        "'a''b' E'\\'' $$x$$ | STRING STRING STRING",
        "a -- b | IDENTIFIER COMMENT",
        "/* a */ /* b | COMMENT COMMENT",
        "a<>b c::d -> e | IDENTIFIER OPERATOR IDENTIFIER IDENTIFIER OPERATOR IDENTIFIER OPERATOR"
            + " IDENTIFIER",
        "t@v1;[] | IDENTIFIER OPERATOR IDENTIFIER PUNCTUATION PUNCTUATION PUNCTUATION",
        "a # \\ | IDENTIFIER UNKNOWN UNKNOWN",
        "größe _x a$1 名前 | IDENTIFIER IDENTIFIER IDENTIFIER IDENTIFIER",
        "selected emits | IDENTIFIER IDENTIFIER"
      })
  void tellsKinds(String text, String kinds) {
    assertEquals(
        kinds,
        SqlTokens.of(text).stream()
            .filter(token -> token.kind() != SqlToken.Kind.WHITESPACE)
            .map(token -> token.kind().name())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'a", "'a''", "\"a", "`a", "/* a *", "/*", "$$ a $", "$$", "E'a\\'", "E'a\\"})
  void tellsWhatTheTextEndsWithin(String text) {
    List<SqlToken> tokens = SqlTokens.of("x " + text);
    assertEquals(3, tokens.size(), tokens.toString());
    assertFalse(tokens.get(2).complete());
    assertTrue(tokens.get(0).complete());
  }

  @Test
  void offsetsCountUtf16Units() {
    String text = "'😀' x '𝒳' y";
    List<SqlToken> tokens = SqlTokens.of(text);
    assertEquals(
        List.of("'😀'", " ", "x", " ", "'𝒳'", " ", "y"),
        tokens.stream().map(token -> token.text(text)).toList());
  }

  @Test
  void anyTextIsCoveredWithoutGapOrOverlap() {
    long seed = 7;
    Random random = new Random(seed);
    String[] pieces = {
      "'", "\"", "`", "/*", "*/", "--", "\n", "\r", "$$", "$", "E'", "\\", " ", "select", "x", "1",
      ".", "1e", "@", "v1", ";", "(", ")", "<", ">", "=", "|", "😀", "ä", "\ud83d", "\u00a0",
      "\u0000", ":", "-", "/", "!", "~", "*", "#", "{", "\u2028"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder builder = new StringBuilder();
      int count = random.nextInt(14);
      for (int i = 0; i < count; i++) {
        builder.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = builder.toString();
      String message = "seed " + seed + " round " + round + ": " + text;
      int end = 0;
      for (SqlToken token : SqlTokens.of(text)) {
        assertEquals(end, token.start(), message);
        assertTrue(token.end() > token.start(), message);
        end = token.end();
      }
      assertEquals(text.length(), end, message);
    }
  }

  /** No text, however broken, may end in anything but a statement or a syntax error. */
  @Test
  void anyTextParsesOrIsRefused() {
    long seed = 11;
    Random random = new Random(seed);
    String[] words =
        ("CREATE TABLE VIEW MATERIALIZED SINK t a ( ) , . INT ARRAY < > NOT NULL DEFAULT 1 'x' AS SELECT"
                + " FROM WITH = * EMIT CHANGES ON CONFLICT DO NOTHING INSERT INTO VALUES UPDATE SET CASE"
                + " WHEN END MERGE USING MATCHED THEN DELETE VERSION OF 3 @ @v1 TIMESTAMP EXPLAIN IS"
                + " PRIMARY KEY CHECK CONSTRAINT EXPECT WATERMARK FOR ; ` \" \\ -- SHOW DROP ALTER ADD")
            .split(" ");
    for (int round = 0; round < 10_000; round++) {
      StringBuilder builder = new StringBuilder();
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        builder
            .append(words[random.nextInt(words.length)])
            .append(random.nextInt(8) == 0 ? "" : " ");
      }
      String text = builder.toString();
      try {
        StatementParser.parseScript(text);
      } catch (SyntaxException expected) {
        assertTrue(expected.position().column() <= text.length() + 1, text);
      } catch (RuntimeException broken) {
        throw new AssertionError("seed " + seed + " round " + round + ": " + text, broken);
      }
      Completion.expectedAt(text, random.nextInt(text.length() + 1));
    }
  }
}
