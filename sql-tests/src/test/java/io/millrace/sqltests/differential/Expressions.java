package io.millrace.sqltests.differential;

import static io.millrace.sqltests.differential.Dialect.either;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generates expressions over some columns, whose values neither overflow nor lose digits. */
final class Expressions {
  private static final double INTEGER_LIMIT = 1e9;
  private static final double FRACTION_LIMIT = 1e11;
  private static final double PLAIN_LIMIT = 9e6;

  private final Choices choices;
  private final List<Expression> columns;

  Expressions(Choices choices, List<Expression> columns) {
    this.choices = choices;
    this.columns = columns;
  }

  List<Expression> columns(Kind kind) {
    return columns.stream().filter(column -> column.kind() == kind).toList();
  }

  Expression any(int depth) {
    return depth <= 0 || choices.chance(60)
        ? choices.of(columns)
        : of(choices.of(Kind.values()), depth);
  }

  Expression literal(Kind kind) {
    return Literals.literal(choices, kind);
  }

  Expression column(Kind kind) {
    List<Expression> candidates = columns(kind);
    return candidates.isEmpty() ? literal(kind) : choices.of(candidates);
  }

  Expression of(Kind kind, int depth) {
    if (depth <= 0 || !choices.chance(55)) {
      return choices.chance(12) ? literal(kind) : column(kind);
    }
    if (kind != Kind.BOOLEAN && choices.chance(30)) {
      return conditional(kind, depth - 1);
    }
    if (kind != Kind.BOOLEAN && choices.chance(20)) {
      return new Functions(choices, this, depth - 1).of(kind);
    }
    return switch (kind) {
      case INTEGER -> integer(depth - 1);
      case DECIMAL -> decimal(depth - 1);
      case DOUBLE -> fraction(depth - 1);
      case TEXT -> text(depth - 1);
      case BOOLEAN -> predicate(depth);
      case DATE -> date(depth - 1);
      case TIMESTAMP -> timestamp(depth - 1);
    };
  }

  private Expression conditional(Kind kind, int depth) {
    Expression a = of(kind, depth);
    Expression b = of(kind, depth);
    double bound = Math.max(a.bound(), b.bound());
    String text =
        switch (choices.below(4)) {
          case 0 -> "COALESCE(" + a.text() + ", " + b.text() + ")";
          case 1 -> "NULLIF(" + a.text() + ", " + b.text() + ")";
          case 2 ->
              "CASE WHEN "
                  + predicate(depth).text()
                  + " THEN "
                  + a.text()
                  + " ELSE "
                  + b.text()
                  + " END";
          default ->
              "CASE "
                  + of(Kind.INTEGER, depth).text()
                  + " WHEN 1 THEN "
                  + a.text()
                  + " WHEN 2 THEN "
                  + b.text()
                  + " END";
        };
    return new Expression(text, kind, bound);
  }

  private Expression integer(int depth) {
    Expression a = of(Kind.INTEGER, depth);
    switch (choices.below(10)) {
      case 0:
      case 1:
        return arithmetic(a, of(Kind.INTEGER, depth));
      case 2:
        return new Expression(
            "MOD(" + a.text() + ", " + choices.of("2", "3", "-5") + ")", Kind.INTEGER, 5);
      case 3:
        // The quotient of integers is an integer, cut towards zero; DuckDB calls that //.
        return a.withText(
            "(" + a.text() + " " + either("/", "//") + " " + choices.of("2", "3", "-4") + ")");
      case 4:
        return a.bound() == Expression.WILD ? a : a.withText("ABS(" + a.text() + ")");
      case 5:
        return a.bound() == Expression.WILD ? a : a.withText("(- " + a.text() + ")");
      case 6:
        return new Expression(
            "CHAR_LENGTH(" + of(Kind.TEXT, depth).text() + ")", Kind.INTEGER, 1e6);
      case 7:
        return new Expression(
            "EXTRACT("
                + choices.of("YEAR", "MONTH", "DAY", "DOY", "QUARTER")
                + " FROM "
                + of(choices.of(Kind.DATE, Kind.TIMESTAMP), depth).text()
                + ")",
            Kind.INTEGER,
            1e4);
      case 8:
        return new Expression(
            "EXTRACT("
                + choices.of("HOUR", "MINUTE")
                + " FROM "
                + of(Kind.TIMESTAMP, depth).text()
                + ")",
            Kind.INTEGER,
            60);
      default:
        return new Expression(
            "POSITION(" + choices.of("'a'", "'b'") + " IN " + of(Kind.TEXT, depth).text() + ")",
            Kind.INTEGER,
            1e6);
    }
  }

  private Expression arithmetic(Expression a, Expression b) {
    String operator = choices.of("+", "-", "*");
    double bound = operator.equals("*") ? a.bound() * b.bound() : a.bound() + b.bound();
    return bound > INTEGER_LIMIT || Double.isNaN(bound)
        ? a
        : new Expression("(" + a.text() + " " + operator + " " + b.text() + ")", a.kind(), bound);
  }

  private Expression decimal(int depth) {
    Expression a = of(Kind.DECIMAL, depth);
    if (choices.chance(30)) {
      Expression integer = of(Kind.INTEGER, depth);
      return integer.bound() > FRACTION_LIMIT
          ? a
          : new Expression(
              "CAST(" + integer.text() + " AS DECIMAL(18, 2))", Kind.DECIMAL, integer.bound());
    }
    if (choices.chance(20)) {
      return a.withText("ABS(" + a.text() + ")");
    }
    String operator = choices.of("+", "-");
    Expression b = of(Kind.DECIMAL, depth);
    double bound = a.bound() + b.bound();
    return bound > FRACTION_LIMIT
        ? a
        : new Expression(
            "CAST(" + a.text() + " " + operator + " " + b.text() + " AS DECIMAL(18, 2))",
            Kind.DECIMAL,
            bound);
  }

  /** Quarters within the digits of a double, so that no sum depends on its order. */
  private Expression fraction(int depth) {
    Expression a = of(Kind.DOUBLE, depth);
    if (choices.chance(30)) {
      Expression integer = of(Kind.INTEGER, depth);
      return integer.bound() > FRACTION_LIMIT
          ? a
          : new Expression("CAST(" + integer.text() + " AS DOUBLE)", Kind.DOUBLE, integer.bound());
    }
    String operator = choices.of("+", "-");
    Expression b = of(Kind.DOUBLE, depth);
    double bound = a.bound() + b.bound();
    return bound > FRACTION_LIMIT
        ? a
        : new Expression(
            "(" + a.text() + " " + operator + " " + b.text() + ")", Kind.DOUBLE, bound);
  }

  private Expression text(int depth) {
    String a = of(Kind.TEXT, depth).text();
    String text =
        switch (choices.below(17)) {
          case 0 -> "UPPER(" + a + ")";
          case 1 -> "LOWER(" + a + ")";
          case 2 -> "(" + a + " || " + of(Kind.TEXT, depth).text() + ")";
          case 3 -> "TRIM(" + a + ")";
          case 4 ->
              "SUBSTRING("
                  + a
                  + " FROM "
                  + choices.of("1", "2", "3")
                  + " FOR "
                  + choices.of("1", "2", "0")
                  + ")";
          case 5 -> "REPLACE(" + a + ", 'a', " + choices.of("'b'", "''", "'aa'") + ")";
          case 6 -> "CAST(" + of(Kind.INTEGER, depth).text() + " AS VARCHAR)";
          case 7 -> "CAST(" + of(Kind.DATE, depth).text() + " AS VARCHAR)";
          case 8 -> choices.of("LEFT", "RIGHT") + "(" + a + ", " + choices.of("1", "2") + ")";
          case 9 -> "REVERSE(" + a + ")";
          case 10 -> choices.of("LTRIM", "RTRIM") + "(" + a + ")";
          case 11 ->
              choices.of("LPAD", "RPAD") + "(" + a + ", " + choices.of("0", "2", "5") + ", 'xy')";
          case 12 -> "REPEAT(" + a + ", " + choices.of("0", "1", "2") + ")";
          case 13 -> "CONCAT(" + a + ", " + of(Kind.TEXT, depth).text() + ")";
          case 14 -> "SPLIT_PART(" + a + ", " + choices.of("'b'", "' '") + ", 1)";
          case 15 -> {
            // From 1e7 on the two print exponents differently.
            Expression number = of(Kind.DOUBLE, depth);
            yield number.bound() > PLAIN_LIMIT ? a : "CAST(" + number.text() + " AS VARCHAR)";
          }
          default -> "CAST(" + of(Kind.DECIMAL, depth).text() + " AS VARCHAR)";
        };
    return new Expression(text, Kind.TEXT, 0);
  }

  private Expression date(int depth) {
    if (choices.chance(10)) {
      return new Expression("LAST_DAY(" + of(Kind.DATE, depth).text() + ")", Kind.DATE, 0);
    }
    String text =
        choices.chance(50)
            ? "CAST(" + of(Kind.TIMESTAMP, depth).text() + " AS DATE)"
            : "CAST("
                + of(Kind.DATE, depth).text()
                + choices.of(" + ", " - ")
                + choices.of(
                    "INTERVAL '1' DAY",
                    "INTERVAL '31' DAY",
                    "INTERVAL '1' MONTH",
                    "INTERVAL '1' YEAR")
                + " AS DATE)";
    return new Expression(text, Kind.DATE, 0);
  }

  private Expression timestamp(int depth) {
    String a = of(Kind.TIMESTAMP, depth).text();
    String text =
        switch (choices.below(4)) {
          case 0 -> "CAST(" + of(Kind.DATE, depth).text() + " AS TIMESTAMP)";
          case 1 ->
              "("
                  + a
                  + choices.of(" + ", " - ")
                  + choices.of(
                      "INTERVAL '90' SECOND",
                      "INTERVAL '5' MINUTE",
                      "INTERVAL '36' HOUR",
                      "INTERVAL '1' MONTH")
                  + ")";
          default -> {
            String unit = choices.of("HOUR", "DAY", "MINUTE", "MONTH");
            yield either("FLOOR(", "date_trunc('" + unit + "', ")
                + a
                + either(" TO " + unit, "")
                + ")";
          }
        };
    return new Expression(text, Kind.TIMESTAMP, 0);
  }

  /** A condition. */
  Expression predicate(int depth) {
    return new Expression(condition(depth), Kind.BOOLEAN, 0);
  }

  private String condition(int depth) {
    if (depth > 1 && choices.chance(30)) {
      String a = condition(depth - 1);
      return switch (choices.below(3)) {
        case 0 -> "(" + a + " AND " + condition(depth - 1) + ")";
        case 1 -> "(" + a + " OR " + condition(depth - 1) + ")";
        default -> "(NOT " + a + ")";
      };
    }
    int inner = depth - 1;
    if (choices.chance(10)) {
      return new Functions(choices, this, inner).truth();
    }
    Expression a = any(inner);
    Kind kind = a.kind();
    switch (choices.below(13)) {
      case 0:
      case 1:
      case 2:
        return comparison(a, literal(kind));
      case 3:
      case 4:
        return comparison(a, of(kind, inner));
      case 5:
        return "(" + a.text() + choices.of(" IS NULL)", " IS NOT NULL)");
      case 6:
        return "(" + a.text() + choices.of(" IN (", " NOT IN (") + list(kind) + "))";
      case 7:
        return "("
            + a.text()
            + choices.of(" BETWEEN ", " NOT BETWEEN ")
            + literal(kind).text()
            + " AND "
            + of(kind, inner).text()
            + ")";
      case 8:
        return "("
            + of(Kind.TEXT, inner).text()
            + choices.of(" LIKE ", " NOT LIKE ")
            + choices.of("'a%'", "'%b%'", "'_'", "'%'", "''", "'_b%'", "'ab'")
            + ")";
      case 9:
        return "("
            + a.text()
            + choices.of(" IS NOT DISTINCT FROM ", " IS DISTINCT FROM ")
            + of(kind, inner).text()
            + ")";
      case 10:
        return "(" + column(Kind.BOOLEAN).text() + choices.of("", " IS TRUE", " IS NOT TRUE") + ")";
      case 11:
        return "STARTS_WITH("
            + of(Kind.TEXT, inner).text()
            + ", "
            + of(Kind.TEXT, inner).text()
            + ")";
      default:
        return comparison(literal(kind), a);
    }
  }

  private String list(Kind kind) {
    String literals =
        IntStream.rangeClosed(0, choices.below(4))
            .mapToObj(i -> literal(kind).text())
            .collect(Collectors.joining(", "));
    return choices.chance(8) ? literals + ", NULL" : literals;
  }

  private String comparison(Expression a, Expression b) {
    return "("
        + a.text()
        + choices.of(" = ", " <> ", " < ", " <= ", " > ", " >= ")
        + b.text()
        + ")";
  }
}
