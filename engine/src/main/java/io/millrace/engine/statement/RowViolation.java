package io.millrace.engine.statement;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;

/**
 * A row that a table's constraint refuses. The constraint does not know which statement gives the
 * row; {@link RowPlaces} makes the user's error of it.
 */
final class RowViolation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String column;

  /** A violation of the whole row. */
  RowViolation(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param column the name of the column in which the row is wrong
   */
  RowViolation(ErrorCode code, String message, String column) {
    super(message);
    this.code = code;
    this.column = column;
  }

  /** Returns the name of the column in which the row is wrong, or null. */
  String column() {
    return column;
  }

  MillraceException at(Position place) {
    return new MillraceException(code, getMessage(), place, this);
  }
}
