package io.millrace.sqltests.differential;

import static io.millrace.sqltests.differential.Dialect.either;

/** Generates aggregate calls that give values of a kind. */
final class Aggregates {
  /** No generated input of an aggregate has more rows. */
  private static final double ROWS = 1e5;

  private static final double LIMIT = 1e14;

  private final Choices choices;
  private final Expressions expressions;

  Aggregates(Choices choices, Expressions expressions) {
    this.choices = choices;
    this.expressions = expressions;
  }

  Expression of(Kind kind) {
    return switch (kind) {
      case INTEGER -> integer();
      case DECIMAL -> decimal();
      case DOUBLE -> fraction();
      case BOOLEAN -> truth();
      default -> extreme(kind);
    };
  }

  private String filter() {
    return choices.chance(20) ? " FILTER (WHERE " + expressions.predicate(1).text() + ")" : "";
  }

  private Expression integer() {
    return switch (choices.below(7)) {
      case 0, 1 -> new Expression("COUNT(*)" + filter(), Kind.INTEGER, ROWS);
      case 2 ->
          new Expression("COUNT(" + expressions.any(1).text() + ")" + filter(), Kind.INTEGER, ROWS);
      case 3 ->
          new Expression(
              "COUNT(DISTINCT " + expressions.any(1).text() + ")" + filter(), Kind.INTEGER, ROWS);
      case 4 -> {
        Expression a = expressions.of(Kind.INTEGER, 1);
        yield a.bound() * ROWS > LIMIT
            ? extreme(Kind.INTEGER)
            : new Expression(
                "CAST(SUM(" + distinct() + a.text() + ")" + filter() + " AS BIGINT)",
                Kind.INTEGER,
                a.bound() * ROWS);
      }
      default -> extreme(Kind.INTEGER);
    };
  }

  private String distinct() {
    return choices.chance(20) ? "DISTINCT " : "";
  }

  private Expression decimal() {
    Expression a = expressions.of(Kind.DECIMAL, 1);
    return a.bound() * ROWS > LIMIT || choices.chance(40)
        ? extreme(Kind.DECIMAL)
        : new Expression(
            "CAST(SUM(" + distinct() + a.text() + ")" + filter() + " AS DECIMAL(18, 2))",
            Kind.DECIMAL,
            a.bound() * ROWS);
  }

  private Expression fraction() {
    // AVG of decimals is a decimal here and a double there: only the others are averaged.
    if (choices.chance(40)) {
      Expression a = expressions.of(choices.of(Kind.INTEGER, Kind.DOUBLE), 1);
      if (a.bound() * ROWS <= LIMIT) {
        return new Expression(
            "AVG(" + distinct() + a.text() + ")" + filter(), Kind.DOUBLE, Expression.WILD);
      }
    }
    Expression a = expressions.of(Kind.DOUBLE, 1);
    return a.bound() * ROWS > LIMIT || choices.chance(30)
        ? extreme(Kind.DOUBLE)
        : new Expression(
            "SUM(" + distinct() + a.text() + ")" + filter(), Kind.DOUBLE, a.bound() * ROWS);
  }

  private Expression truth() {
    return new Expression(
        choices.of(either("EVERY", "bool_and"), either("SOME", "bool_or"))
            + "("
            + expressions.predicate(1).text()
            + ")"
            + filter(),
        Kind.BOOLEAN,
        0);
  }

  private Expression extreme(Kind kind) {
    Expression a = expressions.of(kind, 1);
    return a.withText(choices.of("MIN", "MAX") + "(" + a.text() + ")" + filter());
  }
}
