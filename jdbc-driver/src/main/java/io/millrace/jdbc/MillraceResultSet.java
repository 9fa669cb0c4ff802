package io.millrace.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;

/**
 * A query's rows, read as they come: {@link #next} waits where the query goes on. Conversions keep
 * microseconds and never lose a digit silently.
 */
final class MillraceResultSet extends AvaticaResultSet {
  private final RowIterator rows;
  private Object[] current;
  private boolean wasNull;
  private int rowNumber;
  private boolean ended;

  MillraceResultSet(
      AvaticaStatement statement,
      QueryState state,
      Meta.Signature signature,
      TimeZone timeZone,
      RowIterator rows)
      throws SQLException {
    super(statement, state, signature, metaData(statement, signature), timeZone, Meta.Frame.EMPTY);
    this.rows = rows;
  }

  private static ResultSetMetaData metaData(AvaticaStatement statement, Meta.Signature signature) {
    return new AvaticaResultSetMetaData(statement, null, signature);
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    try {
      if (rows.hasNext()) {
        current = rows.next();
        rowNumber++;
        return true;
      }
    } catch (RuntimeException e) {
      throw JdbcErrors.of(e);
    }
    current = null;
    ended = true;
    return false;
  }

  @Override
  public void close() {
    rows.close();
    super.close();
  }

  @Override
  public int getRow() {
    return ended ? 0 : rowNumber;
  }

  @Override
  public boolean isBeforeFirst() {
    return rowNumber == 0 && !ended;
  }

  @Override
  public boolean isAfterLast() {
    return ended && rowNumber > 0;
  }

  @Override
  public boolean isFirst() {
    return rowNumber == 1 && !ended;
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  private Object value(int column) throws SQLException {
    checkOpen();
    if (current == null) {
      throw new SQLException(
          ended ? "the result set has no more rows" : "call next() before reading a column",
          "24000");
    }
    if (column < 1 || column > current.length) {
      throw new SQLException(
          "column " + column + " of a result set of " + current.length + " columns", "42703");
    }
    Object value = current[column - 1];
    wasNull = value == null;
    return value;
  }

  // ---- Values as they are ----

  @Override
  public Object getObject(int column) throws SQLException {
    Object value = value(column);
    if (value instanceof LocalDate date) {
      return Date.valueOf(date);
    } else if (value instanceof LocalTime time) {
      return Time.valueOf(time);
    } else if (value instanceof LocalDateTime timestamp) {
      return Timestamp.valueOf(timestamp);
    }
    return value;
  }

  @Override
  public Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
    return getObject(column);
  }

  @Override
  public <T> T getObject(int column, Class<T> type) throws SQLException {
    Object value = value(column);
    if (value == null) {
      return null;
    }
    Object converted;
    if (type.isInstance(value)) {
      converted = value;
    } else if (type == String.class) {
      converted = JdbcText.of(value);
    } else if (type == BigDecimal.class) {
      converted = getBigDecimal(column);
    } else if (type == Long.class) {
      converted = getLong(column);
    } else if (type == Integer.class) {
      converted = getInt(column);
    } else if (type == Short.class) {
      converted = getShort(column);
    } else if (type == Byte.class) {
      converted = getByte(column);
    } else if (type == Double.class) {
      converted = getDouble(column);
    } else if (type == Float.class) {
      converted = getFloat(column);
    } else if (type == Boolean.class) {
      converted = getBoolean(column);
    } else if (type == Date.class) {
      converted = getDate(column);
    } else if (type == Time.class) {
      converted = getTime(column);
    } else if (type == Timestamp.class) {
      converted = getTimestamp(column);
    } else {
      converted = temporal(value, type);
    }
    return type.cast(converted);
  }

  private static Object temporal(Object value, Class<?> type) throws SQLException {
    if (value instanceof OffsetDateTime timestamp) {
      if (type == Instant.class) {
        return timestamp.toInstant();
      } else if (type == ZonedDateTime.class) {
        return timestamp.toZonedDateTime();
      } else if (type == LocalDateTime.class) {
        return timestamp.toLocalDateTime();
      }
    } else if (value instanceof LocalDateTime timestamp) {
      if (type == LocalDate.class) {
        return timestamp.toLocalDate();
      } else if (type == LocalTime.class) {
        return timestamp.toLocalTime();
      }
    } else if (value instanceof LocalDate date && type == LocalDateTime.class) {
      return date.atStartOfDay();
    } else if (value instanceof String text && type == UUID.class) {
      return UUID.fromString(text);
    }
    throw JdbcErrors.cannotConvert(value, type.getSimpleName());
  }

  @Override
  public String getString(int column) throws SQLException {
    return JdbcText.of(value(column));
  }

  @Override
  public byte[] getBytes(int column) throws SQLException {
    Object value = value(column);
    if (value == null || value instanceof byte[]) {
      return (byte[]) value;
    }
    throw JdbcErrors.cannotConvert(value, "bytes");
  }

  @Override
  public Array getArray(int column) throws SQLException {
    Object value = value(column);
    if (value == null || value instanceof Array) {
      return (Array) value;
    }
    throw JdbcErrors.cannotConvert(value, "an array");
  }

  // ---- Numbers ----

  private BigDecimal number(int column, String target) throws SQLException {
    Object value = value(column);
    if (value == null) {
      return null;
    } else if (value instanceof BigDecimal decimal) {
      return decimal;
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isFinite(number)) {
        return new BigDecimal(value.toString());
      }
    } else if (value instanceof Number number) {
      return BigDecimal.valueOf(number.longValue());
    } else if (value instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    } else if (value instanceof String text) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw JdbcErrors.cannotConvert(value, target);
      }
    }
    throw JdbcErrors.cannotConvert(value, target);
  }

  private long integer(int column, long min, long max, String target) throws SQLException {
    BigDecimal number = number(column, target);
    if (number == null) {
      return 0;
    }
    BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(min)) < 0
        || whole.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw new SQLException(number.toPlainString() + " is out of range of " + target, "22003");
    }
    return whole.longValue();
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    Object value = value(column);
    if (value instanceof Boolean truth) {
      return truth;
    } else if (value instanceof String text && text.equalsIgnoreCase("true")) {
      return true;
    } else if (value instanceof String text && text.equalsIgnoreCase("false")) {
      return false;
    }
    BigDecimal number = number(column, "boolean");
    return number != null && number.signum() != 0;
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return (byte) integer(column, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
  }

  @Override
  public short getShort(int column) throws SQLException {
    return (short) integer(column, Short.MIN_VALUE, Short.MAX_VALUE, "short");
  }

  @Override
  public int getInt(int column) throws SQLException {
    return (int) integer(column, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
  }

  @Override
  public long getLong(int column) throws SQLException {
    return integer(column, Long.MIN_VALUE, Long.MAX_VALUE, "long");
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return (float) getDouble(column);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    Object value = value(column);
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    BigDecimal number = number(column, "double");
    return number == null ? 0 : number.doubleValue();
  }

  @Override
  public BigDecimal getBigDecimal(int column) throws SQLException {
    return number(column, "decimal");
  }

  // ---- Dates and times ----

  private ZoneId zone(Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  @Override
  public Date getDate(int column) throws SQLException {
    LocalDateTime time = dateTime(column, "date");
    return time == null ? null : Date.valueOf(time.toLocalDate());
  }

  @Override
  public Date getDate(int column, Calendar calendar) throws SQLException {
    LocalDateTime time = dateTime(column, "date");
    return time == null
        ? null
        : new Date(time.toLocalDate().atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
  }

  @Override
  public Time getTime(int column) throws SQLException {
    LocalDateTime time = dateTime(column, "time");
    return time == null ? null : Time.valueOf(time.toLocalTime());
  }

  @Override
  public Time getTime(int column, Calendar calendar) throws SQLException {
    LocalDateTime time = dateTime(column, "time");
    return time == null
        ? null
        : new Time(
            time.toLocalTime()
                .atDate(LocalDate.EPOCH)
                .atZone(zone(calendar))
                .toInstant()
                .toEpochMilli());
  }

  @Override
  public Timestamp getTimestamp(int column) throws SQLException {
    return getTimestamp(column, null);
  }

  @Override
  public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
    if (value(column) instanceof OffsetDateTime instant) {
      return Timestamp.from(instant.toInstant());
    }
    LocalDateTime time = dateTime(column, "timestamp");
    if (time == null) {
      return null;
    }
    return calendar == null
        ? Timestamp.valueOf(time)
        : Timestamp.from(time.atZone(zone(calendar)).toInstant());
  }

  private LocalDateTime dateTime(int column, String target) throws SQLException {
    Object value = value(column);
    if (value == null) {
      return null;
    } else if (value instanceof LocalDateTime time) {
      return time;
    } else if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    } else if (value instanceof LocalTime time) {
      return time.atDate(LocalDate.EPOCH);
    } else if (value instanceof OffsetDateTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
    throw JdbcErrors.cannotConvert(value, target);
  }

  // ---- By name ----

  @Override
  public Object getObject(String label) throws SQLException {
    return getObject(findColumn(label));
  }

  @Override
  public Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
    return getObject(findColumn(label), map);
  }

  @Override
  public <T> T getObject(String label, Class<T> type) throws SQLException {
    return getObject(findColumn(label), type);
  }

  @Override
  public String getString(String label) throws SQLException {
    return getString(findColumn(label));
  }

  @Override
  public byte[] getBytes(String label) throws SQLException {
    return getBytes(findColumn(label));
  }

  @Override
  public Array getArray(String label) throws SQLException {
    return getArray(findColumn(label));
  }

  @Override
  public boolean getBoolean(String label) throws SQLException {
    return getBoolean(findColumn(label));
  }

  @Override
  public byte getByte(String label) throws SQLException {
    return getByte(findColumn(label));
  }

  @Override
  public short getShort(String label) throws SQLException {
    return getShort(findColumn(label));
  }

  @Override
  public int getInt(String label) throws SQLException {
    return getInt(findColumn(label));
  }

  @Override
  public long getLong(String label) throws SQLException {
    return getLong(findColumn(label));
  }

  @Override
  public float getFloat(String label) throws SQLException {
    return getFloat(findColumn(label));
  }

  @Override
  public double getDouble(String label) throws SQLException {
    return getDouble(findColumn(label));
  }

  @Override
  public BigDecimal getBigDecimal(String label) throws SQLException {
    return getBigDecimal(findColumn(label));
  }

  @Override
  public Date getDate(String label) throws SQLException {
    return getDate(findColumn(label));
  }

  @Override
  public Date getDate(String label, Calendar calendar) throws SQLException {
    return getDate(findColumn(label), calendar);
  }

  @Override
  public Time getTime(String label) throws SQLException {
    return getTime(findColumn(label));
  }

  @Override
  public Time getTime(String label, Calendar calendar) throws SQLException {
    return getTime(findColumn(label), calendar);
  }

  @Override
  public Timestamp getTimestamp(String label) throws SQLException {
    return getTimestamp(findColumn(label));
  }

  @Override
  public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
    return getTimestamp(findColumn(label), calendar);
  }
}
