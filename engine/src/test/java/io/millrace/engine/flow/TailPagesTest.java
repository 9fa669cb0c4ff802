package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailPagesTest {
  private final PagePool pool = new PagePool();

  private static Batch rows(int count, int from) {
    return Batch.of(LongColumn.of(LongStream.range(from, from + count).toArray()));
  }

  @Test
  void whatNobodyHoldsIsWrittenOver() {
    TailPages before = new TailPages(pool);
    Batch first = before.keep(rows(1000, 0));
    Batch second = before.keep(rows(1000, 1000));
    assertEquals(999, first.longs(0).values()[999]);
    assertNotSame(first.longs(0).values(), second.longs(0).values());
    before.recycle();
    assertFalse(before.hold(), "the rows are gone");
    TailPages after = new TailPages(pool);
    assertSame(second.longs(0).values(), after.keep(rows(1000, 5000)).longs(0).values());
    assertSame(first.longs(0).values(), after.keep(rows(1000, 6000)).longs(0).values());
    assertEquals(5000, second.longs(0).values()[0]);
  }

  @Test
  void whatSomebodyHoldsStays() {
    TailPages before = new TailPages(pool);
    Batch held = before.keep(rows(1000, 0));
    assertTrue(before.hold());
    before.recycle();
    assertTrue(before.hold(), "the rows are still there");
    Batch next = new TailPages(pool).keep(rows(1000, 5000));
    assertNotSame(held.longs(0).values(), next.longs(0).values());
    assertEquals(0, held.longs(0).values()[0]);
  }

  @Test
  void fewRowsTakeNoPageThatHasRoomForMany() {
    TailPages before = new TailPages(pool);
    Batch many = before.keep(rows(30_000, 0));
    before.recycle();
    TailPages after = new TailPages(pool);
    assertNotSame(many.longs(0).values(), after.keep(rows(300, 0)).longs(0).values());
    assertSame(many.longs(0).values(), after.keep(rows(29_000, 0)).longs(0).values());
  }

  /** Counted with each of its texts, it takes fifty times of what the page needs. */
  @Test
  void rowsWhoseTextsRepeatFindTheirPageAgain() {
    int[] lengths = new int[1000];
    Arrays.fill(lengths, 500);
    Batch rows =
        Batch.of(new BytesColumn(new byte[500], new int[1000], lengths, null, lengths.length));
    findTheirPageAgain(rows, kept -> kept.bytes(0).starts());
  }

  /** Counted without the columns that are null, it takes a thirtieth of what the page has. */
  @Test
  void rowsThatAreMostlyNullFindTheirPageAgain() {
    Column[] columns = new Column[30];
    long[] everywhere = new long[(1000 + Long.SIZE - 1) / Long.SIZE];
    Arrays.fill(everywhere, -1);
    Arrays.fill(columns, new LongColumn(new long[1000], everywhere, 1000));
    columns[0] = rows(1000, 0).column(0);
    Batch rows = new Batch(1000, columns, null);
    findTheirPageAgain(rows, kept -> kept.longs(0).values());
  }

  /**
   * @param array returns an array of the page that kept rows lie in
   */
  private void findTheirPageAgain(Batch rows, Function<Batch, Object> array) {
    TailPages before = new TailPages(pool);
    Batch first = before.keep(rows);
    before.recycle();
    Batch second = new TailPages(pool).keep(rows);
    assertSame(array.apply(first), array.apply(second));
  }

  @Test
  void aFewRowsAreKeptAsTheyAre() {
    Batch few = rows(10, 0);
    assertSame(few, new TailPages(pool).keep(few));
  }
}
