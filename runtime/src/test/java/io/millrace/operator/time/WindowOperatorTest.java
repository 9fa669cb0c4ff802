package io.millrace.operator.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.testing.NaiveZSet;
import io.millrace.testing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowOperatorTest {

  @Test
  void tumblesWithFloorForTimesBefore1970() {
    Batch input =
        Batch.of(LongColumn.of(-1, 0, 9, 10, -10), BytesColumn.of("a", "b", "c", "d", "e"));
    assertEquals(
        List.of(
            List.of(-1L, "a", -10L, 0L),
            List.of(0L, "b", 0L, 10L),
            List.of(9L, "c", 0L, 10L),
            List.of(10L, "d", 10L, 20L),
            List.of(-10L, "e", -10L, 0L)),
        Rows.rows(run(Windowing.tumble(0, 10, 0), -1, new LateRows(), input)));
  }

  @Test
  void sharesColumnsWhereEveryRowStays() {
    Batch input = Batch.of(LongColumn.of(1, 2), BytesColumn.of("a", "b"));
    Batch output = run(Windowing.tumble(0, 10, 0), -1, new LateRows(), input);
    assertSame(input.column(1), output.column(1));
  }

  @Test
  void countsLateAndUntimedRows() {
    LateRows late = new LateRows();
    Batch input =
        new Batch(
            4,
            new Column[] {
              new LongColumn(new long[] {5, 5, 5, 0}, new long[] {0b1000}, 4),
              LongColumn.of(9, 10, Watermark.NONE, 0)
            },
            new long[] {1, -1, -3, 1});
    Batch output = run(Windowing.tumble(0, 10, 0), 1, late, input);
    assertEquals(List.of(List.of(5L, 0L, 10L), List.of(5L, 0L, 10L)), Rows.rows(output));
    assertEquals(1, output.weight(0));
    assertEquals(-3, output.weight(1));
    assertEquals(1, late.late());
    assertEquals(1, late.untimed());
  }

  @Test
  void everyKindMatchesItsDefinition() {
    Random random = new Random(3);
    for (int run = 0; run < 300; run++) {
      Windowing.Kind kind = Windowing.Kind.values()[run % 3];
      long step = 1L + random.nextInt(9);
      long size =
          switch (kind) {
            case TUMBLE -> step;
            case HOP -> 1 + random.nextInt(20);
            case CUMULATE -> step * (1 + random.nextInt(5));
          };
      long offset = random.nextInt(30) - 15L;
      Windowing windowing = new Windowing(kind, 0, size, step, offset);
      long[] times = random.longs(20, -60, 60).toArray();
      long[] marks = random.longs(20, -60, 60).toArray();
      List<List<Object>> expected = new ArrayList<>();
      long late = 0;
      for (int row = 0; row < 20; row++) {
        boolean missed = false;
        for (long start = -200; start < 200; start++) {
          long grid = kind == Windowing.Kind.CUMULATE ? size : step;
          if (Math.floorMod(start - offset, grid) != 0) {
            continue;
          }
          long smallest = kind == Windowing.Kind.CUMULATE ? step : size;
          for (long length = smallest; length <= size; length += step) {
            if (start <= times[row] && times[row] < start + length) {
              if (start + length <= marks[row]) {
                missed = true;
              } else {
                expected.add(List.of(times[row], start, start + length));
              }
            }
          }
        }
        late += missed ? 1 : 0;
      }
      LateRows counter = new LateRows();
      Batch input = Batch.of(new LongColumn(times, null, 20), new LongColumn(marks, null, 20));
      assertEquals(expected, Rows.rows(run(windowing, 1, counter, input)), windowing.toString());
      assertEquals(late, counter.late());
    }
  }

  @Test
  void slicesComeIntoTheSameWindows() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      boolean hop = random.nextBoolean();
      long step = 1L + random.nextInt(9);
      long size = hop ? step + random.nextInt(30) : step * (1 + random.nextInt(5));
      Windowing windowing =
          new Windowing(
              hop ? Windowing.Kind.HOP : Windowing.Kind.CUMULATE,
              1,
              size,
              step,
              random.nextInt(30) - 15L);
      int watermark = random.nextInt(4) == 0 ? -1 : 2;
      LateRows late = new LateRows();
      LateRows expectedLate = new LateRows();
      WindowOperator sliced = new WindowOperator(windowing, watermark, true, late);
      WindowOperator plain = new WindowOperator(windowing, watermark, false, expectedLate);
      NaiveZSet rows = new NaiveZSet();
      NaiveZSet expected = new NaiveZSet();
      int values = 1 + random.nextInt(40);
      int[] without = watermark < 0 ? new int[] {0, 3, 4} : new int[] {0, 2, 3};
      for (int batch = 0; batch < 5; batch++) {
        Batch input = input(random, values);
        sliced.process(0, input, delta -> rows.add(delta.select(without)));
        plain.process(0, input, delta -> expected.add(delta.select(without)));
      }
      assertEquals(expected, rows, "seed " + seed + " " + windowing);
      assertEquals(expectedLate.late(), late.late(), "seed " + seed);
      assertEquals(expectedLate.untimed(), late.untimed(), "seed " + seed);
    }
  }

  /** A value, a time that may be null, and a watermark behind most times; weights of any sign. */
  private static Batch input(Random random, int values) {
    int size = 1 + random.nextInt(200);
    long[] nulls = new long[(size + 63) / 64];
    if (random.nextBoolean()) {
      nulls[0] = 1;
    }
    long[] weights = random.nextBoolean() ? random.longs(size, -2, 3).toArray() : null;
    return new Batch(
        size,
        new Column[] {
          new LongColumn(random.longs(size, 0, values).toArray(), null, size),
          new LongColumn(random.longs(size, -60, 60).toArray(), nulls[0] == 0 ? null : nulls, size),
          new LongColumn(random.longs(size, -100, 0).toArray(), null, size)
        },
        weights);
  }

  @Test
  void slicesPutEqualRowsTogether() {
    WindowOperator operator =
        new WindowOperator(
            new Windowing(Windowing.Kind.HOP, 1, 10, 2, 0), -1, true, new LateRows());
    Batch input = Batch.of(LongColumn.of(7, 7, 8, 7), LongColumn.of(0, 1, 1, 2));
    List<Batch> outputs = new ArrayList<>();
    operator.process(0, input, outputs::add);
    assertEquals(15, outputs.get(0).size());
    assertEquals(2, outputs.get(0).weight(0));
  }

  @Test
  void refusesLengthsThatMakeNoWindows() {
    MillraceException error =
        assertThrows(MillraceException.class, () -> Windowing.tumble(0, 0, 0));
    assertEquals(ErrorCode.INVALID_PARAMETER_VALUE, error.code());
    assertThrows(
        MillraceException.class, () -> new Windowing(Windowing.Kind.CUMULATE, 0, 10, 3, 0));
  }

  private static Batch run(Windowing windowing, int watermark, LateRows late, Batch input) {
    List<Batch> outputs = new ArrayList<>();
    WindowOperator operator = new WindowOperator(windowing, watermark, false, late);
    operator.process(0, input, outputs::add);
    if (outputs.isEmpty()) {
      return input.gather(new int[0], 0);
    }
    return outputs.get(0);
  }
}
