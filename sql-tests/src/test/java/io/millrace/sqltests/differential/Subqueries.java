package io.millrace.sqltests.differential;

import java.util.List;

/** Generates conditions and values that hold sub-queries, correlated and not. */
final class Subqueries {
  private final Choices choices;
  private final List<Relation> relations;
  private final Names names;
  private final QueryGenerator queries;

  Subqueries(Choices choices, List<Relation> relations, Names names, QueryGenerator queries) {
    this.choices = choices;
    this.relations = relations;
    this.names = names;
    this.queries = queries;
  }

  String condition(From outer, int depth) {
    switch (choices.below(5)) {
      case 0:
        return exists(outer, choices.of("EXISTS (", "NOT EXISTS ("));
      case 1:
      case 2:
        Expression value = choices.of(outer.columns());
        return value.text()
            + choices.of(" IN (", " NOT IN (")
            + (choices.chance(50)
                ? column(value.kind(), outer)
                : queries.query(List.of(value.kind()), depth).text())
            + ")";
      default:
        Expression left = choices.of(outer.columns());
        return left.text()
            + choices.of(" = ", " < ", " >= ", " <> ")
            + scalar(left.kind(), outer).text();
    }
  }

  private String exists(From outer, String words) {
    From inner = relation();
    return words + "SELECT 1 FROM " + inner.text() + where(inner, outer, true) + ")";
  }

  private String column(Kind kind, From outer) {
    From inner = relation();
    Expressions expressions = new Expressions(choices, inner.columns());
    return "SELECT "
        + expressions.of(kind, 1).text()
        + " FROM "
        + inner.text()
        + where(inner, outer, choices.chance(30));
  }

  /** An aggregate of everything, which has one row always. */
  Expression scalar(Kind kind, From outer) {
    From inner = relation();
    Expression value = new Aggregates(choices, new Expressions(choices, inner.columns())).of(kind);
    return value.withText(
        "(SELECT "
            + value.text()
            + " FROM "
            + inner.text()
            + where(inner, outer, choices.chance(60))
            + ")");
  }

  private From relation() {
    Relation relation = choices.of(relations);
    String alias = names.next();
    return new From(
        relation.name() + " " + alias,
        relation.columns().stream().map(column -> column.of(alias)).toList());
  }

  private String where(From inner, From outer, boolean correlated) {
    Expressions own = new Expressions(choices, inner.columns());
    String condition = choices.chance(30) ? own.predicate(1).text() : "";
    if (correlated) {
      Expression theirs = choices.of(outer.columns());
      List<Expression> candidates = own.columns(theirs.kind());
      Expression mine = candidates.isEmpty() ? null : choices.of(candidates);
      String correlation =
          mine == null
              ? own.column(Kind.INTEGER).text()
                  + " = "
                  + new Expressions(choices, outer.columns()).column(Kind.INTEGER).text()
              : mine.text() + (choices.chance(12) ? " < " : " = ") + theirs.text();
      condition = condition.isEmpty() ? correlation : correlation + " AND " + condition;
    }
    return condition.isEmpty() ? "" : " WHERE " + condition;
  }
}
