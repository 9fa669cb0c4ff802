package io.millrace.sqltests.differential;

import java.util.Arrays;

/**
 * Errors of DuckDB over queries that are right. A case that meets one says nothing; any other error
 * of DuckDB is a failure, since what is generated is meant to run on both.
 *
 * <p>{@link OracleDefectTest} runs the example of each, so that none stays here once mended.
 */
enum OracleDefect {
  /** A function that DuckDB 2.0.0 moves into the branches of a CASE, of which one is NULL. */
  FUNCTION_OF_NULL_BRANCH(
      "BindBuiltinScalarFunction did not return a BoundFunctionExpression",
      "SELECT 1 FROM t WHERE SPLIT_PART(NULLIF(s, 'b'), ' ', 1) > 'a'");

  private final String message;
  private final String example;

  OracleDefect(String message, String example) {
    this.message = message;
    this.example = example;
  }

  static boolean isKnown(String message) {
    return Arrays.stream(values()).anyMatch(defect -> message.contains(defect.message));
  }

  String message() {
    return message;
  }

  /** A query of a table t with a text column s that shows it. */
  String example() {
    return example;
  }
}
