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
import io.millrace.type.Type;
import io.millrace.zset.RowHash;

/**
 * Values as bytes whose unsigned order is the values' ascending order; no value's bytes are the
 * start of another's, so that values may follow one another.
 *
 * <p>Integers have their sign flipped and lie big-endian; doubles are made integers of the same
 * order, NaN last; bytes end with 00 01, and a 00 in them is 00 FF (the escaping of Google's
 * OrderedCode); arrays have a byte before each element and end with a lower one, so that a shorter
 * one comes first. Inside arrays, maps and rows null comes last, as in PostgreSQL.
 *
 * <p>Reading takes a mask, 0 or FF, with which every byte is combined: FF reads what was inverted
 * for descending order.
 */
final class OrderedCoding {
  private static final int END = 0;
  private static final int VALUE = 1;
  private static final int NULL = 2;
  private static final int ESCAPED = 0xFF;
  private static final int TERMINATOR = 1;

  private OrderedCoding() {}

  /** Appends a value that is not null. */
  static void write(Column column, int row, KeyBuffer out) {
    if (column instanceof LongColumn longs) {
      out.putLong(longs.values()[row] ^ Long.MIN_VALUE);
    } else if (column instanceof BytesColumn bytes) {
      writeBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row], out);
    } else if (column instanceof DoubleColumn doubles) {
      long bits = RowHash.canonicalBits(doubles.values()[row]);
      out.putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    } else if (column instanceof WideColumn wide) {
      out.putLong(wide.high()[row] ^ Long.MIN_VALUE);
      out.putLong(wide.low()[row]);
    } else if (column instanceof ArrayColumn array) {
      int start = array.starts()[row];
      for (int i = start; i < start + array.lengths()[row]; i++) {
        writeNullable(array.elements(), i, out);
      }
      out.putByte(END);
    } else if (column instanceof MapColumn map) {
      int start = map.starts()[row];
      for (int i = start; i < start + map.lengths()[row]; i++) {
        writeNullable(map.keys(), i, out);
        writeNullable(map.values(), i, out);
      }
      out.putByte(END);
    } else {
      for (Column field : ((RowColumn) column).fields()) {
        writeNullable(field, row, out);
      }
    }
  }

  private static void writeNullable(Column column, int row, KeyBuffer out) {
    if (column.isNull(row)) {
      out.putByte(NULL);
    } else {
      out.putByte(VALUE);
      write(column, row, out);
    }
  }

  private static void writeBytes(byte[] data, int start, int length, KeyBuffer out) {
    int end = start + length;
    int from = start;
    for (int i = start; i < end; i++) {
      if (data[i] == 0) {
        out.putBytes(data, from, i + 1 - from);
        out.putByte(ESCAPED);
        from = i + 1;
      }
    }
    out.putBytes(data, from, end - from);
    out.putByte(0);
    out.putByte(TERMINATOR);
  }

  /** Appends the value at {@code at} to the builder; returns where it ends. */
  static int read(Type type, byte[] data, int at, int mask, ColumnBuilder target) {
    switch (type.storage()) {
      case LONG:
        ((LongBuilder) target).appendLong(word(data, at, mask) ^ Long.MIN_VALUE);
        return at + 8;
      case DOUBLE:
        long ordered = word(data, at, mask);
        long bits = ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered;
        ((DoubleBuilder) target).appendDouble(Double.longBitsToDouble(bits));
        return at + 8;
      case WIDE:
        ((WideBuilder) target)
            .appendWide(word(data, at, mask) ^ Long.MIN_VALUE, word(data, at + 8, mask));
        return at + 16;
      case BYTES:
        return readBytes(data, at, mask, (BytesBuilder) target);
      case ARRAY:
        return readArray(((Type.ArrayType) type).element(), data, at, mask, (ArrayBuilder) target);
      case MAP:
        return readMap((Type.MapType) type, data, at, mask, (MapBuilder) target);
      case ROW:
        return readRow((Type.StructType) type, data, at, mask, (RowBuilder) target);
    }
    throw new IllegalStateException("no such storage");
  }

  private static long word(byte[] data, int at, int mask) {
    long bits = KeyBuffer.longAt(data, at);
    return mask == 0 ? bits : ~bits;
  }

  private static int byteAt(byte[] data, int at, int mask) {
    return (data[at] ^ mask) & 0xFF;
  }

  private static int readBytes(byte[] data, int at, int mask, BytesBuilder target) {
    int length = skipBytes(data, at, mask) - at;
    int start = target.reserve(length);
    byte[] copy = target.data();
    int end = start;
    int i = at;
    while (true) {
      byte next = (byte) (data[i++] ^ mask);
      if (next == 0 && byteAt(data, i++, mask) == TERMINATOR) {
        break;
      }
      copy[end++] = next;
    }
    target.commit(start, end - start);
    return i;
  }

  private static int readArray(Type element, byte[] data, int at, int mask, ArrayBuilder target) {
    int i = at;
    while (byteAt(data, i, mask) != END) {
      i = readNullable(element, data, i, mask, target.elements());
    }
    target.end();
    return i + 1;
  }

  private static int readMap(Type.MapType type, byte[] data, int at, int mask, MapBuilder target) {
    int i = at;
    while (byteAt(data, i, mask) != END) {
      i = readNullable(type.key(), data, i, mask, target.keys());
      i = readNullable(type.value(), data, i, mask, target.values());
    }
    target.end();
    return i + 1;
  }

  private static int readRow(
      Type.StructType type, byte[] data, int at, int mask, RowBuilder target) {
    int i = at;
    for (int field = 0; field < type.fields().size(); field++) {
      i = readNullable(type.fields().get(field).type(), data, i, mask, target.field(field));
    }
    target.end();
    return i;
  }

  private static int readNullable(Type type, byte[] data, int at, int mask, ColumnBuilder target) {
    if (byteAt(data, at, mask) == NULL) {
      target.appendNull();
      return at + 1;
    }
    return read(type, data, at + 1, mask, target);
  }

  /** Returns where the value at {@code at} ends. */
  static int skip(Type type, byte[] data, int at, int mask) {
    int i = at;
    switch (type.storage()) {
      case LONG:
      case DOUBLE:
        return at + 8;
      case WIDE:
        return at + 16;
      case BYTES:
        return skipBytes(data, at, mask);
      case ARRAY:
        while (byteAt(data, i, mask) != END) {
          i = skipNullable(((Type.ArrayType) type).element(), data, i, mask);
        }
        return i + 1;
      case MAP:
        while (byteAt(data, i, mask) != END) {
          i = skipNullable(((Type.MapType) type).key(), data, i, mask);
          i = skipNullable(((Type.MapType) type).value(), data, i, mask);
        }
        return i + 1;
      case ROW:
        for (var field : ((Type.StructType) type).fields()) {
          i = skipNullable(field.type(), data, i, mask);
        }
        return i;
    }
    throw new IllegalStateException("no such storage");
  }

  private static int skipBytes(byte[] data, int at, int mask) {
    int i = at;
    while (true) {
      if (byteAt(data, i++, mask) == 0 && byteAt(data, i++, mask) == TERMINATOR) {
        return i;
      }
    }
  }

  private static int skipNullable(Type type, byte[] data, int at, int mask) {
    return byteAt(data, at, mask) == NULL ? at + 1 : skip(type, data, at + 1, mask);
  }
}
