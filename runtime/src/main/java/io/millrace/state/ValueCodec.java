package io.millrace.state;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowBuilder;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideBuilder;
import io.millrace.batch.WideColumn;
import io.millrace.type.Field;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.List;

/**
 * Values of any type as bytes. Equal values have equal bytes (0.0 and -0.0, any NaN), so encoded
 * values may be compared; the order of the bytes means nothing.
 */
public final class ValueCodec {
  private static final int NULL = 0;
  private static final int PRESENT = 1;

  private ValueCodec() {}

  /** Writes a value, null or not. */
  public static void write(Column column, int row, Encoder out) {
    if (column.isNull(row)) {
      out.putByte(NULL);
      return;
    }
    out.putByte(PRESENT);
    if (column instanceof LongColumn longs) {
      out.putVarLong(longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      out.putLong(RowHash.canonicalBits(doubles.values()[row]));
    } else if (column instanceof WideColumn wide) {
      out.putLong(wide.high()[row]);
      out.putLong(wide.low()[row]);
    } else if (column instanceof BytesColumn bytes) {
      out.putBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    } else if (column instanceof ArrayColumn array) {
      int start = array.starts()[row];
      int length = array.lengths()[row];
      out.putVarLong(length);
      for (int i = start; i < start + length; i++) {
        write(array.elements(), i, out);
      }
    } else if (column instanceof MapColumn map) {
      int start = map.starts()[row];
      int length = map.lengths()[row];
      out.putVarLong(length);
      for (int i = start; i < start + length; i++) {
        write(map.keys(), i, out);
        write(map.values(), i, out);
      }
    } else {
      for (Column field : ((RowColumn) column).fields()) {
        write(field, row, out);
      }
    }
  }

  /** Reads a value of this type, null or not, and appends it. */
  public static void read(Type type, Decoder in, ColumnBuilder out) {
    if (in.readByte() == NULL) {
      out.appendNull();
      return;
    }
    switch (type.storage()) {
      case LONG -> ((LongBuilder) out).appendLong(in.readVarLong());
      case DOUBLE -> ((DoubleBuilder) out).appendDouble(Double.longBitsToDouble(in.readLong()));
      case WIDE -> {
        long high = in.readLong();
        ((WideBuilder) out).appendWide(high, in.readLong());
      }
      case BYTES -> {
        int length = in.readLength();
        ((BytesBuilder) out).appendBytes(in.data(), in.position(), length);
        in.skip(length);
      }
      case ARRAY -> {
        ArrayBuilder array = (ArrayBuilder) out;
        Type element = ((Type.ArrayType) type).element();
        for (int left = in.readLength(); left > 0; left--) {
          read(element, in, array.elements());
        }
        array.end();
      }
      case MAP -> {
        MapBuilder map = (MapBuilder) out;
        Type.MapType mapType = (Type.MapType) type;
        for (int left = in.readLength(); left > 0; left--) {
          read(mapType.key(), in, map.keys());
          read(mapType.value(), in, map.values());
        }
        map.end();
      }
      case ROW -> {
        RowBuilder row = (RowBuilder) out;
        List<Field> fields = ((Type.StructType) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          read(fields.get(i).type(), in, row.field(i));
        }
        row.end();
      }
    }
  }
}
