package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.error.Position;
import io.millrace.planner.sql.error.PlacedException;
import io.millrace.planner.sql.error.SourceMap;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** The values of a statement's question marks, as constants in its text. */
public final class Parameters {
  private static final int NANO_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;
  private final List<Object> values;
  private final List<Position> places;
  private final SourceMap map;

  /**
   * @param places where the question marks stand in the user's text; empty where the parser's own
   *     count will do
   */
  public Parameters(List<Object> values, List<Position> places, SourceMap map) {
    this.values = values;
    this.places = places;
    this.map = map;
  }

  /** Returns the constant that stands for a question mark. */
  SqlNode value(SqlDynamicParam parameter) {
    SqlParserPos place = parameter.getParserPosition();
    int index = places.isEmpty() ? parameter.getIndex() : places.indexOf(map.position(place));
    if (index < 0) {
      throw new IllegalStateException("a question mark that nobody has counted, at " + place);
    } else if (index >= values.size()) {
      throw new PlacedException(
          ErrorCode.INVALID_PARAMETER_VALUE, "parameter " + (index + 1) + " has no value", place);
    }
    return literal(values.get(index), place);
  }

  private static SqlNode literal(Object value, SqlParserPos place) {
    if (value == null) {
      return SqlLiteral.createNull(place);
    } else if (value instanceof Boolean truth) {
      return SqlLiteral.createBoolean(truth, place);
    } else if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      SqlTypeName type = value instanceof Long ? SqlTypeName.BIGINT : SqlTypeName.INTEGER;
      return cast(SqlLiteral.createExactNumeric(value.toString(), place), type);
    } else if (value instanceof BigDecimal decimal) {
      return SqlLiteral.createExactNumeric(decimal.toPlainString(), place);
    } else if (value instanceof Float || value instanceof Double) {
      return floating(((Number) value).doubleValue(), place);
    } else if (value instanceof String text) {
      return SqlLiteral.createCharString(text, StandardCharsets.UTF_8.name(), place);
    } else if (value instanceof byte[] bytes) {
      return SqlLiteral.createBinaryString(bytes, place);
    } else if (value instanceof UUID uuid) {
      return cast(SqlLiteral.createCharString(uuid.toString(), place), SqlTypeName.UUID);
    }
    return temporal(value, place);
  }

  private static SqlNode floating(double value, SqlParserPos place) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return cast(SqlLiteral.createCharString(Double.toString(value), place), SqlTypeName.DOUBLE);
    }
    return cast(
        SqlLiteral.createApproxNumeric(new BigDecimal(value).toString() + "E0", place),
        SqlTypeName.DOUBLE);
  }

  private static SqlNode temporal(Object value, SqlParserPos place) {
    if (value instanceof LocalDate date) {
      return SqlLiteral.createDate(new DateString(date.toString()), place);
    } else if (value instanceof LocalTime time) {
      return SqlLiteral.createTime(
          TimeString.fromMillisOfDay(time.toSecondOfDay() * 1000).withNanos(micros(time.getNano())),
          MICRO_DIGITS,
          place);
    } else if (value instanceof LocalDateTime timestamp) {
      return SqlLiteral.createTimestamp(
          SqlTypeName.TIMESTAMP, timestamp(timestamp), MICRO_DIGITS, place);
    } else if (value instanceof Instant instant) {
      return SqlLiteral.createTimestamp(
          SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)),
          MICRO_DIGITS,
          place);
    }
    throw new PlacedException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "a parameter of this kind is not supported: " + value,
        place);
  }

  private static TimestampString timestamp(LocalDateTime value) {
    return new TimestampString(
            value.getYear(),
            value.getMonthValue(),
            value.getDayOfMonth(),
            value.getHour(),
            value.getMinute(),
            value.getSecond())
        .withNanos(micros(value.getNano()));
  }

  private static int micros(int nanos) {
    int unit = (int) Math.pow(10, NANO_DIGITS - MICRO_DIGITS);
    return nanos / unit * unit;
  }

  private static SqlNode cast(SqlNode node, SqlTypeName type) {
    SqlParserPos place = node.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        place, node, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, place), place));
  }
}
