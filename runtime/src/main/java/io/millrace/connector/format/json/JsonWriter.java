package io.millrace.connector.format.json;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.ValueText;
import io.millrace.connector.format.RecordWriter;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes JSON Lines (RFC 8259, an object a line) that {@link JsonDecoder} reads back. */
public final class JsonWriter implements RecordWriter {
  private static final String HEX = "0123456789abcdef";

  private final RowType type;

  public JsonWriter(RowType type) {
    this.type = type;
  }

  @Override
  public void begin(StringBuilder text) {
    // Nothing stands before the first object.
  }

  @Override
  public void append(Batch batch, StringBuilder text) {
    for (int row = 0; row < batch.size(); row++) {
      for (long n = batch.weight(row); n > 0; n--) {
        text.append('{');
        for (int i = 0; i < type.size(); i++) {
          text.append(i == 0 ? "" : ",");
          string(type.field(i).name(), text);
          text.append(':');
          value(type.type(i), batch.column(i), row, text);
        }
        text.append("}\n");
      }
    }
  }

  private static void value(Type type, Column column, int row, StringBuilder text) {
    if (column.isNull(row)) {
      text.append("null");
    } else if (column instanceof ArrayColumn array) {
      list(((Type.ArrayType) type).element(), array, row, text);
    } else if (column instanceof MapColumn map) {
      map((Type.MapType) type, map, row, text);
    } else if (column instanceof RowColumn fields) {
      row(((Type.StructType) type).fields(), fields, row, text);
    } else {
      scalar(type, column, row, text);
    }
  }

  private static void list(Type element, ArrayColumn array, int row, StringBuilder text) {
    text.append('[');
    int start = array.starts()[row];
    for (int i = 0; i < array.lengths()[row]; i++) {
      text.append(i == 0 ? "" : ",");
      value(element, array.elements(), start + i, text);
    }
    text.append(']');
  }

  private static void map(Type.MapType type, MapColumn map, int row, StringBuilder text) {
    text.append('{');
    int start = map.starts()[row];
    for (int i = 0; i < map.lengths()[row]; i++) {
      text.append(i == 0 ? "" : ",");
      string(String.valueOf(ValueText.of(type.key(), map.keys(), start + i)), text);
      text.append(':');
      value(type.value(), map.values(), start + i, text);
    }
    text.append('}');
  }

  private static void row(List<Field> fields, RowColumn values, int row, StringBuilder text) {
    text.append('{');
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : ",");
      string(fields.get(i).name(), text);
      text.append(':');
      value(fields.get(i).type(), values.fields().get(i), row, text);
    }
    text.append('}');
  }

  private static void scalar(Type type, Column column, int row, StringBuilder text) {
    if (type instanceof Type.BinaryType) {
      BytesColumn bytes = (BytesColumn) column;
      int start = bytes.starts()[row];
      byte[] value = Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[row]);
      text.append('"').append(Base64.getEncoder().encodeToString(value)).append('"');
      return;
    }
    String value = ValueText.of(type, column, row);
    boolean bare =
        type instanceof Type.BooleanType
            || type instanceof Type.IntegerType
            || type instanceof Type.DecimalType
            || type instanceof Type.VariantType
            || column instanceof DoubleColumn doubles && Double.isFinite(doubles.values()[row]);
    if (bare) {
      text.append(value);
    } else {
      string(value, text);
    }
  }

  private static void string(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ') {
            text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
