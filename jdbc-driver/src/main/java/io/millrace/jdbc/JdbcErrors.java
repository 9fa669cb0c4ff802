package io.millrace.jdbc;

import io.millrace.engine.result.Notice;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Locale;

/** Makes SQLExceptions: the engine's message with its place, its SQLSTATE, the standard's class. */
final class JdbcErrors {
  private JdbcErrors() {}

  /** Returns the SQLException for a failure of the engine, wherever it lies among the causes. */
  static SQLException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MillraceException known) {
        return known(known);
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql;
      }
    }
    if (failure instanceof SQLException sql) {
      return sql;
    }
    return new SQLException("internal error: " + failure, ErrorCode.INTERNAL.sqlState(), failure);
  }

  private static SQLException known(MillraceException error) {
    String message = error.describe();
    String state = error.code().sqlState();
    if (error.code() == ErrorCode.QUERY_CANCELED) {
      return new SQLTimeoutException(message, state, error);
    }
    return switch (state.substring(0, 2)) {
      case "0A" -> new SQLFeatureNotSupportedException(message, state, error);
      case "22" -> new SQLDataException(message, state, error);
      case "23" -> new SQLIntegrityConstraintViolationException(message, state, error);
      case "42" -> new SQLSyntaxErrorException(message, state, error);
      default -> new SQLException(message, state, error);
    };
  }

  /** Returns a chain of the notices, null where there are none. */
  static SQLWarning warnings(List<Notice> notices) {
    SQLWarning first = null;
    for (Notice notice : notices) {
      SQLWarning warning = new SQLWarning(notice.message(), notice.sqlState());
      if (first == null) {
        first = warning;
      } else {
        first.setNextWarning(warning);
      }
    }
    return first;
  }

  static SQLException notSupported(String what) {
    return new SQLFeatureNotSupportedException(
        what + " is not supported", ErrorCode.FEATURE_NOT_SUPPORTED.sqlState());
  }

  static SQLException cannotConvert(Object value, String target) {
    return new SQLDataException(
        String.format(
            Locale.ROOT,
            "a value of %s cannot be read as %s: %s",
            value.getClass().getSimpleName(),
            target,
            value),
        ErrorCode.INVALID_CAST.sqlState());
  }
}
