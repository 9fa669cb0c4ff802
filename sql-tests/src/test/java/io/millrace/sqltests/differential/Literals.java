package io.millrace.sqltests.differential;

import java.util.List;

/** Random values out of small domains, so that rows meet, with a few extreme ones among them. */
final class Literals {
  private static final List<String> INTEGERS =
      List.of("0", "1", "2", "3", "-1", "4", "5", "-2", "7");
  private static final List<String> LARGE = List.of("1000000", "-1000000", "65536");
  private static final List<String> WILD =
      List.of("0", "9223372036854775807", "-9223372036854775807", "4294967296", "1");
  private static final List<String> DECIMALS =
      List.of("0.00", "1.50", "-2.25", "10.00", "0.01", "3.00", "999999.99", "-0.01");
  private static final List<String> DOUBLES =
      List.of("0.0", "0.5", "-1.25", "2.0", "100.75", "3.0", "-1000000.5");
  // A character beyond 16 bits and one near their end: text compares by code point.
  private static final List<String> TEXTS =
      List.of(
          "'a'",
          "'b'",
          "'ab'",
          "''",
          "'B'",
          "'a b'",
          "'ä'",
          "'日本'",
          "'o''k'",
          "'x_y%'",
          "'😀'",
          "'￮'",
          "' a '",
          "'abcabcabcabcabcabc'",
          "'1'");
  private static final List<String> DATES =
      List.of("2024-01-01", "2024-01-02", "2024-02-29", "1969-12-31", "2024-12-31", "2400-02-29");
  private static final List<String> TIMESTAMPS =
      List.of(
          "2024-01-01 00:00:00",
          "2024-01-01 00:10:00",
          "2024-01-01 00:59:59.999999",
          "2024-01-01 01:07:30",
          "2024-02-29 23:59:59.5",
          "1969-12-31 23:45:00",
          "1969-12-31 23:45:00.000001");

  private Literals() {}

  /** A literal of the kind's own type. */
  static Expression literal(Choices choices, Kind kind) {
    String text =
        switch (kind) {
          case INTEGER -> choices.chance(4) ? choices.of(LARGE) : choices.of(INTEGERS);
          case TEXT -> choices.of(TEXTS);
          case DECIMAL -> "CAST(" + choices.of(DECIMALS) + " AS DECIMAL(18, 2))";
          case DOUBLE -> "CAST(" + choices.of(DOUBLES) + " AS DOUBLE)";
          case BOOLEAN -> choices.of("TRUE", "FALSE");
          case DATE -> "DATE '" + choices.of(DATES) + "'";
          case TIMESTAMP -> "TIMESTAMP '" + choices.of(TIMESTAMPS) + "'";
        };
    return new Expression(text, kind, 1e6);
  }

  /** A value for a column of a table; NULL now and then. */
  static String value(Choices choices, Relation.Column column) {
    if (choices.chance(15)) {
      return "NULL";
    }
    if (column.kind() == Kind.INTEGER && column.bound() == Expression.WILD) {
      return choices.of(WILD);
    }
    return literal(choices, column.kind()).text();
  }
}
