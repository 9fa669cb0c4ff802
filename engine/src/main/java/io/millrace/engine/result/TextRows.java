package io.millrace.engine.result;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.type.RowType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Builds small results from Java values, for statements and tables that look at the database. */
public final class TextRows {
  private final BatchBuilder builder;
  private final RowType type;

  public TextRows(RowType type) {
    this.type = type;
    this.builder = new BatchBuilder(type, 16);
  }

  /** Adds a row of Strings, Longs, Integers, Booleans, Instants and nulls. */
  public TextRows add(Object... values) {
    for (int i = 0; i < type.size(); i++) {
      ColumnBuilder column = builder.column(i);
      Object value = values[i];
      if (value == null) {
        column.appendNull();
      } else if (value instanceof String text) {
        ((BytesBuilder) column).appendText(text);
      } else if (value instanceof Boolean truth) {
        ((LongBuilder) column).appendLong(truth ? 1 : 0);
      } else if (value instanceof Instant instant) {
        ((LongBuilder) column).appendLong(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
      } else {
        ((LongBuilder) column).appendLong(((Number) value).longValue());
      }
    }
    builder.endRow(1);
    return this;
  }

  public Batch build() {
    return builder.build();
  }
}
