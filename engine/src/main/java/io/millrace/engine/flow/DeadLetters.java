package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.time.Clock;
import java.util.List;

/** Builds the rows of {@code system.dead_letters}: records that are no rows, and rows set aside. */
public final class DeadLetters {
  /** The columns of {@code system.dead_letters}. */
  public static final RowType TYPE =
      RowType.of(
          Field.required("time", Type.TIMESTAMPTZ),
          Field.required("source", Type.VARCHAR),
          Field.of("place", Type.VARCHAR),
          Field.required("reason", Type.VARCHAR),
          Field.of("record", Type.VARCHAR));

  private final Clock clock;

  DeadLetters(Clock clock) {
    this.clock = clock;
  }

  Batch of(String source, List<BadRecord> records) {
    BatchBuilder builder = new BatchBuilder(TYPE, records.size());
    for (BadRecord record : records) {
      append(builder, source, record.place(), record.reason(), record.text());
    }
    return builder.build();
  }

  Batch of(String source, String rule, List<String> rows) {
    BatchBuilder builder = new BatchBuilder(TYPE, rows.size());
    for (String row : rows) {
      append(builder, source, null, "violates " + rule, row);
    }
    return builder.build();
  }

  private void append(
      BatchBuilder builder, String source, String place, String reason, String record) {
    ((LongBuilder) builder.column(0)).appendLong(clock.millis() * 1000);
    text(builder, 1, source);
    text(builder, 2, place);
    text(builder, 3, reason);
    text(builder, 4, record);
    builder.endRow(1);
  }

  private static void text(BatchBuilder builder, int column, String value) {
    if (value == null) {
      builder.column(column).appendNull();
    } else {
      ((BytesBuilder) builder.column(column)).appendText(value);
    }
  }
}
