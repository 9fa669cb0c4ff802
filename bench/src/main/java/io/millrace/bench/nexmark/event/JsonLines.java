package io.millrace.bench.nexmark.event;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.batch.RowColumn;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Events as JSON, an object a line; fields that are null are left out. The events' texts have no
 * character that JSON would have to escape.
 */
final class JsonLines {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final byte[][] keys = keys(EventTypes.EVENT);
  private final byte[][][] inner = new byte[keys.length][][];
  private long lastMicros = Long.MIN_VALUE;
  private byte[] lastTime;

  JsonLines() {
    for (int i = 0; i < keys.length; i++) {
      if (EventTypes.EVENT.type(i) instanceof Type.StructType row) {
        inner[i] = keys(new RowType(row.fields()));
      }
    }
  }

  private static byte[][] keys(RowType type) {
    byte[][] keys = new byte[type.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ('"' + type.field(i).name() + "\":").getBytes(StandardCharsets.UTF_8);
    }
    return keys;
  }

  void write(Batch events, OutputStream out) throws IOException {
    for (int row = 0; row < events.size(); row++) {
      char before = '{';
      for (int i = 0; i < keys.length; i++) {
        Column column = events.column(i);
        if (column.isNull(row)) {
          continue;
        }
        out.write(before);
        before = ',';
        out.write(keys[i]);
        if (column instanceof RowColumn fields) {
          write(fields, inner[i], ((Type.StructType) EventTypes.EVENT.type(i)), row, out);
        } else {
          write(column, EventTypes.EVENT.type(i), row, out);
        }
      }
      out.write('}');
      out.write('\n');
    }
  }

  private void write(
      RowColumn fields, byte[][] names, Type.StructType type, int row, OutputStream out)
      throws IOException {
    for (int i = 0; i < names.length; i++) {
      out.write(i == 0 ? '{' : ',');
      out.write(names[i]);
      write(fields.fields().get(i), type.fields().get(i).type(), row, out);
    }
    out.write('}');
  }

  private void write(Column column, Type type, int row, OutputStream out) throws IOException {
    if (column instanceof BytesColumn texts) {
      out.write('"');
      out.write(texts.data(), texts.starts()[row], texts.lengths()[row]);
      out.write('"');
      return;
    }
    long value = ((LongColumn) column).values()[row];
    if (type instanceof Type.TimestampType) {
      out.write(time(value));
    } else {
      out.write(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private byte[] time(long micros) {
    if (micros != lastMicros) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000),
              (int) Math.floorMod(micros, 1_000_000L) * 1000,
              ZoneOffset.UTC);
      lastTime = ('"' + TIME.format(time) + '"').getBytes(StandardCharsets.US_ASCII);
      lastMicros = micros;
    }
    return lastTime;
  }
}
