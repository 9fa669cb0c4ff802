package io.millrace.parser;

import static io.millrace.parser.DefinitionTest.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.statement.Control;
import io.millrace.parser.text.SourcePosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "SET 'Epoch.Interval' = '1 s', epoch.interval, 1 s",
        "SET epoch.interval = '1 s', epoch.interval, 1 s",
        "SET epoch.interval TO 5, epoch.interval, 5",
        "SET a = -1.5, a, -1.5",
        "SET a = true, a, true",
        "SET a = on, a, on",
        "SET a = Fast, a, Fast",
        "SET time = 'it''s', time, it's"
      })
  void readsSet(String text, String key, String value) {
    Control.SetOption set = parse(text);
    assertEquals(key, set.key());
    assertEquals(value, set.value());
    assertEquals(new SourcePosition(1, 5), set.keyPosition());
  }

  @Test
  void readsReset() {
    Control.ResetOption one = parse("RESET a.b");
    assertEquals(Optional.of("a.b"), one.key());
    Control.ResetOption all = parse("RESET ALL");
    assertEquals(Optional.empty(), all.key());
  }

  @Test
  void readsUse() {
    Control.Use use = parse("USE SCHEMA sales");
    assertEquals("sales", use.schema().toString());
    Control.Use named = parse("USE schema");
    assertEquals("schema", named.schema().toString());
  }
}
