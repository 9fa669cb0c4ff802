package io.millrace.lake.delta;

import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a type from the text that {@link Type#sql()} gives, which a column's metadata keeps for the
 * types that the format itself has no word for.
 */
final class TypeText {
  private final String text;
  private int position;

  private TypeText(String text) {
    this.text = text;
  }

  /** Returns the type, or null if the text is none of ours. */
  static Type parse(String text) {
    TypeText parser = new TypeText(text);
    try {
      Type type = parser.type();
      return parser.position == text.length() ? type : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private Type type() {
    Type type = single();
    while (accept(" ARRAY")) {
      type = new Type.ArrayType(type);
    }
    return type;
  }

  private Type single() {
    if (accept("MAP<")) {
      Type key = type();
      expect(", ");
      Type value = type();
      expect(">");
      return new Type.MapType(key, value);
    } else if (accept("ROW(")) {
      List<Field> fields = new ArrayList<>();
      while (!accept(")")) {
        if (!fields.isEmpty()) {
          expect(", ");
        }
        String name = name();
        expect(" ");
        Type type = type();
        fields.add(new Field(name, type, !accept(" NOT NULL")));
      }
      return new Type.StructType(fields);
    } else if (accept("BOOLEAN")) {
      return Type.BOOLEAN;
    } else if (accept("TINYINT")) {
      return Type.TINYINT;
    } else if (accept("SMALLINT")) {
      return Type.SMALLINT;
    } else if (accept("INTEGER")) {
      return Type.INTEGER;
    } else if (accept("BIGINT")) {
      return Type.BIGINT;
    } else if (accept("REAL")) {
      return Type.REAL;
    } else if (accept("DOUBLE")) {
      return Type.DOUBLE;
    } else if (accept("DECIMAL(")) {
      int precision = number();
      expect(", ");
      int scale = number();
      expect(")");
      return new Type.DecimalType(precision, scale);
    } else if (accept("VARCHAR")) {
      return new Type.TextType(length(), false);
    } else if (accept("CHAR")) {
      return new Type.TextType(length(), true);
    } else if (accept("VARBINARY")) {
      return new Type.BinaryType(length(), false);
    } else if (accept("BINARY")) {
      return new Type.BinaryType(length(), true);
    } else if (accept("DATE")) {
      return Type.DATE;
    } else if (accept("TIMESTAMP")) {
      int digits = length();
      return new Type.TimestampType(digits, accept(" WITH LOCAL TIME ZONE"));
    } else if (accept("TIME")) {
      return new Type.TimeType(length());
    } else if (accept("INTERVAL YEAR TO MONTH")) {
      return new Type.IntervalType(true);
    } else if (accept("INTERVAL DAY TO SECOND(6)")) {
      return new Type.IntervalType(false);
    } else if (accept("UUID")) {
      return Type.UUID;
    } else if (accept("VARIANT")) {
      return Type.VARIANT;
    } else if (accept("NULL")) {
      return Type.NULL;
    }
    throw new IllegalArgumentException(text);
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    if (accept("\"")) {
      while (true) {
        char next = text.charAt(position++);
        if (next != '"') {
          name.append(next);
        } else if (position < text.length() && text.charAt(position) == '"') {
          name.append('"');
          position++;
        } else {
          return name.toString();
        }
      }
    }
    while (text.charAt(position) != ' ') {
      name.append(text.charAt(position++));
    }
    return name.toString();
  }

  private int length() {
    if (!accept("(")) {
      return Type.TextType.UNLIMITED;
    }
    int length = number();
    expect(")");
    return length;
  }

  private int number() {
    int start = position;
    while (Character.isDigit(text.charAt(position))) {
      position++;
    }
    return Integer.parseInt(text.substring(start, position));
  }

  private boolean accept(String token) {
    if (text.startsWith(token, position)) {
      position += token.length();
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException(text);
    }
  }
}
