package io.millrace.sqltests.differential;

import static io.millrace.sqltests.differential.Dialect.either;

/** Generates calls of functions that are asked for less often than those of Expressions. */
final class Functions {
  /** No difference of two generated dates or times is larger, counted in hours. */
  private static final double HOURS = 1e8;

  private static final double FRACTION_LIMIT = 1e11;

  private final Choices choices;
  private final Expressions expressions;
  private final int depth;
  private final Patterns patterns;

  /**
   * @param depth how deep arguments may be
   */
  Functions(Choices choices, Expressions expressions, int depth) {
    this.choices = choices;
    this.expressions = expressions;
    this.depth = depth;
    this.patterns = new Patterns(choices);
  }

  /** A value of a kind that is not BOOLEAN. */
  Expression of(Kind kind) {
    if (choices.chance(25)) {
      return chosen(kind);
    }
    return switch (kind) {
      case INTEGER -> integer();
      case DECIMAL -> decimal();
      case DOUBLE -> fraction();
      case TEXT -> text();
      case DATE -> date();
      case TIMESTAMP -> timestamp();
      case BOOLEAN -> throw new IllegalArgumentException("a condition");
    };
  }

  private Expression some(Kind kind) {
    return expressions.of(kind, depth);
  }

  /** One of several values. */
  private Expression chosen(Kind kind) {
    Expression a = some(kind);
    Expression b = some(kind);
    Expression c = some(kind);
    String all = a.text() + ", " + b.text() + ", " + c.text() + ")";
    String text =
        switch (choices.below(6)) {
          // DuckDB breaks down where two of their arguments have one name: OracleDefectTest.
          case 0 -> "GREATEST(" + a.text() + ", COALESCE(" + b.text() + ", " + c.text() + "))";
          case 1 -> "LEAST(" + a.text() + ", COALESCE(" + b.text() + ", " + c.text() + "))";
          case 2 -> "COALESCE(" + all;
          case 3 -> "IF(" + condition() + ", " + a.text() + ", " + b.text() + ")";
          case 4 ->
              "CASE WHEN "
                  + condition()
                  + " THEN "
                  + a.text()
                  + " WHEN "
                  + condition()
                  + " THEN "
                  + b.text()
                  + (choices.chance(50) ? "" : " ELSE " + c.text())
                  + " END";
          default ->
              "CASE "
                  + some(Kind.TEXT).text()
                  + " WHEN 'a' THEN "
                  + a.text()
                  + " WHEN "
                  + some(Kind.TEXT).text()
                  + " THEN "
                  + b.text()
                  + " ELSE "
                  + c.text()
                  + " END";
        };
    return new Expression(text, kind, Math.max(a.bound(), Math.max(b.bound(), c.bound())));
  }

  private String condition() {
    return expressions.predicate(depth).text();
  }

  private Expression integer() {
    Expression a = some(Kind.INTEGER);
    boolean wild = a.bound() == Expression.WILD;
    switch (choices.below(12)) {
      case 0:
        return new Expression("CAST(SIGN(" + a.text() + ") AS BIGINT)", Kind.INTEGER, 1);
      case 1:
        Expression divisor = some(Kind.INTEGER);
        return new Expression(
            "MOD(" + a.text() + ", NULLIF(" + divisor.text() + ", 0))",
            Kind.INTEGER,
            divisor.bound());
      case 2:
        return a.withText(
            "("
                + a.text()
                + either(" / ", " // ")
                + "NULLIF("
                + some(Kind.INTEGER).text()
                + ", 0))");
      case 3:
        return new Expression("ASCII(" + some(Kind.TEXT).text() + ")", Kind.INTEGER, 2e6);
      case 4:
        return new Expression(
            "STRPOS(" + some(Kind.TEXT).text() + ", " + some(Kind.TEXT).text() + ")",
            Kind.INTEGER,
            1e6);
      case 5:
        return new Expression(
            "EXTRACT("
                + choices.of("WEEK", "ISODOW", "DOW", "ISOYEAR", "DECADE", "CENTURY")
                + " FROM "
                + some(choices.of(Kind.DATE, Kind.TIMESTAMP)).text()
                + ")",
            Kind.INTEGER,
            1e4);
      case 6:
        return new Expression(
            "EXTRACT("
                + choices.of("SECOND", "MILLISECOND", "MICROSECOND")
                + " FROM "
                + some(Kind.TIMESTAMP).text()
                + ")",
            Kind.INTEGER,
            1e8);
      case 7:
        return between(choices.of("DAY", "MONTH", "QUARTER", "YEAR"), "DATEDIFF(", "date_diff(");
      case 8:
        return between(choices.of("DAY", "HOUR"), "TIMESTAMPDIFF(", "date_sub(");
      case 9:
        return new Expression(
            either("CARDINALITY(SPLIT(", "len(string_split(") + some(Kind.TEXT).text() + ", 'b'))",
            Kind.INTEGER,
            1e6);
      case 10:
        Expression number = some(choices.of(Kind.DECIMAL, Kind.DOUBLE));
        return number.bound() > FRACTION_LIMIT
            ? a
            : new Expression(
                "CAST(" + choices.of("FLOOR", "CEIL", "") + "(" + number.text() + ") AS BIGINT)",
                Kind.INTEGER,
                number.bound() + 1);
      default:
        return wild
            ? new Expression("CAST((" + condition() + ") AS BIGINT)", Kind.INTEGER, 1)
            : new Expression(
                // Some numbers that are integers here are not by their type in DuckDB.
                either("BITAND(CAST(", "(CAST(")
                    + a.text()
                    + " AS BIGINT)"
                    + either(", ", " & ")
                    + choices.of("1", "3", "6", "-2")
                    + ")",
                Kind.INTEGER,
                2 * a.bound() + 8);
    }
  }

  private Expression between(String unit, String millrace, String duckdb) {
    Kind kind = choices.of(Kind.TIMESTAMP, Kind.TIMESTAMP, Kind.DATE);
    return new Expression(
        either(millrace + unit + ", ", duckdb + "'" + unit + "', ")
            + some(kind).text()
            + ", "
            + some(kind).text()
            + ")",
        Kind.INTEGER,
        HOURS);
  }

  private Expression decimal() {
    Expression a = some(Kind.DECIMAL);
    switch (choices.below(3)) {
      case 0:
        return a.withText("CAST(ROUND(" + a.text() + ", 1) AS DECIMAL(18, 2))");
      case 1:
        Expression b = some(choices.of(Kind.DECIMAL, Kind.INTEGER));
        double bound = a.bound() * b.bound();
        return bound > FRACTION_LIMIT || Double.isNaN(bound)
            ? a
            : new Expression(
                "CAST(" + a.text() + " * " + b.text() + " AS DECIMAL(18, 2))", Kind.DECIMAL, bound);
      default:
        Expression quarters = some(Kind.DOUBLE);
        return quarters.bound() > FRACTION_LIMIT
            ? a
            : new Expression(
                "CAST(" + quarters.text() + " AS DECIMAL(18, 2))", Kind.DECIMAL, quarters.bound());
    }
  }

  private Expression fraction() {
    Expression a = some(Kind.DOUBLE);
    return a.bound() > FRACTION_LIMIT
        ? a
        : new Expression(
            choices.of("FLOOR(", "CEIL(", "ROUND(", "ABS(", "(2 * ") + a.text() + ")",
            Kind.DOUBLE,
            2 * a.bound() + 1);
  }

  private Expression text() {
    String a = some(Kind.TEXT).text();
    String text =
        switch (choices.below(13)) {
          case 0 -> "TRANSLATE(" + a + ", 'ab', " + choices.of("'xy'", "'x'", "'ba'") + ")";
          case 1 -> "CONCAT_WS('-', " + a + ", " + some(Kind.TEXT).text() + ")";
          case 2 -> "TRIM(" + choices.of("LEADING", "TRAILING", "BOTH") + " 'a' FROM " + a + ")";
          case 3 ->
              "REGEXP_REPLACE("
                  + a
                  + ", "
                  + patterns.literal()
                  + ", '-'"
                  + either("", ", 'g'")
                  + ")";
          case 4 -> "SUBSTRING(" + a + " FROM " + choices.of("1", "2", "4") + ")";
          case 5 -> parts(a);
          case 6 -> "REPLACE(" + a + ", " + some(Kind.TEXT).text() + ", 'x')";
          case 7 ->
              choices.of("LEFT(", "RIGHT(") + a + ", MOD(" + some(Kind.INTEGER).text() + ", 4))";
          case 8 -> "CAST((" + condition() + ") AS VARCHAR)";
          case 9 -> "CAST(" + some(Kind.TIMESTAMP).text() + " AS VARCHAR)";
          case 10 ->
              choices.of("MONTHNAME(", "DAYNAME(")
                  + some(choices.of(Kind.DATE, Kind.TIMESTAMP)).text()
                  + ")";
          case 11 -> {
            String pattern = patterns.literal();
            yield either(
                "REGEXP_SUBSTR(" + a + ", " + pattern + ")",
                "CASE WHEN regexp_matches("
                    + a
                    + ", "
                    + pattern
                    + ") THEN regexp_extract("
                    + a
                    + ", "
                    + pattern
                    + ") END");
          }
          default -> either("SPLIT(", "string_split(") + a + ", ' ')[1]";
        };
    return new Expression(text, Kind.TEXT, 0);
  }

  /** Parts between delimiters, often several of the same text. */
  private String parts(String a) {
    String delimiter = choices.of("'b'", "' '", "'ab'");
    String first = part(a, delimiter);
    String second = part(a, delimiter);
    return switch (choices.below(3)) {
      case 0 -> first;
      case 1 -> "CONCAT_WS('-', " + first + ", " + second + ")";
      default -> "CASE WHEN " + condition() + " THEN " + first + " ELSE " + second + " END";
    };
  }

  private String part(String a, String delimiter) {
    if (choices.chance(50)) {
      String number = choices.of("1", "2", "3", "-1", "-2");
      return "SPLIT_PART(" + a + ", " + delimiter + ", " + number + ")";
    }
    int number = choices.below(3);
    return either(
        "SPLIT_INDEX(" + a + ", " + delimiter + ", " + number + ")",
        "string_split(" + a + ", " + delimiter + ")[" + (number + 1) + "]");
  }

  private Expression date() {
    String a = some(Kind.DATE).text();
    String text =
        switch (choices.below(3)) {
          case 0 -> {
            String unit = choices.of("MONTH", "WEEK", "QUARTER", "YEAR");
            yield either("FLOOR(", "CAST(date_trunc('" + unit + "', ")
                + a
                + either(" TO " + unit + ")", ") AS DATE)");
          }
          case 1 -> {
            Expression days = some(Kind.INTEGER);
            yield "CAST(DATE_ADD("
                + a
                + ", "
                + either("", "to_days(CAST(")
                + "MOD("
                + days.text()
                + ", 40)"
                + either("", " AS INTEGER))")
                + ") AS DATE)";
          }
          default ->
              either("ADD_MONTHS(", "CAST(") + a + either(", 1)", " + INTERVAL '1' MONTH AS DATE)");
        };
    return new Expression(text, Kind.DATE, 0);
  }

  private Expression timestamp() {
    String a = some(Kind.TIMESTAMP).text();
    String text;
    if (choices.chance(50)) {
      String unit = choices.of("SECOND", "WEEK", "QUARTER", "YEAR");
      text = either("FLOOR(", "date_trunc('" + unit + "', ") + a + either(" TO " + unit, "") + ")";
    } else {
      text =
          "("
              + a
              + choices.of(" + ", " - ")
              + "MOD("
              + some(Kind.INTEGER).text()
              + ", 50) * INTERVAL '1' "
              + choices.of("MINUTE", "HOUR", "DAY", "MONTH")
              + ")";
    }
    return new Expression(text, Kind.TIMESTAMP, 0);
  }

  /** A condition. */
  String truth() {
    String a = some(Kind.TEXT).text();
    return switch (choices.below(8)) {
      case 0 -> "ENDS_WITH(" + a + ", " + some(Kind.TEXT).text() + ")";
      case 1 -> "CONTAINS(" + a + ", " + some(Kind.TEXT).text() + ")";
      case 2 -> "(" + a + choices.of(" ILIKE ", " NOT ILIKE ") + choices.of("'A%'", "'%B'") + ")";
      case 3 ->
          either("REGEXP_LIKE(", "regexp_matches(")
              + a
              + ", "
              + patterns.literal()
              + choices.of("", ", 'i'")
              + ")";
      case 4 -> {
        // All are doubles or smaller than the digits of one.
        Expression number = some(choices.of(Kind.INTEGER, Kind.DECIMAL));
        Expression other = some(choices.of(Kind.DOUBLE, Kind.DECIMAL));
        yield number.bound() > FRACTION_LIMIT
            ? "(" + a + " IS NULL)"
            : "(" + number.text() + choices.of(" = ", " < ", " >= ") + other.text() + ")";
      }
      case 5 ->
          "("
              + some(Kind.DATE).text()
              + choices.of(" = ", " < ", " >= ")
              + some(Kind.TIMESTAMP).text()
              + ")";
      case 6 -> "((" + condition() + ")" + choices.of(" = ", " <> ") + "(" + condition() + "))";
      default ->
          "(("
              + condition()
              + ")"
              + choices.of(" IS UNKNOWN", " IS NOT UNKNOWN", " IS FALSE", " IS NOT FALSE")
              + ")";
    };
  }
}
