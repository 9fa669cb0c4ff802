package io.millrace.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.LongColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
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
            new io.millrace.batch.Column[] {
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
  void refusesLengthsThatMakeNoWindows() {
    MillraceException error =
        assertThrows(MillraceException.class, () -> Windowing.tumble(0, 0, 0));
    assertEquals(ErrorCode.INVALID_PARAMETER_VALUE, error.code());
    assertThrows(
        MillraceException.class, () -> new Windowing(Windowing.Kind.CUMULATE, 0, 10, 3, 0));
  }

  private static Batch run(Windowing windowing, int watermark, LateRows late, Batch input) {
    List<Batch> outputs = new ArrayList<>();
    WindowOperator operator = new WindowOperator(windowing, watermark, late);
    operator.process(0, input, outputs::add);
    if (outputs.isEmpty()) {
      return input.gather(new int[0], 0);
    }
    return outputs.get(0);
  }
}
