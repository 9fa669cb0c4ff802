package io.millrace.lake;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideBuilder;
import io.millrace.batch.WideColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Values of partition columns as the log's text (Delta protocol specification, 'Partition Value
 * Serialization').
 */
final class PartitionValues {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private PartitionValues() {}

  /** Returns whether a column of this type can partition a table. */
  static boolean supports(Type type) {
    return switch (type.storage()) {
      case LONG, DOUBLE, WIDE -> !(type instanceof Type.NullType);
      case BYTES -> !(type instanceof Type.BinaryType);
      default -> false;
    };
  }

  /**
   * Returns the value as text, or null where it is null.
   *
   * @throws MillraceException if it is an empty text, which the format cannot tell from null
   */
  static String format(Type type, Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    if (column instanceof LongColumn longs) {
      return format(type, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      double value = doubles.values()[row];
      return ((Type.FloatingType) type).single()
          ? Float.toString((float) value)
          : Double.toString(value);
    } else if (column instanceof WideColumn wide) {
      BigInteger unscaled =
          BigInteger.valueOf(wide.high()[row])
              .shiftLeft(64)
              .or(new BigInteger(Long.toUnsignedString(wide.low()[row])));
      return new BigDecimal(unscaled, ((Type.DecimalType) type).scale()).toPlainString();
    }
    BytesColumn bytes = (BytesColumn) column;
    if (type instanceof Type.UuidType) {
      String hex =
          HexFormat.of().formatHex(bytes.data(), bytes.starts()[row], bytes.starts()[row] + 16);
      return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
    String text = bytes.text(row);
    if (text.isEmpty()) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "a partition column cannot hold an empty text, which Delta tables take for NULL; store"
              + " NULL, or leave the column out of PARTITIONED BY");
    }
    return text;
  }

  private static String format(Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return value == 0 ? "false" : "true";
    } else if (type instanceof Type.DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    } else if (type instanceof Type.DateType) {
      return LocalDate.ofEpochDay(value).toString();
    } else if (type instanceof Type.TimestampType timestamp) {
      Instant instant = Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      return timestamp.zoned()
          ? instant.toString()
          : TIMESTAMP.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return Long.toString(value);
  }

  /** Returns a column that has the value of this text in every row. */
  static Column constant(Type type, String text, int rows) {
    if (text == null || text.isEmpty()) {
      ColumnBuilder builder = ColumnBuilder.of(type, rows);
      for (int row = 0; row < rows; row++) {
        builder.appendNull();
      }
      return builder.build();
    }
    ColumnBuilder one = ColumnBuilder.of(type, 1);
    switch (type.storage()) {
      case LONG -> ((LongBuilder) one).appendLong(parseLong(type, text));
      case DOUBLE ->
          ((DoubleBuilder) one)
              .appendDouble(
                  ((Type.FloatingType) type).single()
                      ? Float.parseFloat(text)
                      : Double.parseDouble(text));
      case WIDE ->
          ((WideBuilder) one)
              .appendBig(
                  new BigDecimal(text).setScale(((Type.DecimalType) type).scale()).unscaledValue());
      default -> {
        if (type instanceof Type.UuidType) {
          UUID uuid = UUID.fromString(text);
          byte[] bytes =
              HexFormat.of()
                  .parseHex(
                      HexFormat.of().toHexDigits(uuid.getMostSignificantBits())
                          + HexFormat.of().toHexDigits(uuid.getLeastSignificantBits()));
          ((BytesBuilder) one).appendBytes(bytes, 0, bytes.length);
        } else {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          ((BytesBuilder) one).appendBytes(bytes, 0, bytes.length);
        }
      }
    }
    return one.build().gather(new int[rows], rows);
  }

  private static long parseLong(Type type, String text) {
    if (type instanceof Type.BooleanType) {
      return Boolean.parseBoolean(text) ? 1 : 0;
    } else if (type instanceof Type.DecimalType decimal) {
      return new BigDecimal(text).setScale(decimal.scale()).unscaledValue().longValueExact();
    } else if (type instanceof Type.DateType) {
      return LocalDate.parse(text).toEpochDay();
    } else if (type instanceof Type.TimestampType) {
      String iso = text.replace(' ', 'T');
      Instant instant =
          iso.endsWith("Z")
              ? Instant.parse(iso)
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
    return Long.parseLong(text);
  }
}
