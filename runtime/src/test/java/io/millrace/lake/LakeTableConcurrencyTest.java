package io.millrace.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers beside the writer, and several writers of one table. */
class LakeTableConcurrencyTest {
  private static final RowType TYPE = RowType.of(Field.required("n", Type.BIGINT));

  @TempDir Path directory;

  private static Batch rows(long weight, long... values) {
    BatchBuilder builder = new BatchBuilder(TYPE, values.length);
    for (long value : values) {
      ((LongBuilder) builder.column(0)).appendLong(value);
      builder.endRow(weight);
    }
    return builder.build();
  }

  private static long[] sumAndCount(TableSnapshot snapshot) {
    long[] result = new long[2];
    try (BatchStream stream = snapshot.scan(new int[] {0}, List.of())) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        for (int row = 0; row < batch.size(); row++) {
          result[0] += batch.longs(0).values()[row];
          result[1]++;
        }
      }
    }
    return result;
  }

  @Test
  void readersSeeWholeVersions() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    AtomicBoolean done = new AtomicBoolean();
    try (LakeTable table = LakeTable.create(directory, TYPE, List.of(), Clock.systemUTC(), false)) {
      List<Future<Integer>> readers = new ArrayList<>();
      Callable<Integer> reader =
          () -> {
            int scans = 0;
            while (!done.get() || scans == 0) {
              TableSnapshot snapshot = table.snapshot();
              long[] found = sumAndCount(snapshot);
              // Every change takes away and adds as much: the sum is always 0.
              assertEquals(0, found[0], "version " + snapshot.version());
              assertEquals(snapshot.rowCount(), found[1]);
              scans++;
            }
            return scans;
          };
      table.commit(table.prepare(rows(1, 1, -1, 2, -2, 3, -3), "INSERT"));
      readers.add(pool.submit(reader));
      readers.add(pool.submit(reader));
      for (long i = 1; i <= 40; i++) {
        BatchBuilder delta = new BatchBuilder(TYPE, 4);
        delta.appendAll(rows(-1, i, -i));
        delta.appendAll(rows(1, i + 3, -i - 3));
        table.commit(table.prepare(delta.build(), "UPDATE"));
        if (i % 15 == 0) {
          table.prepareCompaction().ifPresent(table::commit);
        }
      }
      done.set(true);
      for (Future<Integer> future : readers) {
        assertTrue(future.get() > 0);
      }
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
  }

  @Test
  void writersDoNotLoseEachOthersRows() throws InterruptedException, ExecutionException {
    LakeTable.create(directory, TYPE, List.of(), Clock.systemUTC(), false).close();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        int writer = w;
        writers.add(
            pool.submit(
                () -> {
                  try (LakeTable table = LakeTable.open(directory, Clock.systemUTC(), false)) {
                    for (int i = 0; i < 12; i++) {
                      PreparedCommit prepared = table.prepare(rows(1, writer * 100L + i), "INSERT");
                      table.commit(prepared, "writer " + writer, i);
                    }
                  }
                  return null;
                }));
      }
      for (Future<Void> future : writers) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    try (LakeTable table = LakeTable.open(directory, Clock.systemUTC(), false)) {
      assertEquals(48, table.version());
      long[] found = sumAndCount(table.snapshot());
      assertEquals(48, found[1]);
      assertEquals((0 + 100 + 200 + 300) * 12 + 4 * 66, found[0]);
      List<TableVersion> history = table.history();
      for (int i = 1; i < history.size(); i++) {
        assertTrue(
            history.get(i - 1).timestamp().isBefore(history.get(i).timestamp()), "version " + i);
      }
    }
  }

  @Test
  void aRowIsTakenAwayByOneWriterOnly() {
    try (LakeTable first = LakeTable.create(directory, TYPE, List.of(), Clock.systemUTC(), false);
        LakeTable second = LakeTable.open(directory, Clock.systemUTC(), false)) {
      first.commit(first.prepare(rows(1, 1, 2, 3), "INSERT"));
      PreparedCommit one = first.prepare(rows(-1, 1), "DELETE");
      PreparedCommit other = second.prepare(rows(-1, 1), "DELETE");
      second.commit(other);
      MillraceException e = assertThrows(MillraceException.class, () -> first.commit(one));
      assertEquals(ErrorCode.TRANSACTION_STATE, e.code());
      first.discard(one);
      first.commit(first.prepare(rows(-1, 2), "DELETE"));
      assertEquals(3, sumAndCount(second.snapshot())[0]);
    }
  }
}
