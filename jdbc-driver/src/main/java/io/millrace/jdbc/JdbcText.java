package io.millrace.jdbc;

import io.millrace.batch.ValueText;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.StringJoiner;

/** The text of values as objects: what getString returns; as {@link ValueText} has it. */
final class JdbcText {
  private JdbcText() {}

  /** Returns the text of a value of {@link JdbcValues}, null for null. */
  static String of(Object value) {
    if (value == null) {
      return null;
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof Double || value instanceof Float) {
      return ValueText.floating(((Number) value).doubleValue(), value instanceof Float);
    } else if (value instanceof LocalTime time) {
      return ValueText.time(time);
    } else if (value instanceof LocalDateTime timestamp) {
      return ValueText.timestamp(timestamp);
    } else if (value instanceof OffsetDateTime timestamp) {
      return of(timestamp.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
    } else if (value instanceof byte[] bytes) {
      return ValueText.binary(bytes, 0, bytes.length);
    } else if (value instanceof RowArray array) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      array.values().forEach(element -> values.add(inner(element)));
      return values.toString();
    } else if (value instanceof RowStruct struct) {
      StringJoiner values = new StringJoiner(", ", "(", ")");
      for (Object field : struct.getAttributes()) {
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
}
