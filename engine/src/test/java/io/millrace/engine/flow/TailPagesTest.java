package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailPagesTest {
  private final PagePool pool = new PagePool();

  private static Batch rows(int count, int from) {
    return Batch.of(LongColumn.of(LongStream.range(from, from + count).toArray()));
  }

  private static Batch keep(TailPages pages, Batch rows) {
    return pages.keep(rows, rows.bytes());
  }

  @Test
  void whatNobodyHoldsIsWrittenOver() {
    TailPages before = new TailPages(pool);
    Batch first = keep(before, rows(1000, 0));
    Batch second = keep(before, rows(1000, 1000));
    assertEquals(999, first.longs(0).values()[999]);
    assertNotSame(first.longs(0).values(), second.longs(0).values());
    before.recycle();
    assertFalse(before.hold(), "the rows are gone");
    TailPages after = new TailPages(pool);
    assertSame(second.longs(0).values(), keep(after, rows(1000, 5000)).longs(0).values());
    assertSame(first.longs(0).values(), keep(after, rows(1000, 6000)).longs(0).values());
    assertEquals(5000, second.longs(0).values()[0]);
  }

  @Test
  void whatSomebodyHoldsStays() {
    TailPages before = new TailPages(pool);
    Batch held = keep(before, rows(1000, 0));
    assertTrue(before.hold());
    before.recycle();
    assertTrue(before.hold(), "the rows are still there");
    Batch next = keep(new TailPages(pool), rows(1000, 5000));
    assertNotSame(held.longs(0).values(), next.longs(0).values());
    assertEquals(0, held.longs(0).values()[0]);
  }

  @Test
  void fewRowsTakeNoPageThatHasRoomForMany() {
    TailPages before = new TailPages(pool);
    Batch many = keep(before, rows(30_000, 0));
    before.recycle();
    TailPages after = new TailPages(pool);
    assertNotSame(many.longs(0).values(), keep(after, rows(300, 0)).longs(0).values());
    assertSame(many.longs(0).values(), keep(after, rows(29_000, 0)).longs(0).values());
  }

  @Test
  void aFewRowsAreKeptAsTheyAre() {
    Batch few = rows(10, 0);
    assertSame(few, keep(new TailPages(pool), few));
  }
}
