package io.millrace.type;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a value, without its nullability (that is the {@link Field}'s).
 *
 * <p>A type determines its {@link Storage}: operators switch on the storage, only functions,
 * formats and printing look at the type itself.
 */
public sealed interface Type {

  /** Returns how values of this type lie in memory. */
  Storage storage();

  /** Returns the type as SQL text, which parses back to the same type. */
  String sql();

  /** Truth: 0 or 1 in a long. */
  record BooleanType() implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return "BOOLEAN";
    }
  }

  /** A signed integer of 8, 16, 32 or 64 bits. */
  record IntegerType(int bits) implements Type {
    public IntegerType {
      if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException("no integer of " + bits + " bits");
      }
    }

    /** Returns the smallest value. */
    public long min() {
      return bits == 64 ? Long.MIN_VALUE : -(1L << (bits - 1));
    }

    /** Returns the largest value. */
    public long max() {
      return bits == 64 ? Long.MAX_VALUE : (1L << (bits - 1)) - 1;
    }

    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return switch (bits) {
        case 8 -> "TINYINT";
        case 16 -> "SMALLINT";
        case 32 -> "INTEGER";
        default -> "BIGINT";
      };
    }
  }

  /** A binary floating-point number: REAL (single) or DOUBLE. */
  record FloatingType(boolean single) implements Type {
    @Override
    public Storage storage() {
      return Storage.DOUBLE;
    }

    @Override
    public String sql() {
      return single ? "REAL" : "DOUBLE";
    }
  }

  /** An exact decimal number; the value is stored as its unscaled integer. */
  record DecimalType(int precision, int scale) implements Type {
    /** The most digits that fit a long. */
    public static final int MAX_LONG_PRECISION = 18;

    /** The most digits there are. */
    public static final int MAX_PRECISION = 38;

    public DecimalType {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("no DECIMAL(" + precision + ", " + scale + ")");
      }
    }

    @Override
    public Storage storage() {
      return precision <= MAX_LONG_PRECISION ? Storage.LONG : Storage.WIDE;
    }

    @Override
    public String sql() {
      return "DECIMAL(" + precision + ", " + scale + ")";
    }
  }

  /**
   * Text, UTF-8.
   *
   * @param length the most characters, or {@link #UNLIMITED}
   * @param fixed whether it is CHAR, padded with spaces to its length
   */
  record TextType(int length, boolean fixed) implements Type {
    /** No limit on the length. */
    public static final int UNLIMITED = -1;

    @Override
    public Storage storage() {
      return Storage.BYTES;
    }

    @Override
    public String sql() {
      return (fixed ? "CHAR" : "VARCHAR") + (length == UNLIMITED ? "" : "(" + length + ")");
    }
  }

  /** Bytes; {@code length} and {@code fixed} as in {@link TextType}. */
  record BinaryType(int length, boolean fixed) implements Type {
    @Override
    public Storage storage() {
      return Storage.BYTES;
    }

    @Override
    public String sql() {
      return (fixed ? "BINARY" : "VARBINARY")
          + (length == TextType.UNLIMITED ? "" : "(" + length + ")");
    }
  }

  /** A day: days since 1970-01-01. */
  record DateType() implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return "DATE";
    }
  }

  /** A time of day: microseconds since midnight; {@code precision} digits are kept (0 to 6). */
  record TimeType(int precision) implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return "TIME(" + precision + ")";
    }
  }

  /**
   * A point in time: microseconds since 1970-01-01 00:00:00.
   *
   * @param precision digits of the second's fraction that are kept, 0 to 6
   * @param zoned whether it is WITH LOCAL TIME ZONE: an instant in UTC, shown in the session's zone
   */
  record TimestampType(int precision, boolean zoned) implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return "TIMESTAMP(" + precision + ")" + (zoned ? " WITH LOCAL TIME ZONE" : "");
    }
  }

  /** A length of time: months where {@code months}, else microseconds. */
  record IntervalType(boolean months) implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return months ? "INTERVAL YEAR TO MONTH" : "INTERVAL DAY TO SECOND(6)";
    }
  }

  /** A universally unique identifier: 16 bytes, big-endian. */
  record UuidType() implements Type {
    @Override
    public Storage storage() {
      return Storage.BYTES;
    }

    @Override
    public String sql() {
      return "UUID";
    }
  }

  /** Any JSON value: its text. */
  record VariantType() implements Type {
    @Override
    public Storage storage() {
      return Storage.BYTES;
    }

    @Override
    public String sql() {
      return "VARIANT";
    }
  }

  /** The type of NULL alone; every value is null. */
  record NullType() implements Type {
    @Override
    public Storage storage() {
      return Storage.LONG;
    }

    @Override
    public String sql() {
      return "NULL";
    }
  }

  /** A list of elements; elements may be null. */
  record ArrayType(Type element) implements Type {
    @Override
    public Storage storage() {
      return Storage.ARRAY;
    }

    @Override
    public String sql() {
      return element.sql() + " ARRAY";
    }
  }

  /** Keys to values, in the order in which they were put; values may be null, keys not. */
  record MapType(Type key, Type value) implements Type {
    @Override
    public Storage storage() {
      return Storage.MAP;
    }

    @Override
    public String sql() {
      return "MAP<" + key.sql() + ", " + value.sql() + ">";
    }
  }

  /** A row inside a row. */
  record StructType(List<Field> fields) implements Type {
    public StructType {
      fields = List.copyOf(fields);
    }

    @Override
    public Storage storage() {
      return Storage.ROW;
    }

    @Override
    public String sql() {
      return fields.stream()
          .map(f -> f.quotedName() + " " + f.type().sql() + (f.nullable() ? "" : " NOT NULL"))
          .collect(Collectors.joining(", ", "ROW(", ")"));
    }
  }

  Type BOOLEAN = new BooleanType();
  Type TINYINT = new IntegerType(8);
  Type SMALLINT = new IntegerType(16);
  Type INTEGER = new IntegerType(32);
  Type BIGINT = new IntegerType(64);
  Type REAL = new FloatingType(true);
  Type DOUBLE = new FloatingType(false);
  Type VARCHAR = new TextType(TextType.UNLIMITED, false);
  Type VARBINARY = new BinaryType(TextType.UNLIMITED, false);
  Type DATE = new DateType();
  Type TIME = new TimeType(6);
  Type TIMESTAMP = new TimestampType(6, false);
  Type TIMESTAMPTZ = new TimestampType(6, true);
  Type UUID = new UuidType();
  Type VARIANT = new VariantType();
  Type NULL = new NullType();
}
