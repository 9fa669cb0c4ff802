package io.millrace.connector.datagen;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideBuilder;
import io.millrace.connector.Options;
import io.millrace.connector.format.TemporalText;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;

/** What the options say of one column, and the generator that does so. */
final class GeneratorOptions {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 1 << 20;

  private final Field field;
  private final Options options;
  private final long rate;
  private final RowRandom random;
  private final boolean isSequence;
  private final double nullRate;
  private long rows = Long.MAX_VALUE;

  GeneratorOptions(Field field, Options options, long seed, long rate) {
    this.field = field;
    this.options = options;
    this.rate = rate;
    random = new RowRandom(seed, field.name());
    String usual = field.type() instanceof Type.TimestampType ? "sequence" : "random";
    isSequence = options.choice(key("kind"), usual, "sequence", "random").equals("sequence");
    nullRate = decimal("null-rate", BigDecimal.ZERO).doubleValue();
    if (nullRate < 0 || nullRate > 1) {
      throw invalid("null-rate", "a number from 0 to 1");
    }
  }

  /** Returns after how many rows the sequence ends; known once there is a generator. */
  long rows() {
    return rows;
  }

  ColumnGenerator generator() {
    ColumnGenerator generator = isSequence ? sequence() : randomly();
    return nullRate == 0 ? generator : (first, count) -> withNulls(generator, first, count);
  }

  private Column withNulls(ColumnGenerator generator, long first, int count) {
    Column values = generator.generate(first, count);
    ColumnBuilder builder = ColumnBuilder.of(field.type(), count);
    for (int i = 0; i < count; i++) {
      if (random.unit(first + i, -1) < nullRate) {
        builder.appendNull();
      } else {
        builder.append(values, i);
      }
    }
    return builder.build();
  }

  // ---- Sequences ----

  private ColumnGenerator sequence() {
    Type type = field.type();
    if (type instanceof Type.TimestampType) {
      return timestamps();
    } else if (type instanceof Type.DateType) {
      long start = date("start", "2024-01-01");
      long step = options.integer(key("step"), 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
      limit(start, step, options.find(key("end")).isPresent() ? date("end", "") : null);
      return (first, count) -> longs(first, count, row -> start + row * step);
    } else if (type instanceof Type.IntegerType integer) {
      long start = options.integer(key("start"), 0, integer.min(), integer.max());
      long step = options.integer(key("step"), 1, Long.MIN_VALUE, Long.MAX_VALUE);
      Long end =
          options.find(key("end")).isPresent()
              ? Long.valueOf(options.integer(key("end"), 0, integer.min(), integer.max()))
              : null;
      limit(start, step, end);
      // Without an end the numbers begin again before they leave their type.
      long length = step <= 0 ? Long.MAX_VALUE : Math.max(1, (integer.max() - start) / step);
      return (first, count) -> longs(first, count, row -> start + row % length * step);
    } else if (type instanceof Type.FloatingType) {
      double start = decimal("start", BigDecimal.ZERO).doubleValue();
      double step = decimal("step", BigDecimal.ONE).doubleValue();
      return (first, count) -> doubles(first, count, row -> start + row * step);
    } else if (type instanceof Type.DecimalType decimal) {
      BigInteger start = unscaled(decimal, "start", BigDecimal.ZERO);
      BigInteger step = unscaled(decimal, "step", BigDecimal.ONE);
      return (first, count) ->
          bigs(first, count, row -> start.add(step.multiply(BigInteger.valueOf(row))));
    } else if (type instanceof Type.TextType) {
      long start = options.integer(key("start"), 0, Long.MIN_VALUE, Long.MAX_VALUE);
      Long end =
          options.find(key("end")).isPresent()
              ? Long.valueOf(options.integer(key("end"), 0, Long.MIN_VALUE, Long.MAX_VALUE))
              : null;
      limit(start, 1, end);
      return (first, count) -> {
        BytesBuilder builder = new BytesBuilder(count);
        for (int i = 0; i < count; i++) {
          builder.appendText(Long.toString(start + first + i));
        }
        return builder.build();
      };
    }
    throw unsupported("be a sequence");
  }

  private ColumnGenerator timestamps() {
    long start = timestamp("start", "2024-01-01 00:00:00");
    boolean isStepped = options.find(key("step")).isPresent();
    long step = options.duration(key("step"), Duration.ZERO).toMillis() * 1000;
    if (options.find(key("end")).isPresent()) {
      limit(start, isStepped ? step : Math.max(1, 1_000_000 / rate), timestamp("end", ""));
    }
    return (first, count) ->
        longs(
            first,
            count,
            isStepped
                ? row -> start + row * step
                // Whole seconds apart, so that nothing overflows.
                : row -> start + row / rate * 1_000_000 + row % rate * 1_000_000 / rate);
  }

  private void limit(long start, long step, Long end) {
    if (end != null) {
      if (step == 0 || (step > 0 ? end < start : end > start)) {
        throw invalid("end", "one that the sequence reaches");
      }
      rows = (end - start) / step + 1;
    }
  }

  // ---- Random values ----

  private ColumnGenerator randomly() {
    Type type = field.type();
    if (type instanceof Type.BooleanType) {
      return between(0, 1);
    } else if (type instanceof Type.IntegerType integer) {
      return between(
          options.integer(key("min"), integer.min(), integer.min(), integer.max()),
          options.integer(key("max"), integer.max(), integer.min(), integer.max()));
    } else if (type instanceof Type.FloatingType floating) {
      double min = decimal("min", BigDecimal.ZERO).doubleValue();
      double max = decimal("max", BigDecimal.ONE).doubleValue();
      checkOrder(min <= max);
      return (first, count) ->
          doubles(
              first,
              count,
              row -> {
                double value = min + random.unit(row, 0) * (max - min);
                return floating.single() ? (float) value : value;
              });
    } else if (type instanceof Type.DecimalType decimal) {
      BigDecimal largest =
          new BigDecimal(BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE))
              .movePointLeft(decimal.scale());
      BigInteger min = unscaled(decimal, "min", largest.negate());
      BigInteger max = unscaled(decimal, "max", largest);
      checkOrder(min.compareTo(max) <= 0);
      BigInteger range = max.subtract(min).add(BigInteger.ONE);
      return (first, count) -> bigs(first, count, row -> min.add(big(row).mod(range)));
    } else if (type instanceof Type.DateType) {
      return between(date("min", "2020-01-01"), date("max", "2029-12-31"));
    } else if (type instanceof Type.TimeType) {
      return between(0, 86_400_000_000L - 1);
    } else if (type instanceof Type.TimestampType) {
      return between(
          timestamp("min", "2020-01-01 00:00:00"), timestamp("max", "2029-12-31 23:59:59"));
    } else if (type instanceof Type.UuidType) {
      return bytes(16, false);
    } else if (type instanceof Type.TextType text) {
      return bytes(length(text.length()), true);
    } else if (type instanceof Type.BinaryType binary) {
      return bytes(length(binary.length()), false);
    }
    throw unsupported("be made up");
  }

  private int length(int most) {
    int usual = most == Type.TextType.UNLIMITED ? 16 : Math.min(16, most);
    int limit = most == Type.TextType.UNLIMITED ? LONGEST : Math.min(LONGEST, most);
    return (int) options.integer(key("length"), usual, 0, limit);
  }

  private ColumnGenerator between(long min, long max) {
    checkOrder(min <= max);
    return (first, count) -> longs(first, count, row -> random.between(row, min, max));
  }

  private ColumnGenerator bytes(int length, boolean isText) {
    return (first, count) -> {
      BytesBuilder builder = new BytesBuilder(count);
      for (int i = 0; i < count; i++) {
        int start = builder.reserve(length);
        for (int at = 0; at < length; at++) {
          int bits = (int) (random.bits(first + i, at / 8) >>> (at % 8 * 8));
          builder.data()[start + at] = isText ? DIGITS[bits & 15] : (byte) bits;
        }
        builder.commit(start, length);
      }
      return builder.build();
    };
  }

  private BigInteger big(long row) {
    return new BigInteger(64, new Random(random.bits(row, 0)))
        .shiftLeft(128)
        .or(BigInteger.valueOf(random.bits(row, 1) >>> 1).shiftLeft(64))
        .or(BigInteger.valueOf(random.bits(row, 2) >>> 1));
  }

  // ---- Columns ----

  private static Column longs(long first, int count, LongUnaryOperator valueOfRow) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = valueOfRow.applyAsLong(first + i);
    }
    return LongColumn.of(values);
  }

  private static Column doubles(long first, int count, LongToDoubleFunction valueOfRow) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = valueOfRow.applyAsDouble(first + i);
    }
    return DoubleColumn.of(values);
  }

  private Column bigs(long first, int count, LongFunction<BigInteger> valueOfRow) {
    if (field.type().storage() == Storage.LONG) {
      return longs(first, count, row -> valueOfRow.apply(row).longValue());
    }
    WideBuilder builder = new WideBuilder(count);
    for (int i = 0; i < count; i++) {
      builder.appendBig(valueOfRow.apply(first + i));
    }
    return builder.build();
  }

  // ---- Options ----

  private String key(String option) {
    return "fields." + field.name() + "." + option;
  }

  private BigDecimal decimal(String option, BigDecimal otherwise) {
    return options
        .find(key(option))
        .map(
            text -> {
              try {
                return new BigDecimal(text.strip());
              } catch (NumberFormatException e) {
                throw invalid(option, "a number");
              }
            })
        .orElse(otherwise);
  }

  private BigInteger unscaled(Type.DecimalType type, String option, BigDecimal otherwise) {
    BigInteger value =
        decimal(option, otherwise).setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
    if (value.abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
      throw invalid(option, "a number that fits " + type.sql());
    }
    return value;
  }

  private long date(String option, String otherwise) {
    byte[] text = options.text(key(option), otherwise).getBytes(StandardCharsets.UTF_8);
    long days = TemporalText.date(text, 0, text.length);
    if (days == TemporalText.INVALID) {
      throw invalid(option, "a date such as '2024-01-31'");
    }
    return days;
  }

  private long timestamp(String option, String otherwise) {
    byte[] text = options.text(key(option), otherwise).getBytes(StandardCharsets.UTF_8);
    long micros = TemporalText.timestamp(text, 0, text.length);
    if (micros == TemporalText.INVALID) {
      throw invalid(option, "a timestamp such as '2024-01-31 12:00:00'");
    }
    return micros;
  }

  private void checkOrder(boolean isOrdered) {
    if (!isOrdered) {
      throw invalid("min", "no more than '" + key("max") + "'");
    }
  }

  private MillraceException invalid(String option, String expected) {
    return new MillraceException(
        ErrorCode.INVALID_OPTION,
        "option '"
            + key(option)
            + "' is '"
            + options.text(key(option), "")
            + "'; expected "
            + expected);
  }

  private MillraceException unsupported(String what) {
    return new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "column '"
            + field.name()
            + "' of type "
            + field.type().sql()
            + " cannot "
            + what
            + " by connector 'datagen'; make it a computed column");
  }
}
