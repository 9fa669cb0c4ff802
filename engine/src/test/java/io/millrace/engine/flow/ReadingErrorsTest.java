package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.connector.Reader;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a thread that reads comes up in the one that asked for the rows. */
@Timeout(60)
class ReadingErrorsTest {

  @Test
  void aViewCannotBeFilled() throws InterruptedException {
    VirtualDataset rows =
        VirtualDataset.of(
            "rows",
            new RowType(List.of()),
            () -> {
              throw new OutOfMemoryError("made up");
            });
    Filling filling =
        new Filling(
            "v", List.of(new ScanInput("rows", rows, new int[0], Projection.whole())), () -> {});
    try {
      MillraceException error = null;
      while (error == null) {
        try {
          filling.push(null, batch -> {});
          Thread.sleep(1);
        } catch (MillraceException e) {
          error = e;
        }
      }
      assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
    } finally {
      filling.close();
    }
  }

  @Test
  void aSourceCannotBeReadAhead() {
    try (ReadAhead ahead = new ReadAhead("s", new BreakingReader())) {
      // So many that it goes on ahead.
      assertEquals(BreakingReader.ROWS, ahead.poll(BreakingReader.ROWS).size());
      OutOfMemoryError error =
          assertThrows(OutOfMemoryError.class, () -> ahead.poll(BreakingReader.ROWS));
      assertEquals("made up", error.getMessage());
    }
  }

  @Test
  void rowsThatCannotBeReadAreNotReady() {
    try (ReadAhead ahead = new ReadAhead("s", new BreakingReader())) {
      ahead.poll(BreakingReader.ROWS);
      long end = System.nanoTime() + 50_000_000;
      while (System.nanoTime() < end) {
        assertNull(ahead.pollReady(BreakingReader.ROWS));
      }
      assertThrows(OutOfMemoryError.class, () -> ahead.poll(BreakingReader.ROWS));
    }
  }

  /** Has some rows, then no memory. */
  private static final class BreakingReader implements Reader {
    static final int ROWS = 2000;

    private boolean hasRead;

    @Override
    public Batch poll(int maxRows) {
      if (hasRead) {
        throw new OutOfMemoryError("made up");
      }
      hasRead = true;
      return Batch.of(LongColumn.of(new long[ROWS]));
    }

    @Override
    public String offset() {
      return "0";
    }

    @Override
    public List<BadRecord> takeBadRecords() {
      return List.of();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
