package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.planner.sql.error.PlacedException;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Functions whose result changes although their arguments do not. */
final class Volatility {
  /** Those that may be called without parentheses. */
  private static final Set<String> NILADIC =
      Set.of(
          "CURRENT_DATE",
          "CURRENT_TIME",
          "CURRENT_TIMESTAMP",
          "LOCALTIME",
          "LOCALTIMESTAMP",
          "CURRENT_USER",
          "SESSION_USER",
          "SYSTEM_USER");

  private static final Set<String> CALLED =
      Set.of(
          "NOW",
          "CURRENT_DATETIME",
          "GETDATE",
          "SYSDATE",
          "SYSTIMESTAMP",
          "UNIX_TIMESTAMP",
          "TRANSACTION_TIMESTAMP",
          "STATEMENT_TIMESTAMP",
          "CLOCK_TIMESTAMP",
          "RANDOM",
          "RAND",
          "RAND_INTEGER",
          "GEN_RANDOM_UUID",
          "RANDOM_UUID",
          "UUID");

  private Volatility() {}

  static boolean isNiladic(String name) {
    return NILADIC.contains(name.toUpperCase(Locale.ROOT));
  }

  static boolean isVolatile(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NILADIC.contains(upper) || CALLED.contains(upper);
  }

  static PlacedException refuse(String name, SqlParserPos place) {
    return new PlacedException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        name.toUpperCase(Locale.ROOT)
            + " changes by itself, so a query that uses it cannot be kept up to date;"
            + " compare with a column instead",
        place);
  }
}
