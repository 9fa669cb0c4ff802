package io.millrace.operator.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.testing.MapStore;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatermarkAssignerTest {

  @Test
  void aRowSeesTheLargestOfTheRowsBeforeIt() {
    WatermarkAssigner assigner = new WatermarkAssigner();
    LongColumn values = new LongColumn(new long[] {5, 99, 3, 8}, new long[] {0b10}, 4);
    assertArrayEquals(new long[] {Watermark.NONE, 5, 5, 5}, assigner.assign(values).values());
    assertEquals(8, assigner.current());
    assertArrayEquals(new long[] {8, 8}, assigner.assign(LongColumn.of(1, 9)).values());
    assertEquals(9, assigner.current());
  }

  @Test
  void itGoesAsFarWhereNobodyAsksForEachRows() {
    WatermarkAssigner assigner = new WatermarkAssigner();
    assigner.advance(new LongColumn(new long[] {5, 99, 3, 8}, new long[] {0b10}, 4));
    assertEquals(8, assigner.current());
    assigner.advance(LongColumn.of(1, 2));
    assertArrayEquals(new long[] {8, 9}, assigner.assign(LongColumn.of(9, 1)).values());
  }

  @Test
  void cutsAndRestartsMakeNoDifference() {
    Random random = new Random(11);
    WatermarkAssigner assigner = new WatermarkAssigner();
    MapStore store = new MapStore();
    long largest = Watermark.NONE;
    for (int step = 0; step < 200; step++) {
      LongBuilder builder = new LongBuilder(4);
      int size = 1 + random.nextInt(5);
      long[] expected = new long[size];
      for (int row = 0; row < size; row++) {
        expected[row] = largest;
        long value = random.nextInt(1000) + step * 10L;
        builder.appendLong(value);
        largest = Math.max(largest, value);
      }
      long[] actual = assigner.assign(builder.build()).values();
      assertArrayEquals(expected, actual);
      if (random.nextInt(3) == 0) {
        assigner.save(store);
        assigner = new WatermarkAssigner();
        assigner.restore(store.reader());
      }
    }
  }

  @Test
  void savesOnlyWhatChanged() {
    WatermarkAssigner assigner = new WatermarkAssigner();
    MapStore store = new MapStore();
    assigner.save(store);
    assertEquals(0, store.writes());
    assigner.assign(LongColumn.of(4));
    assigner.save(store);
    assigner.assign(LongColumn.of(2));
    assigner.save(store);
    assertEquals(1, store.writes());
  }
}
