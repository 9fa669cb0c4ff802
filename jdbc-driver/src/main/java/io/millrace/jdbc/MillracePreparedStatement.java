package io.millrace.jdbc;

import io.millrace.engine.Session;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.UUID;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.Meta;

/** A statement with question marks, whose values come with each execution. */
final class MillracePreparedStatement extends AvaticaPreparedStatement {
  private static final Object UNSET = new Object();

  private final Execution execution;
  private final Session session;
  private final Session.Prepared prepared;
  private final Object[] values;
  private final List<List<Object>> batch = new ArrayList<>();

  MillracePreparedStatement(
      MillraceConnection connection,
      Meta.StatementHandle handle,
      Meta.Signature signature,
      int resultSetType,
      int resultSetConcurrency,
      int resultSetHoldability)
      throws SQLException {
    super(connection, handle, signature, resultSetType, resultSetConcurrency, resultSetHoldability);
    this.execution = new Execution(connection);
    this.session = connection.session();
    try {
      this.prepared = session.prepare(signature.sql);
    } catch (RuntimeException e) {
      throw JdbcErrors.of(e);
    }
    this.values = new Object[prepared.parameterCount()];
    Arrays.fill(values, UNSET);
  }

  // ---- Running ----

  private void run() throws SQLException {
    checkOpen();
    if (openResultSet != null) {
      openResultSet.close();
      openResultSet = null;
    }
    List<Object> parameters = parameters();
    updateCount = -1;
    Execution.Outcome outcome =
        execution.run(
            this,
            getSignature().sql,
            getQueryTimeout(),
            maxRowCount,
            () -> session.execute(prepared, parameters));
    setSignature(outcome.signature());
    updateCount = outcome.updateCount();
    openResultSet = outcome.resultSet();
  }

  private List<Object> parameters() throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNSET) {
        throw new SQLException("parameter " + (i + 1) + " has no value; set it first", "07002");
      }
    }
    return new ArrayList<>(Arrays.asList(values));
  }

  @Override
  public boolean execute() throws SQLException {
    run();
    return openResultSet != null;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    run();
    if (openResultSet == null) {
      throw new SQLException("the statement gives no rows; use executeUpdate", "02000");
    }
    return openResultSet;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    run();
    return Math.max(0, updateCount);
  }

  @Override
  public void addBatch() throws SQLException {
    batch.add(parameters());
  }

  @Override
  public void clearBatch() {
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    long[] counts = new long[batch.size()];
    int done = 0;
    try {
      for (List<Object> parameters : batch) {
        Execution.Outcome outcome =
            execution.run(
                this,
                getSignature().sql,
                getQueryTimeout(),
                0,
                () -> session.execute(prepared, parameters));
        counts[done++] = Math.max(0, outcome.updateCount());
      }
    } catch (SQLException e) {
      throw new BatchUpdateException(
          e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, done), e);
    } finally {
      batch.clear();
    }
    return counts;
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return execution.warnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    execution.clearWarnings();
  }

  /** Does not wait for the running statement, as the inherited one would. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void cancel() {
    execution.cancel();
  }

  @Override
  public ResultSetMetaData getMetaData() {
    return prepared
        .rows()
        .map(type -> JdbcTypes.signature(type, getSignature().sql))
        .map(signature -> new AvaticaResultSetMetaData(this, null, signature))
        .orElse(null);
  }

  // ---- Values ----

  private void set(int index, Object value) throws SQLException {
    checkOpen();
    if (index < 1 || index > values.length) {
      throw new SQLException(
          "parameter " + index + " of a statement with " + values.length + " parameters", "07009");
    }
    values[index - 1] = value;
  }

  @Override
  public void clearParameters() {
    Arrays.fill(values, UNSET);
  }

  @Override
  public void setNull(int index, int sqlType) throws SQLException {
    set(index, null);
  }

  @Override
  public void setNull(int index, int sqlType, String typeName) throws SQLException {
    set(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setBigDecimal(int index, BigDecimal value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setString(int index, String value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setNString(int index, String value) throws SQLException {
    set(index, value);
  }

  @Override
  public void setBytes(int index, byte[] value) throws SQLException {
    set(index, value == null ? null : value.clone());
  }

  @Override
  public void setDate(int index, Date value) throws SQLException {
    set(index, value == null ? null : value.toLocalDate());
  }

  @Override
  public void setDate(int index, Date value, Calendar calendar) throws SQLException {
    set(index, value == null ? null : local(value.getTime(), calendar).toLocalDate());
  }

  @Override
  public void setTime(int index, Time value) throws SQLException {
    set(index, value == null ? null : value.toLocalTime());
  }

  @Override
  public void setTime(int index, Time value, Calendar calendar) throws SQLException {
    set(index, value == null ? null : local(value.getTime(), calendar).toLocalTime());
  }

  @Override
  public void setTimestamp(int index, Timestamp value) throws SQLException {
    set(index, value == null ? null : value.toLocalDateTime());
  }

  @Override
  public void setTimestamp(int index, Timestamp value, Calendar calendar) throws SQLException {
    set(
        index,
        value == null || calendar == null
            ? value == null ? null : value.toLocalDateTime()
            : LocalDateTime.ofInstant(value.toInstant(), calendar.getTimeZone().toZoneId()));
  }

  private static LocalDateTime local(long millis, Calendar calendar) {
    ZoneId zone = calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  @Override
  public void setObject(int index, Object value) throws SQLException {
    if (value instanceof Date date) {
      setDate(index, date);
    } else if (value instanceof Time time) {
      setTime(index, time);
    } else if (value instanceof Timestamp timestamp) {
      setTimestamp(index, timestamp);
    } else if (value instanceof OffsetDateTime instant) {
      set(index, instant.toInstant());
    } else if (value instanceof ZonedDateTime instant) {
      set(index, instant.toInstant());
    } else if (value instanceof Character character) {
      set(index, character.toString());
    } else if (value == null
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof String
        || value instanceof byte[]
        || value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime
        || value instanceof Instant
        || value instanceof UUID) {
      set(index, value);
    } else {
      throw JdbcErrors.notSupported("a parameter of " + value.getClass().getSimpleName());
    }
  }

  @Override
  public void setObject(int index, Object value, int targetType) throws SQLException {
    setObject(index, value);
  }

  @Override
  public void setObject(int index, Object value, int targetType, int scale) throws SQLException {
    setObject(index, value);
  }
}
