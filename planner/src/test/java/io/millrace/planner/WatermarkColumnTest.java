package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which column a watermark follows, so that the row with the latest has the latest watermark. */
class WatermarkColumnTest {
  private static final RowScope SCOPE =
      RowScope.of(
          "s",
          RowType.of(
              Field.of("v", Type.BIGINT),
              Field.of("ts", new Type.TimestampType(3, false)),
              Field.of("at", new Type.TimestampType(6, true)),
              Field.of("pause", Type.BIGINT)));

  private static OptionalInt follows(String expression) {
    PlannerContext context = new PlannerContext(Instant.EPOCH, ZoneId.of("Europe/Berlin"), "main");
    return new QueryPlanner(new FixedCatalog(), context)
        .watermark(EmbeddedSql.of(expression), SCOPE)
        .follows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ts",
        "ts - INTERVAL '4' SECOND",
        "ts + INTERVAL '1' DAY",
        "CAST(ts AS TIMESTAMP(0)) - INTERVAL '1 02:03' DAY TO MINUTE",
        "ts - INTERVAL '1' HOUR - INTERVAL '1' MINUTE"
      })
  void aDurationAwayFollows(String expression) {
    assertEquals(OptionalInt.of(1), follows(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ts - INTERVAL '1' MONTH",
        "CAST(at AS TIMESTAMP(3))",
        "TIMESTAMP_MILLIS(v)",
        "TIMESTAMP '2026-01-01 00:00:00'",
        "COALESCE(ts, CAST(at AS TIMESTAMP(3)))"
      })
  void ofOthersNothingIsKnown(String expression) {
    assertEquals(OptionalInt.empty(), follows(expression));
  }
}
