package io.millrace.connector.format.json;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.RowBuilder;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.ScalarColumn;
import io.millrace.connector.format.ValueFormats;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * One column, or field of a nested one, and how JSON values are put into it. Final, with a switch
 * over its kind: one class serves all, so that reading a value is no call of unknown target.
 */
final class JsonColumn {
  private enum Shape {
    INTEGER,
    NUMBER,
    TEXT,
    VARIANT,
    BINARY,
    OTHER,
    ARRAY,
    MAP,
    ROW
  }

  private final String name;
  private final Type type;
  private final boolean nullable;
  private final Shape shape;
  private final JsonText text;
  private final ScalarColumn scalar;
  private final JsonColumn[] children;
  private final FieldNames names;
  private ColumnBuilder builder;
  private ArrayBuilder array;
  private MapBuilder map;
  private RowBuilder row;

  private JsonColumn(
      String name, Type type, boolean nullable, JsonText text, ValueFormats formats) {
    this.name = name;
    this.type = type;
    this.nullable = nullable;
    this.text = text;
    if (type instanceof Type.ArrayType list) {
      shape = Shape.ARRAY;
      children = new JsonColumn[] {new JsonColumn(name, list.element(), true, text, formats)};
    } else if (type instanceof Type.MapType entries) {
      shape = Shape.MAP;
      children =
          new JsonColumn[] {
            new JsonColumn(name, entries.key(), false, text, formats),
            new JsonColumn(name, entries.value(), true, text, formats)
          };
    } else if (type instanceof Type.StructType struct) {
      shape = Shape.ROW;
      children = new JsonColumn[struct.fields().size()];
      for (int i = 0; i < children.length; i++) {
        Field field = struct.fields().get(i);
        children[i] =
            new JsonColumn(
                name.isEmpty() ? field.name() : name + "." + field.name(),
                field.type(),
                // Constraints of whole columns are checked where all sources meet.
                name.isEmpty() || field.nullable(),
                text,
                formats);
      }
    } else {
      children = new JsonColumn[0];
      scalar = new ScalarColumn(name, type, formats, text.number());
      names = null;
      shape =
          switch (scalar.kind()) {
            case INTEGER -> Shape.INTEGER;
            case FLOAT, DOUBLE, DECIMAL, WIDE_DECIMAL -> Shape.NUMBER;
            case TEXT -> Shape.TEXT;
            case VARIANT -> Shape.VARIANT;
            case BINARY -> Shape.BINARY;
            default -> Shape.OTHER;
          };
      return;
    }
    scalar = null;
    names =
        type instanceof Type.StructType struct
            ? new FieldNames(struct.fields().stream().map(Field::name).toList())
            : null;
  }

  /** Returns the column whose fields are the columns of a record. */
  static JsonColumn root(RowType type, JsonText text, ValueFormats formats) {
    return new JsonColumn("", new Type.StructType(type.fields()), false, text, formats);
  }

  /** Starts a batch whose texts may be views of {@code source}. */
  ColumnBuilder start(byte[] source, int capacity) {
    switch (shape) {
      case ARRAY -> {
        array = new ArrayBuilder(children[0].start(source, capacity), capacity);
        builder = array;
      }
      case MAP -> {
        map =
            new MapBuilder(
                children[0].start(source, capacity), children[1].start(source, capacity), capacity);
        builder = map;
      }
      case ROW -> {
        List<ColumnBuilder> fields = new ArrayList<>();
        for (JsonColumn child : children) {
          fields.add(child.start(source, capacity));
        }
        row = new RowBuilder(fields);
        builder = row;
      }
      default -> builder = scalar.start(source, capacity);
    }
    return builder;
  }

  ColumnBuilder builder() {
    return builder;
  }

  /** Appends the value that begins at {@code at} and returns where it ends. */
  int read(int at) {
    text.reach(at);
    byte[] data = text.data();
    int first = data[at];
    if (first == 'n') {
      int end = text.literal(at, "null");
      appendNull();
      return end;
    }
    switch (shape) {
      case INTEGER:
        return readInteger(data, at, first);
      case TEXT:
        return readText(data, at, first);
      case VARIANT:
        {
          int end = text.skip(at);
          scalar.appendText(data, at, end, true, text.isAscii());
          return end;
        }
      case ARRAY:
        if (first != '[') {
          throw mismatch(at);
        }
        return readArray(data, at + 1);
      case MAP:
        if (first != '{') {
          throw mismatch(at);
        }
        return readMap(data, at + 1);
      case ROW:
        if (first != '{') {
          throw mismatch(at);
        }
        return readFields(at + 1);
      default:
        return readScalar(data, at, first);
    }
  }

  private void appendNull() {
    if (!nullable) {
      throw new MalformedRecord("'" + name + "' is NOT NULL, but null or missing");
    }
    builder.appendNull();
  }

  /** Returns the error for a value of the wrong kind, once the whole of it has been seen. */
  private MalformedRecord mismatch(int at) {
    int end = text.skip(at);
    if (scalar != null) {
      return scalar.mismatch(text.data(), at, end);
    }
    String value = new String(text.data(), at, Math.min(60, end - at), StandardCharsets.UTF_8);
    return new MalformedRecord(
        "column '"
            + name
            + "': '"
            + value
            + (end - at > 60 ? "…" : "")
            + "' is not of type "
            + type.sql());
  }

  private int readInteger(byte[] data, int at, int first) {
    int next = at;
    boolean negative = first == '-';
    if (negative) {
      next++;
    }
    int start = next;
    long value = 0;
    int digit;
    while ((digit = data[next] - '0') >= 0 && digit <= 9 && next - start < 18) {
      value = value * 10 + digit;
      next++;
    }
    int after = data[next];
    boolean isPlain =
        (after == ',' || after == '}' || after == ']' || after == ' ' || after == '\n')
            && next > start
            && (data[start] != '0' || next == start + 1);
    if (!isPlain) {
      return readScalar(data, at, first);
    }
    scalar.appendInteger(negative ? -value : value);
    return next;
  }

  private int readText(byte[] data, int at, int first) {
    if (first != '"') {
      int end = text.skip(at);
      scalar.appendText(data, at, end, true, text.isAscii());
      return end;
    }
    int end = text.stringEnd(at + 1);
    boolean isAscii = text.isAscii();
    if (text.isEscaped()) {
      int length = text.unescape(at + 1, end);
      scalar.appendText(text.unescaped(), 0, length, false, false);
    } else {
      scalar.appendText(data, at + 1, end, true, isAscii);
    }
    return end + 1;
  }

  private int readScalar(byte[] data, int at, int first) {
    if (first == '"') {
      int end = text.stringEnd(at + 1);
      if (text.isEscaped()) {
        int length = text.unescape(at + 1, end);
        readString(text.unescaped(), 0, length);
      } else {
        readString(data, at + 1, end);
      }
      return end + 1;
    } else if (first == '-' || (first >= '0' && first <= '9')) {
      int end = text.number(at);
      scalar.appendNumber(text.number(), data, at, end);
      return end;
    } else if (scalar.kind() == ScalarColumn.Kind.BOOLEAN && (first == 't' || first == 'f')) {
      scalar.appendBoolean(first == 't');
      return text.literal(at, first == 't' ? "true" : "false");
    }
    throw mismatch(at);
  }

  private void readString(byte[] bytes, int from, int to) {
    if (shape != Shape.BINARY) {
      scalar.parse(bytes, from, to);
      return;
    }
    try {
      byte[] value = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, from, to));
      scalar.appendBinary(value, bytes, from, to);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord("column '" + name + "': the text is not Base64");
    }
  }

  private int readArray(byte[] data, int start) {
    int at = text.whitespace(start);
    if (data[at] == ']') {
      array.end();
      return at + 1;
    }
    while (true) {
      at = text.whitespace(children[0].read(at));
      if (data[at] == ']') {
        array.end();
        return at + 1;
      }
      at = text.comma(at, "',' or ']'");
    }
  }

  private int readMap(byte[] data, int start) {
    int at = text.whitespace(start);
    if (data[at] == '}') {
      map.end();
      return at + 1;
    }
    while (true) {
      if (data[at] != '"') {
        throw text.failure(at, "a name in quotes");
      }
      int end = children[0].readKey(data, at);
      at = text.colon(end);
      at = text.whitespace(children[1].read(at));
      if (data[at] == '}') {
        map.end();
        return at + 1;
      }
      at = text.comma(at, "',' or '}'");
    }
  }

  private int readKey(byte[] data, int at) {
    return shape == Shape.TEXT ? readText(data, at, '"') : readScalar(data, at, '"');
  }

  /** Appends the object whose brace stands before {@code start} as a row. */
  int readFields(int start) {
    byte[] data = text.data();
    int limit = text.limit();
    int rowIndex = row.size();
    int found = 0;
    FieldNames.Name previous = names.start();
    int at = text.whitespace(start);
    if (data[at] == '}') {
      at++;
    } else {
      while (true) {
        if (data[at] != '"') {
          throw text.failure(at, "a name in quotes");
        }
        FieldNames.Name field = FieldNames.expected(previous, data, at + 1, limit);
        if (field == null) {
          field = names.find(previous, text, at + 1);
        }
        previous = field;
        at = text.colon(at + 1 + field.length());
        if (field.field() < 0) {
          at = text.skip(at);
        } else {
          JsonColumn child = children[field.field()];
          if (child.builder.size() > rowIndex) {
            // A name that stands there twice: the last one counts.
            child.builder.truncate(rowIndex);
            found--;
          }
          at = child.read(at);
          found++;
        }
        at = text.whitespace(at);
        if (data[at] == '}') {
          at++;
          break;
        }
        at = text.comma(at, "',' or '}'");
      }
    }
    if (found < children.length) {
      for (JsonColumn child : children) {
        if (child.builder.size() == rowIndex) {
          child.appendNull();
        }
      }
    }
    row.end();
    return at;
  }
}
