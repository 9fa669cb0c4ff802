package io.millrace.engine;

import io.millrace.engine.result.Result;
import io.millrace.engine.statement.StatementExecutor;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.statement.Statement;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with a database: runs statements one after the other, and remembers its schema and
 * options between them. For one thread, but for {@link #cancel}.
 */
public final class Session implements AutoCloseable {
  private final StatementExecutor executor;
  private final OpenCursors cursors = new OpenCursors();
  private volatile boolean closed;

  Session(StatementExecutor executor) {
    this.executor = executor;
  }

  /** A parsed statement: what it will give, and what it needs to know. */
  public record Prepared(Statement statement, Optional<RowType> rows, int parameterCount) {}

  /**
   * Runs one statement.
   *
   * @throws MillraceException where anything is wrong with it; nothing has happened then, except
   *     where the message says that a change is kept: it could not be written yet
   */
  public Result execute(String sql) {
    return execute(StatementExecutor.parse(sql), List.of());
  }

  /**
   * Runs one statement with values for its question marks.
   *
   * @param parameters null, Boolean, Byte, Short, Integer, Long, BigDecimal, Float, Double, String,
   *     byte[], LocalDate, LocalTime, LocalDateTime, Instant or UUID
   */
  public Result execute(String sql, List<Object> parameters) {
    return execute(StatementExecutor.parse(sql), parameters);
  }

  /** Runs a statement that has been prepared. */
  public Result execute(Prepared prepared, List<Object> parameters) {
    return execute(prepared.statement(), parameters);
  }

  private Result execute(Statement statement, List<Object> parameters) {
    checkOpen();
    try {
      return cursors.watch(executor.execute(statement, parameters));
    } catch (OutOfMemoryError e) {
      // What the statement had in hand is garbage now.
      throw MillraceException.of("the statement was ended", e);
    }
  }

  /** Parses a statement and finds out what it gives and needs, without running it. */
  public Prepared prepare(String sql) {
    checkOpen();
    Statement statement = StatementExecutor.parse(sql);
    int parameters = StatementExecutor.parameterCount(statement);
    Optional<RowType> rows =
        parameters == 0 ? executor.describe(statement, List.of()) : Optional.empty();
    return new Prepared(statement, rows, parameters);
  }

  /** Makes the query that is running end with QUERY_CANCELED; for any thread. */
  public void cancel() {
    executor.cancel();
  }

  private void checkOpen() {
    if (closed) {
      throw new MillraceException(ErrorCode.INVALID_PARAMETER_VALUE, "the session is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    cursors.close();
  }
}
