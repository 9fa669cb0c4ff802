package io.millrace.connector.format;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesViewBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.WideBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;

/**
 * A column that is not nested, and how its values are read from text: one for the life of a
 * decoder, with a new builder for each batch.
 *
 * <p>What is read: {@code true} and {@code false}; whole numbers also as {@code 5.0} or {@code
 * 1e3}; decimals exactly, rounded half away from zero to their scale; dates and times by {@link
 * TemporalText} or a given pattern, cut to their precision; UUIDs with hyphens. Text must be UTF-8
 * and no longer than its type.
 */
public final class ScalarColumn {
  /** How values are read; an enum, so that a value costs a switch and no call of unknown target. */
  public enum Kind {
    BOOLEAN,
    INTEGER,
    FLOAT,
    DOUBLE,
    DECIMAL,
    WIDE_DECIMAL,
    TEXT,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    UUID,
    VARIANT,
    NULL
  }

  private final String name;
  private final Type type;
  private final Kind kind;
  private final ValueFormats formats;
  private final NumberText number;
  private long min;
  private long max;
  private int scale;
  private BigInteger wideMax;
  private long timeUnit;
  private int length = Type.TextType.UNLIMITED;
  private boolean padded;
  private ColumnBuilder builder;
  private LongBuilder longs;
  private DoubleBuilder doubles;
  private WideBuilder wides;
  private BytesBuilder bytes;
  private BytesViewBuilder views;

  /**
   * @param name the column's, for reasons
   * @param number scratch space, shared by the columns of a decoder
   */
  public ScalarColumn(String name, Type type, ValueFormats formats, NumberText number) {
    this.name = name;
    this.type = type;
    this.formats = formats;
    this.number = number;
    this.kind = prepare(type);
  }

  private Kind prepare(Type type) {
    if (type instanceof Type.BooleanType) {
      return Kind.BOOLEAN;
    } else if (type instanceof Type.IntegerType integer) {
      min = integer.min();
      max = integer.max();
      return Kind.INTEGER;
    } else if (type instanceof Type.FloatingType floating) {
      return floating.single() ? Kind.FLOAT : Kind.DOUBLE;
    } else if (type instanceof Type.DecimalType decimal) {
      scale = decimal.scale();
      if (decimal.precision() > Type.DecimalType.MAX_LONG_PRECISION) {
        wideMax = BigInteger.TEN.pow(decimal.precision());
        return Kind.WIDE_DECIMAL;
      }
      max = NumberText.power(decimal.precision()) - 1;
      min = -max;
      return Kind.DECIMAL;
    } else if (type instanceof Type.TextType text) {
      length = text.length();
      padded = text.fixed();
      return Kind.TEXT;
    } else if (type instanceof Type.BinaryType binary) {
      length = binary.length();
      padded = binary.fixed();
      return Kind.BINARY;
    } else if (type instanceof Type.DateType) {
      return Kind.DATE;
    } else if (type instanceof Type.TimeType time) {
      timeUnit = NumberText.power(6 - time.precision());
      return Kind.TIME;
    } else if (type instanceof Type.TimestampType timestamp) {
      timeUnit = NumberText.power(6 - timestamp.precision());
      return Kind.TIMESTAMP;
    } else if (type instanceof Type.UuidType) {
      return Kind.UUID;
    } else if (type instanceof Type.VariantType) {
      return Kind.VARIANT;
    } else if (type instanceof Type.NullType) {
      return Kind.NULL;
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "column '"
            + name
            + "' of type "
            + type.sql()
            + " cannot be read from this format; declare it VARCHAR and convert it in a query");
  }

  public Kind kind() {
    return kind;
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** Starts a batch whose texts may be views of {@code source}. */
  public ColumnBuilder start(byte[] source, int capacity) {
    if (kind == Kind.TEXT || kind == Kind.VARIANT) {
      views = new BytesViewBuilder(source, capacity);
      builder = views;
      return builder;
    }
    builder = ColumnBuilder.of(type, capacity);
    switch (type.storage()) {
      case LONG -> longs = (LongBuilder) builder;
      case DOUBLE -> doubles = (DoubleBuilder) builder;
      case WIDE -> wides = (WideBuilder) builder;
      default -> bytes = (BytesBuilder) builder;
    }
    return builder;
  }

  public ColumnBuilder builder() {
    return builder;
  }

  // ---- Values that are known to be numbers, truths, texts ----

  /** Appends a whole number to a column of kind INTEGER. */
  public void appendInteger(long value) {
    if (value < min || value > max) {
      throw new MalformedRecord(place() + value + " is out of the range of " + type.sql());
    }
    longs.appendLong(value);
  }

  /** Appends to a column of kind BOOLEAN. */
  public void appendBoolean(boolean value) {
    longs.appendLong(value ? 1 : 0);
  }

  /** Appends a double to a column of kind DOUBLE. */
  public void appendDouble(double value) {
    doubles.appendDouble(value);
  }

  /**
   * Appends the number that {@code scanned} has read from {@code data[from .. to)} to a column of
   * numbers, or of timestamps where numbers stand for them.
   */
  public void appendNumber(NumberText scanned, byte[] data, int from, int to) {
    switch (kind) {
      case INTEGER -> {
        if (!scanned.isLong()) {
          throw mismatch(data, from, to);
        }
        appendInteger(scanned.result());
      }
      case FLOAT -> appendFinite(scanned.toFloat(), data, from, to);
      case DOUBLE -> appendFinite(scanned.toDouble(), data, from, to);
      case DECIMAL -> {
        if (!scanned.scale(scale) || scanned.result() > max || scanned.result() < min) {
          throw outOfRange(data, from, to);
        }
        longs.appendLong(scanned.result());
      }
      case WIDE_DECIMAL -> {
        if (scanned.isHuge()) {
          throw outOfRange(data, from, to);
        }
        BigInteger unscaled = scanned.toBig(scale);
        if (unscaled.abs().compareTo(wideMax) >= 0) {
          throw outOfRange(data, from, to);
        }
        wides.appendBig(unscaled);
      }
      case TIMESTAMP -> appendUnits(scanned, data, from, to);
      default -> throw mismatch(data, from, to);
    }
  }

  private void appendFinite(double value, byte[] data, int from, int to) {
    if (Double.isInfinite(value)) {
      throw outOfRange(data, from, to);
    }
    doubles.appendDouble(value);
  }

  private void appendUnits(NumberText scanned, byte[] data, int from, int to) {
    if (formats.timestampUnit() == 0) {
      throw new MalformedRecord(
          place()
              + quote(data, from, to)
              + " is a number, not a TIMESTAMP; option 'timestamp.unit' says what numbers mean");
    }
    int digits = (int) Math.round(Math.log10(formats.timestampUnit()));
    if (!scanned.scale(digits)) {
      throw outOfRange(data, from, to);
    }
    appendTimestamp(scanned.result());
  }

  private void appendTimestamp(long micros) {
    longs.appendLong(timeUnit == 1 ? micros : micros - Math.floorMod(micros, timeUnit));
  }

  /**
   * Appends text to a column of kind TEXT or VARIANT.
   *
   * @param isView whether the bytes stand in the batch's own source
   * @param isAscii whether all of them are known to be ASCII
   */
  public void appendText(byte[] data, int from, int to, boolean isView, boolean isAscii) {
    if (!isAscii && !ByteScan.isUtf8(data, from, to)) {
      throw new MalformedRecord(place() + quote(data, from, to) + " is not valid UTF-8");
    }
    if (length != Type.TextType.UNLIMITED) {
      appendLimited(data, from, to, isView);
    } else if (isView) {
      views.appendView(from, to - from);
    } else {
      views.appendCopy(data, from, to - from);
    }
  }

  private void appendLimited(byte[] data, int from, int to, boolean isView) {
    int end = to;
    int characters = ByteScan.codePoints(data, from, to);
    // Spaces at the end may go, as the SQL standard has it for storing.
    while (characters > length && data[end - 1] == ' ') {
      end--;
      characters--;
    }
    if (characters > length) {
      throw tooLong(data, from, to);
    }
    if (padded && characters < length) {
      byte[] filled = new byte[end - from + length - characters];
      System.arraycopy(data, from, filled, 0, end - from);
      java.util.Arrays.fill(filled, end - from, filled.length, (byte) ' ');
      views.appendCopy(filled, 0, filled.length);
    } else if (isView) {
      views.appendView(from, end - from);
    } else {
      views.appendCopy(data, from, end - from);
    }
  }

  /** Appends bytes to a column of kind BINARY; a fixed length is filled with zeros. */
  public void appendBinary(byte[] value, byte[] data, int from, int to) {
    if (length != Type.TextType.UNLIMITED && value.length > length) {
      throw tooLong(data, from, to);
    }
    byte[] stored = padded ? java.util.Arrays.copyOf(value, length) : value;
    bytes.appendBytes(stored, 0, stored.length);
  }

  // ---- Values written as text ----

  /**
   * Appends a value that is not text, binary or VARIANT, and stands in {@code data[from .. to)}.
   */
  public void parse(byte[] data, int from, int to) {
    switch (kind) {
      case BOOLEAN -> {
        if (isWord(data, from, to, "true")) {
          longs.appendLong(1);
        } else if (isWord(data, from, to, "false")) {
          longs.appendLong(0);
        } else {
          throw mismatch(data, from, to);
        }
      }
      case INTEGER -> parseInteger(data, from, to);
      case FLOAT, DOUBLE -> parseFloating(data, from, to);
      case DECIMAL, WIDE_DECIMAL -> parseNumber(data, from, to);
      case DATE -> longs.appendLong(date(data, from, to));
      case TIME -> {
        long micros = TemporalText.time(data, from, to);
        if (micros == TemporalText.INVALID) {
          throw mismatch(data, from, to);
        }
        longs.appendLong(micros - micros % timeUnit);
      }
      case TIMESTAMP -> parseTimestamp(data, from, to);
      case UUID -> parseUuid(data, from, to);
      default -> throw mismatch(data, from, to);
    }
  }

  private void parseInteger(byte[] data, int from, int to) {
    int at = from;
    boolean negative = at < to && data[at] == '-';
    if (negative) {
      at++;
    }
    if (at < to && to - at <= 18) {
      long value = 0;
      while (at < to) {
        int digit = data[at] - '0';
        if (digit < 0 || digit > 9) {
          break;
        }
        value = value * 10 + digit;
        at++;
      }
      if (at == to) {
        appendInteger(negative ? -value : value);
        return;
      }
    }
    parseNumber(data, from, to);
  }

  private void parseNumber(byte[] data, int from, int to) {
    if (number.scan(data, from, to, false) != to) {
      throw mismatch(data, from, to);
    }
    appendNumber(number, data, from, to);
  }

  private void parseFloating(byte[] data, int from, int to) {
    if (number.scan(data, from, to, false) == to) {
      appendNumber(number, data, from, to);
    } else if (isWord(data, from, to, "nan")) {
      doubles.appendDouble(Double.NaN);
    } else if (isWord(data, from, to, "infinity") || isWord(data, from, to, "inf")) {
      doubles.appendDouble(Double.POSITIVE_INFINITY);
    } else if (isWord(data, from, to, "-infinity") || isWord(data, from, to, "-inf")) {
      doubles.appendDouble(Double.NEGATIVE_INFINITY);
    } else {
      throw mismatch(data, from, to);
    }
  }

  private long date(byte[] data, int from, int to) {
    if (formats.date().isPresent()) {
      try {
        return formats.date().get().parse(latin(data, from, to)).getLong(ChronoField.EPOCH_DAY);
      } catch (DateTimeException e) {
        throw mismatch(data, from, to);
      }
    }
    long days = TemporalText.date(data, from, to);
    if (days == TemporalText.INVALID) {
      throw mismatch(data, from, to);
    }
    return days;
  }

  private void parseTimestamp(byte[] data, int from, int to) {
    if (formats.timestamp().isPresent()) {
      appendTimestamp(patterned(formats.timestamp().get(), data, from, to));
      return;
    }
    long micros = TemporalText.timestamp(data, from, to);
    if (micros != TemporalText.INVALID) {
      appendTimestamp(micros);
    } else if (number.scan(data, from, to, false) == to) {
      appendUnits(number, data, from, to);
    } else {
      throw mismatch(data, from, to);
    }
  }

  private long patterned(DateTimeFormatter pattern, byte[] data, int from, int to) {
    try {
      TemporalAccessor parsed =
          pattern.parse(new String(data, from, to - from, StandardCharsets.UTF_8));
      if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
        return parsed.getLong(ChronoField.INSTANT_SECONDS) * 1_000_000
            + parsed.get(ChronoField.MICRO_OF_SECOND);
      }
      LocalTime time = parsed.query(TemporalQueries.localTime());
      LocalDateTime at = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
      return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), at);
    } catch (DateTimeException e) {
      throw mismatch(data, from, to);
    }
  }

  private void parseUuid(byte[] data, int from, int to) {
    if (to - from != 36) {
      throw mismatch(data, from, to);
    }
    int start = bytes.reserve(16);
    byte[] target = bytes.data();
    int at = from;
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        if (data[at++] != '-') {
          throw mismatch(data, from, to);
        }
      }
      int high = Character.digit(data[at++], 16);
      int low = Character.digit(data[at++], 16);
      if (high < 0 || low < 0) {
        throw mismatch(data, from, to);
      }
      target[start + i] = (byte) (high << 4 | low);
    }
    bytes.commit(start, 16);
  }

  // ---- Reasons ----

  /** Returns the error for a value that is not of the column's type. */
  public MalformedRecord mismatch(byte[] data, int from, int to) {
    return new MalformedRecord(place() + quote(data, from, to) + " is not of type " + type.sql());
  }

  private MalformedRecord outOfRange(byte[] data, int from, int to) {
    return new MalformedRecord(
        place() + quote(data, from, to) + " is out of the range of " + type.sql());
  }

  private MalformedRecord tooLong(byte[] data, int from, int to) {
    return new MalformedRecord(place() + quote(data, from, to) + " is too long for " + type.sql());
  }

  private String place() {
    return "column '" + name + "': ";
  }

  private static String quote(byte[] data, int from, int to) {
    String text = new String(data, from, Math.min(to - from, 60), StandardCharsets.UTF_8);
    return "'" + text + (to - from > 60 ? "…'" : "'");
  }

  private static String latin(byte[] data, int from, int to) {
    return new String(data, from, to - from, StandardCharsets.UTF_8);
  }

  /** Returns whether the bytes are this word (in lower case), case aside. */
  private static boolean isWord(byte[] data, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int c = data[from + i];
      if (c >= 'A' && c <= 'Z') {
        c |= 0x20;
      }
      if (c != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
