package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.thread.SpareThreads;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.parquet.format.RowGroup;

/**
 * All columns that are read of a file, some rows at a time: one after the other, or side by side
 * where there are threads to spare and enough to do.
 *
 * <p>Side by side, the calling thread and others take columns, those that are most work first,
 * until none is left, and the rows are handed on when all have been read. Who reads a column also
 * looks how many of its next rows are best read at once, for which it may have to read a page
 * ahead. What goes wrong is told when no thread reads any more, as if columns were read one after
 * the other: of the first in which something has, and what is found ahead when its rows' turn
 * comes. The readers are then of no more use.
 */
final class ColumnReaders implements AutoCloseable {
  /** So much work makes up for waking a thread and waiting for it. */
  private static final double WORTH_NANOS = 100_000;

  private final List<ColumnReader> readers;
  private final SpareThreads spare;
  private final List<Turn> turns = new ArrayList<>();

  // The row group
  private long rowsLeft;
  private double rowNanos;
  private int[] mostWorkFirst;
  private int busy;

  // What is done side by side
  private final AtomicInteger taken = new AtomicInteger();
  private int rows;
  private Column[] columns;
  private final int[] preferred;
  private final Throwable[] failures;

  /** Whether {@link #preferred} holds for the next rows. */
  private boolean isAhead;

  /**
   * @param spare threads that may help the calling one
   */
  ColumnReaders(List<ColumnReader> readers, SpareThreads spare) {
    this.readers = List.copyOf(readers);
    this.spare = spare;
    preferred = new int[readers.size()];
    failures = new Throwable[readers.size()];
    turns.add(new Turn());
  }

  /** Goes to the first row of a row group. */
  void startRowGroup(RowGroup group) throws IOException {
    for (ColumnReader reader : readers) {
      reader.startRowGroup(group);
    }
    rowsLeft = group.getNum_rows();
    isAhead = false;
    if (spare.count() > 0) {
      estimate(group);
    }
  }

  private void estimate(RowGroup group) {
    double[] work = new double[readers.size()];
    double sum = 0;
    busy = 0;
    for (int i = 0; i < work.length; i++) {
      work[i] = readers.get(i).work(group);
      sum += work[i];
      busy += work[i] > 0 ? 1 : 0;
    }
    rowNanos = sum / rowsLeft;
    mostWorkFirst =
        IntStream.range(0, work.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -work[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Returns how many threads are worth having for so many rows. A thread that is interrupted reads
   * by itself: that is how it comes to know.
   */
  private int threadsFor(int count) {
    int most = Math.min(spare.count() + 1, busy);
    int worth = (int) Math.min(most, rowNanos * count / WORTH_NANOS);
    return worth < 2 || Thread.currentThread().isInterrupted() ? 1 : worth;
  }

  /** Returns how many of the next rows, at most {@code limit}, are best read at once. */
  int preferredRows(int limit) throws IOException {
    int best = limit;
    if (!isAhead) {
      int threads = threadsFor(limit);
      if (threads == 1) {
        for (ColumnReader reader : readers) {
          best = reader.preferredRows(best, turns.get(0).codec);
        }
        return best;
      }
      sideBySide(threads, 0);
    }
    for (int i = 0; i < preferred.length; i++) {
      if (failures[i] != null) {
        throw failure(i);
      }
      best = Math.min(best, preferred[i]);
    }
    return best;
  }

  /** Reads the next rows of all columns. */
  Column[] read(int count) throws IOException {
    Column[] result = new Column[readers.size()];
    rowsLeft -= count;
    int threads = threadsFor(count);
    if (threads == 1) {
      isAhead = false;
      for (int i = 0; i < result.length; i++) {
        result[i] = readers.get(i).read(count, turns.get(0).codec);
      }
      return result;
    }
    columns = result;
    sideBySide(threads, count);
    columns = null;
    for (int i = 0; i < result.length; i++) {
      if (result[i] == null) {
        throw failure(i);
      }
    }
    return result;
  }

  /** Reads so many rows, perhaps none, and looks at those behind them. */
  private void sideBySide(int threads, int count) {
    while (turns.size() < threads) {
      turns.add(new Turn());
    }
    rows = count;
    taken.set(0);
    spare.run(turns.subList(0, threads));
    isAhead = true;
  }

  private void readColumn(int column, Codec codec) throws IOException {
    ColumnReader reader = readers.get(column);
    if (rows > 0) {
      columns[column] = reader.read(rows, codec);
    }
    if (rowsLeft > 0) {
      preferred[column] = reader.preferredRows(ParquetReader.BATCH_ROWS, codec);
    }
  }

  /**
   * Returns what a column has failed with. An interruption comes before all: it closes the file,
   * and others then fail because it is closed.
   */
  private IOException failure(int column) {
    Throwable failure = failures[column];
    for (Throwable other : failures) {
      if (other instanceof ClosedByInterruptException) {
        failure = other;
      }
    }
    if (failure instanceof IOException exception) {
      return exception;
    } else if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Override
  public void close() {
    turns.forEach(turn -> turn.codec.close());
  }

  /** What one thread does of it: the columns that it comes to take. */
  private final class Turn implements Runnable {
    private final Codec codec = new Codec();

    @Override
    public void run() {
      for (int next = taken.getAndIncrement();
          next < mostWorkFirst.length;
          next = taken.getAndIncrement()) {
        int column = mostWorkFirst[next];
        try {
          readColumn(column, codec);
        } catch (IOException | RuntimeException | Error e) {
          failures[column] = e;
        }
      }
    }
  }
}
