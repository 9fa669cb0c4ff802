package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.thread.SpareThreads;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.parquet.format.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Columns side by side behave as columns one after the other, also where some of them fail. */
@Timeout(120)
class ColumnReadersTest {
  /** What happens at a row of a column. */
  private record Trouble(int row, boolean isAhead, Throwable failure) {}

  /** Counts rows; its pages have a length of their own. */
  private static final class Counting implements ColumnReader {
    private final int pageRows;
    private final double work;
    private final Optional<Trouble> trouble;
    private final AtomicBoolean busy = new AtomicBoolean();
    private int row;

    Counting(int pageRows, double work, Optional<Trouble> trouble) {
      this.pageRows = pageRows;
      this.work = work;
      this.trouble = trouble;
    }

    @Override
    public double work(RowGroup group) {
      return work;
    }

    @Override
    public void startRowGroup(RowGroup group) {
      row = 0;
    }

    private void fail(int until, boolean isAhead) throws IOException {
      if (trouble.isPresent()
          && trouble.get().isAhead() == isAhead
          && trouble.get().row() < until) {
        Throwable failure = trouble.get().failure();
        if (failure instanceof IOException exception) {
          throw exception;
        } else if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    }

    @Override
    public int preferredRows(int limit, Codec codec) throws IOException {
      fail(row + 1, true);
      int left = pageRows - row % pageRows;
      return left >= 1024 ? Math.min(limit, left) : limit;
    }

    @Override
    public Column read(int rows, Codec codec) throws IOException {
      assertFalse(busy.getAndSet(true), "two threads in one column");
      try {
        long end = System.nanoTime() + 20_000;
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        fail(row + rows, false);
        int from = row;
        row += rows;
        return LongColumn.of(IntStream.range(from, row).mapToLong(i -> i).toArray());
      } finally {
        busy.set(false);
      }
    }
  }

  /** What comes of reading: the number of rows of each batch, and how it ended. */
  private static List<Object> read(List<Counting> columns, int rows, SpareThreads spare) {
    List<Object> events = new ArrayList<>();
    try (ColumnReaders readers = new ColumnReaders(List.copyOf(columns), spare)) {
      for (int group = 0; group < 2; group++) {
        readers.startRowGroup(new RowGroup(List.of(), 0, rows));
        for (int at = 0; at < rows; ) {
          int count = readers.preferredRows(Math.min(ParquetReader.BATCH_ROWS, rows - at));
          Column[] read = readers.read(count);
          for (Column column : read) {
            assertEquals(count, column.size());
            assertEquals(at, ((LongColumn) column).values()[0]);
          }
          at += count;
          events.add(count);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      assertFalse(columns.stream().anyMatch(column -> column.busy.get()), "one still reads");
      events.add(e);
    }
    return events;
  }

  @Test
  void troubleComesOutAsItDoesOneAfterTheOther() {
    try (SpareThreads one = new SpareThreads(1);
        SpareThreads four = new SpareThreads(4)) {
      Set<Class<?>> ends = new HashSet<>();
      for (int seed = 0; seed < 300; seed++) {
        List<Object> expected = read(columns(seed), 50_000, SpareThreads.NONE);
        ends.add(expected.get(expected.size() - 1).getClass());
        assertEquals(expected, texts(expected, read(columns(seed), 50_000, one)), "seed " + seed);
        assertEquals(expected, texts(expected, read(columns(seed), 50_000, four)), "seed " + seed);
      }
      assertEquals(
          Set.of(
              Integer.class,
              IOException.class,
              OutOfMemoryError.class,
              ArrayIndexOutOfBoundsException.class),
          ends);
    }
  }

  /** Puts what failed in the same way in the place of what was expected. */
  private static List<Object> texts(List<Object> expected, List<Object> found) {
    Object last = expected.get(expected.size() - 1);
    Object other = found.get(found.size() - 1);
    if (last instanceof Throwable failure && other instanceof Throwable same) {
      assertSame(failure.getClass(), same.getClass());
      assertEquals(failure.getMessage(), same.getMessage());
      found.set(found.size() - 1, last);
    }
    return found;
  }

  private static List<Counting> columns(int seed) {
    Random random = new Random(seed);
    List<Counting> columns = new ArrayList<>();
    int count = 1 + random.nextInt(9);
    int damaged = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Optional<Trouble> trouble = Optional.empty();
      if (random.nextInt(count) < damaged) {
        String message = "column " + i;
        List<Throwable> failures =
            List.of(
                new IOException(message),
                new ArrayIndexOutOfBoundsException(message),
                new OutOfMemoryError(message));
        trouble =
            Optional.of(
                new Trouble(
                    random.nextInt(60_000),
                    random.nextBoolean(),
                    failures.get(random.nextInt(failures.size()))));
      }
      double work = random.nextInt(4) == 0 ? 0 : 20e6 * random.nextDouble();
      columns.add(new Counting(500 + random.nextInt(20_000), work, trouble));
    }
    return columns;
  }

  @Test
  void anInterruptionIsWhyTheFileIsClosed() {
    Counting closed =
        new Counting(9000, 1e9, Optional.of(new Trouble(0, true, new ClosedChannelException())));
    Counting interrupted =
        new Counting(
            9000, 1e9, Optional.of(new Trouble(0, true, new ClosedByInterruptException())));
    try (SpareThreads spare = new SpareThreads(1)) {
      List<Object> events = read(List.of(closed, interrupted, closed), 20_000, spare);
      assertEquals(ClosedByInterruptException.class, events.get(0).getClass());
    }
  }

  @Test
  void littleWorkStaysWithTheCaller() throws IOException {
    AtomicInteger others = new AtomicInteger();
    Thread caller = Thread.currentThread();
    for (int rows : new int[] {100, 8192}) {
      List<ColumnReader> columns = new ArrayList<>();
      for (double work : new double[] {20e6, 0, 20e6}) {
        columns.add(
            new ColumnReader() {
              @Override
              public double work(RowGroup group) {
                return work;
              }

              @Override
              public void startRowGroup(RowGroup group) {}

              @Override
              public int preferredRows(int limit, Codec codec) {
                return limit;
              }

              @Override
              public Column read(int count, Codec codec) {
                long end = System.nanoTime() + 5_000_000;
                while (System.nanoTime() < end) {
                  Thread.onSpinWait();
                }
                others.addAndGet(Thread.currentThread() == caller ? 0 : 1);
                return LongColumn.of(new long[count]);
              }
            });
      }
      try (SpareThreads spare = new SpareThreads(1);
          ColumnReaders readers = new ColumnReaders(columns, spare)) {
        // Two milliseconds a batch, or next to nothing.
        readers.startRowGroup(new RowGroup(List.of(), 0, 20 * 8192));
        for (int i = 0; i < 20; i++) {
          readers.read(readers.preferredRows(rows));
        }
      }
      if (rows == 100) {
        assertEquals(0, others.get());
      } else {
        assertNotEquals(0, others.get());
      }
    }
  }
}
