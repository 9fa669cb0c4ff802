package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongBlocksTest {
  private static final RowType TYPE = RowType.of(Field.of("number", Type.BIGINT));
  private static final int ROWS = 1_000;

  private final AppendedRows rows = new AppendedRows(TYPE);

  @Test
  void givesBackLongsThatLieCloseTogetherAndFarApart() {
    Random random = new Random(5);
    long[][] bounds = {
      {0, 0},
      {-3, 1_000},
      {7, 7 + 0xFFFFFFFFL},
      {7, 8 + 0xFFFFFFFFL},
      {-(1L << 31), (1L << 31) - 1},
      {Long.MIN_VALUE, Long.MIN_VALUE + 0xFFFFFFFFL},
      {Long.MAX_VALUE - 0xFFFFFFFFL, Long.MAX_VALUE},
      {Long.MIN_VALUE, Long.MAX_VALUE},
      {Long.MIN_VALUE, 0},
      {-1, Long.MAX_VALUE},
    };
    for (long[] bound : bounds) {
      long[] values = new long[ROWS];
      for (int i = 0; i < ROWS; i++) {
        long width = bound[1] - bound[0];
        boolean bounded = width >= 0 && width < Long.MAX_VALUE;
        values[i] = bounded ? bound[0] + random.nextLong(width + 1) : random.nextLong();
      }
      values[random.nextInt(500)] = bound[0];
      values[500 + random.nextInt(500)] = bound[1];
      assertKept(values, ROWS);
      assertKept(values, 300);
    }
  }

  private void assertKept(long[] values, int size) {
    int[] numbers = new int[size];
    rows.append(Batch.of(new LongColumn(values, null, size)), numbers);
    LongColumn kept = (LongColumn) rows.gather(0, numbers, 0, size);
    for (int i = 0; i < size; i++) {
      assertEquals(values[i], kept.values()[i]);
    }
  }

  @Test
  void keepsLongsThatLieCloseTogetherInHalfTheMemory() {
    for (int batch = 0; batch < 100; batch++) {
      long[] values =
          new Random(batch).longs(ROWS, 1L << 60, (1L << 60) + 3_000_000_000L).toArray();
      assertKept(values, ROWS);
    }
    assertTrue(rows.bytes() < 100 * ROWS * 5, rows.bytes() + " bytes");
  }
}
