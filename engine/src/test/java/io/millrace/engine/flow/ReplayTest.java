package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.connector.Reader;
import io.millrace.connector.Source;
import io.millrace.operator.time.Watermark;
import io.millrace.type.Field;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stream that is read again asks its source for: the time only for who wants to know. */
class ReplayTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("value", Type.BIGINT),
          Field.of("time", Type.TIMESTAMP),
          Field.required("_watermark", Type.BIGINT));

  private final RecordedSource source = new RecordedSource();
  private final StreamDataset stream =
      new StreamDataset(
          "s",
          TYPE,
          new Feed("1", "s", source, new Times(), Optional.of(new SourceWatermark(new Times()))));

  private List<Batch> scan(int... columns) {
    List<Batch> rows = new ArrayList<>();
    stream.readPoint().scan(columns, Projection.ofPath(0), rows::add);
    return rows;
  }

  @Test
  void theTimeIsLeftOutWhereNoRowsWatermarkIsAskedFor() {
    List<Batch> rows = scan(0);
    assertTrue(source.delivered.needs(0));
    assertFalse(source.delivered.needs(1));
    assertEquals(1, rows.get(0).columnCount());
    assertArrayEquals(new long[] {1, 2, 3}, rows.get(0).longs(0).values());
  }

  @Test
  void theTimeIsReadForEachRowsWatermark() {
    List<Batch> rows = scan(2, 0);
    assertTrue(source.delivered.needs(0));
    assertTrue(source.delivered.needs(1));
    assertArrayEquals(new long[] {Watermark.NONE, 10, 30}, rows.get(0).longs(0).values());
    assertArrayEquals(new long[] {1, 2, 3}, rows.get(0).longs(1).values());
  }

  /** Takes rows as they are; the watermark is their time. */
  private static final class Times implements Intake {
    @Override
    public Batch complete(Batch raw, Report report) {
      return raw;
    }

    @Override
    public Projection delivered(Projection needed, boolean watermarked) {
      return watermarked ? needed.and(Projection.ofPath(1)) : needed;
    }

    @Override
    public Optional<LongColumn> watermark(Batch completed) {
      return Optional.of(completed.longs(1));
    }
  }

  /** Has three rows, and keeps what it was asked for. */
  private static final class RecordedSource implements Source {
    private Projection delivered;

    @Override
    public Reader read(Optional<String> offset) {
      return read(offset, Projection.whole());
    }

    @Override
    public Reader read(Optional<String> offset, Projection needed) {
      delivered = needed;
      return new ThreeRows();
    }

    @Override
    public Reader readUntil(String offset) {
      return new ThreeRows();
    }

    @Override
    public boolean isBounded() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static final class ThreeRows implements Reader {
    private boolean hasRead;

    @Override
    public Batch poll(int maxRows) {
      if (hasRead) {
        return null;
      }
      hasRead = true;
      return Batch.of(LongColumn.of(1, 2, 3), LongColumn.of(10, 30, 20));
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
