package io.millrace.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.type.Projection;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a continuous query asks of a stream's columns, and of the watermark of each row. */
class NeededColumnsTest {
  private static final int WATERMARK = 3;

  private static Projection needed(String query) {
    PlannerContext context = new PlannerContext(Instant.EPOCH, ZoneOffset.UTC, "main");
    PlannedQuery planned =
        new QueryPlanner(new FixedCatalog(), context)
            .plan(EmbeddedSql.of(query), Purpose.CONTINUOUS);
    return planned.scans().stream().map(planned::needed).reduce(Projection.none(), Projection::and);
  }

  private static Projection columns(int... columns) {
    Projection all = Projection.none();
    for (int column : columns) {
      all = all.and(Projection.ofPath(column));
    }
    return all;
  }

  @Test
  void theWatermarkIsLeftOutWhereNobodyReadsIt() {
    assertEquals(columns(0), needed("SELECT UPPER(page) AS p FROM clicks"));
    assertEquals(columns(0, 2), needed("SELECT page FROM clicks WHERE visitor > 3"));
    assertEquals(columns(2), needed("SELECT visitor, COUNT(*) AS n FROM clicks GROUP BY visitor"));
  }

  @Test
  void theWatermarkIsNeededWhereRowsMayBeLate() {
    assertEquals(
        columns(1, WATERMARK),
        needed(
            "SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(ts),"
                + " INTERVAL '1' MINUTE)) GROUP BY window_end"));
    assertEquals(
        columns(0, 1, WATERMARK),
        needed(
            "SELECT window_end, COUNT(*) AS n FROM TABLE(TUMBLE("
                + "TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE))"
                + " WHERE page = 'a' GROUP BY window_end"));
  }
}
