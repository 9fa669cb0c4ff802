package io.millrace.planner.sql.error;

import io.millrace.error.ErrorCode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A mistake of the user's, found where only the place in the parsed text is known. */
public final class PlacedException extends RuntimeException {
  final transient ErrorCode code;
  final transient SqlParserPos place;

  public PlacedException(ErrorCode code, String message, SqlParserPos place) {
    super(message, null, false, false);
    this.code = code;
    this.place = place;
  }
}
