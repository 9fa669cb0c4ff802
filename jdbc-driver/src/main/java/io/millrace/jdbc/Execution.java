package io.millrace.jdbc;

import io.millrace.engine.result.Result;
import io.millrace.engine.result.RowCursor;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;

/**
 * Runs one statement of a connection at a time, and stops it when it is cancelled or takes too
 * long.
 */
final class Execution {
  private final MillraceConnection connection;
  private volatile RowCursor cursor;

  /** The first of what the last statement warns of; null for nothing. */
  private SQLWarning warnings;

  Execution(MillraceConnection connection) {
    this.connection = connection;
  }

  /** What came of a statement: a result set, or how many rows it changed. */
  record Outcome(Meta.Signature signature, MillraceResultSet resultSet, long updateCount) {}

  /**
   * Runs a statement.
   *
   * @param timeoutSeconds 0 for no limit
   */
  Outcome run(
      AvaticaStatement statement,
      String sql,
      int timeoutSeconds,
      long maxRows,
      Supplier<Result> action)
      throws SQLException {
    warnings = null;
    Timer timer = timeoutSeconds > 0 ? timer(timeoutSeconds) : null;
    try {
      Result result = action.get();
      warnings = JdbcErrors.warnings(result.notices());
      if (result instanceof Result.Rows rows) {
        cursor = rows.cursor();
        Meta.Signature signature = JdbcTypes.signature(rows.type(), sql);
        return new Outcome(
            signature,
            new MillraceResultSet(
                statement,
                new QueryState(sql),
                signature,
                connection.getTimeZone(),
                new RowIterator(rows, maxRows)),
            -1);
      }
      long count = result instanceof Result.Count changed ? changed.rows() : 0;
      return new Outcome(JdbcTypes.noRows(sql), null, count);
    } catch (RuntimeException e) {
      throw JdbcErrors.of(e);
    } finally {
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  /** Returns the first warning of the last statement, null where there are none. */
  SQLWarning warnings() {
    return warnings;
  }

  void clearWarnings() {
    warnings = null;
  }

  private Timer timer(int seconds) {
    Timer timer = new Timer("millrace-timeout", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            cancel();
          }
        },
        seconds * 1000L);
    return timer;
  }

  /** Makes the running statement, or the reading of its rows, end with an error. */
  void cancel() {
    connection.session().cancel();
    RowCursor open = cursor;
    if (open != null) {
      open.cancel();
    }
  }
}
