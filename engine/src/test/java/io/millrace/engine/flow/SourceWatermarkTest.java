package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.operator.time.Watermark;
import io.millrace.type.Projection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A watermark goes on where nobody reads that of each row, and is right for who does later. */
class SourceWatermarkTest {
  private static final Projection WITHOUT = Projection.ofPath(0);
  private static final Projection WITH = WITHOUT.and(Projection.ofPath(1));

  private final SourceWatermark watermark = new SourceWatermark(new Times());

  private static Batch times(long... times) {
    return new Batch(times.length, new Column[] {LongColumn.of(times)}, null);
  }

  @Test
  void rowsHaveItWhereItIsNeeded() {
    Batch rows = watermark.append(times(5, 3, 8), WITH);
    assertArrayEquals(new long[] {Watermark.NONE, 5, 5}, rows.longs(1).values());
    assertEquals(8, watermark.current());
  }

  @Test
  void itGoesOnWhereItIsNot() {
    Batch rows = watermark.append(times(5, 3, 8), WITHOUT);
    assertEquals(2, rows.columnCount());
    for (int row = 0; row < rows.size(); row++) {
      assertTrue(rows.column(1).isNull(row));
    }
    assertEquals(8, watermark.current());
    assertArrayEquals(
        new long[] {8, 9, 9}, watermark.append(times(9, 2, 1), WITH).longs(1).values());
    watermark.append(times(7), WITHOUT);
    assertEquals(9, watermark.current());
  }

  /** The watermark is a row's time. */
  private static final class Times implements Intake {
    @Override
    public Batch complete(Batch raw, Report report) {
      return raw;
    }

    @Override
    public Optional<LongColumn> watermark(Batch completed) {
      return Optional.of(completed.longs(0));
    }
  }
}
