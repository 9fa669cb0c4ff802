package io.millrace.planner.function.kernel;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.charset.StandardCharsets;

/** The errors of functions, worded in one place. */
final class Errors {
  private static final int LONGEST_VALUE = 60;

  private Errors() {}

  static MillraceException outOfRange(String operation, String type) {
    return new MillraceException(
        ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, operation + " is out of range for " + type);
  }

  static MillraceException divisionByZero(String operation) {
    return new MillraceException(ErrorCode.DIVISION_BY_ZERO, "division by zero: " + operation);
  }

  static MillraceException invalidCast(byte[] data, int start, int length, String target) {
    return invalidCast("'" + shown(data, start, length) + "'", target);
  }

  static MillraceException invalidCast(String value, String target) {
    return new MillraceException(ErrorCode.INVALID_CAST, "cannot cast " + value + " to " + target);
  }

  static MillraceException invalidArgument(String message) {
    return new MillraceException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  static MillraceException dateOutOfRange(String operation) {
    return new MillraceException(
        ErrorCode.DATETIME_FIELD_OVERFLOW, operation + " is out of the range of dates");
  }

  /** Returns a value as an error shows it: shortened where long. */
  static String shown(byte[] data, int start, int length) {
    String text = new String(data, start, length, StandardCharsets.UTF_8);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}
