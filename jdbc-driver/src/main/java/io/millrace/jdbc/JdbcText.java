package io.millrace.jdbc;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The text of values, as PostgreSQL prints them: what getString returns. */
final class JdbcText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private JdbcText() {}

  /** Returns the text of a value of {@link JdbcValues}, null for null. */
  static String of(Object value) {
    if (value == null) {
      return null;
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof Double || value instanceof Float) {
      return floating(((Number) value).doubleValue(), value.toString());
    } else if (value instanceof LocalTime time) {
      return TIME.format(time);
    } else if (value instanceof LocalDateTime timestamp) {
      return timestamp.toLocalDate() + " " + TIME.format(timestamp);
    } else if (value instanceof OffsetDateTime timestamp) {
      return of(timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
    } else if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    } else if (value instanceof RowArray array) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      array.values().forEach(element -> values.add(inner(element)));
      return values.toString();
    } else if (value instanceof RowStruct struct) {
      StringJoiner values = new StringJoiner(", ", "(", ")");
      for (Object field : struct.values()) {
        values.add(inner(field));
      }
      return values.toString();
    } else if (value instanceof Map<?, ?> map) {
      StringJoiner values = new StringJoiner(", ", "{", "}");
      map.forEach((key, element) -> values.add(inner(key) + "=" + inner(element)));
      return values.toString();
    }
    return value.toString();
  }

  private static String inner(Object value) {
    return value == null ? "NULL" : of(value);
  }

  private static String floating(double value, String text) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    } else if (value == Math.rint(value) && Math.abs(value) >= 1e7 && Math.abs(value) < 1e15) {
      return new BigDecimal(value).toPlainString() + ".0";
    }
    return text;
  }
}
