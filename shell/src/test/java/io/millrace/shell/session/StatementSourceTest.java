package io.millrace.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.text.SourcePosition;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementSourceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM t EMIT CHANGES | true",
        "select a from t emit on window close | true",
        "SELECT 'EMIT CHANGES' FROM t | false",
        "SELECT emit FROM t | false",
        "CREATE MATERIALIZED VIEW v AS SELECT 1 EMIT ON WINDOW CLOSE | false",
        "EXPLAIN SELECT * FROM t EMIT CHANGES | false"
      })
  void knowsWhatGoesOn(String sql, boolean emits) {
    assertEquals(emits, StatementSource.typed(sql).emits());
  }

  @Test
  void placesCountFromTheScript() {
    StatementSource source =
        new StatementSource("a\nb", Optional.of("f"), new SourcePosition(10, 5));
    assertEquals(new SourcePosition(10, 7), source.inFile(new SourcePosition(1, 3)));
    assertEquals(new SourcePosition(11, 3), source.inFile(new SourcePosition(2, 3)));
  }

  @Test
  void quantitiesAreForPeople() {
    assertEquals("0.012 s", Quantity.seconds(12_345_678));
    assertEquals("12.3 s", Quantity.seconds(12_345_678_901L));
    assertEquals("2 min 5 s", Quantity.seconds(125_000_000_000L));
    assertEquals("1 row", Quantity.count(1, "row"));
    assertEquals("12,345 rows", Quantity.count(12_345, "row"));
  }
}
