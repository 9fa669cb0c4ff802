package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/** Generates conditions and values that hold sub-queries, correlated and not. */
final class Subqueries {
  private final Choices choices;
  private final List<Relation> relations;
  private final Names names;
  private final QueryGenerator queries;

  /** Whether they stand in sub-queries themselves. */
  private final boolean nested;

  Subqueries(Choices choices, List<Relation> relations, Names names, QueryGenerator queries) {
    this(choices, relations, names, queries, false);
  }

  private Subqueries(
      Choices choices,
      List<Relation> relations,
      Names names,
      QueryGenerator queries,
      boolean nested) {
    this.nested = nested;
    this.choices = choices;
    this.relations = relations;
    this.names = names;
    this.queries = queries;
  }

  String condition(From outer, int depth) {
    switch (choices.below(6)) {
      case 0:
        return exists(outer, choices.of("EXISTS (", "NOT EXISTS ("), depth);
      case 5:
        return inArray(outer);
      case 1:
      case 2:
        Expression value = operand(outer);
        return value.text()
            + choices.of(" IN (", " NOT IN (")
            + (choices.chance(50)
                ? column(value.kind(), outer, depth)
                : queries.query(List.of(value.kind()), depth).text())
            + ")";
      default:
        Expression left = operand(outer);
        String comparison = left.text() + choices.of(" = ", " < ", " >= ", " <> ");
        return choices.chance(15)
            ? comparison + choices.of("ANY (", "ALL (") + column(left.kind(), outer, depth) + ")"
            : comparison + scalar(left.kind(), outer, depth).text();
    }
  }

  /** What is compared with a sub-query's rows. */
  private Expression operand(From outer) {
    Expression column = choices.of(outer.columns());
    return choices.chance(20)
        ? new Expressions(choices, outer.columns()).of(column.kind(), 1)
        : column;
  }

  private String exists(From outer, String words, int depth) {
    From inner = relation();
    String grouped = "";
    if (choices.chance(15)) {
      String key = choices.of(inner.columns()).text();
      grouped = " GROUP BY " + key + " HAVING COUNT(*)" + choices.of(" > 1", " <> 2", " = 1");
    }
    return words
        + "SELECT 1 FROM "
        + inner.text()
        + where(inner, outer, true, depth)
        + grouped
        + ")";
  }

  /** Whether an element of an array of the outer row fulfils a condition. */
  private String inArray(From outer) {
    String alias = names.next();
    Expression first = choices.of(outer.columns());
    Expression element = new Expression(alias + ".e", first.kind(), first.bound());
    return choices.of("EXISTS (", "NOT EXISTS (")
        + "SELECT 1 FROM UNNEST("
        + array(outer, first)
        + ") AS "
        + alias
        + " (e) WHERE "
        + new Expressions(choices, List.of(element)).predicate(1).text()
        + ")";
  }

  /** An array of an expression and others like it. */
  String array(From outer, Expression first) {
    Expressions expressions = new Expressions(choices, outer.columns());
    String list = first.text();
    int more = choices.below(3);
    for (int i = 0; i < more; i++) {
      list += ", " + expressions.of(first.kind(), 1).text();
    }
    return Dialect.either("ARRAY", "") + "[" + list + "]";
  }

  private String column(Kind kind, From outer, int depth) {
    From inner = relation();
    Expressions expressions = new Expressions(choices, inner.columns());
    return "SELECT "
        + expressions.of(kind, 1).text()
        + " FROM "
        + inner.text()
        + where(inner, outer, choices.chance(30), depth);
  }

  /** An aggregate of everything, which has one row always, or the first of some rows. */
  Expression scalar(Kind kind, From outer, int depth) {
    From inner = relation();
    // DuckDB is wrong about LIMIT below a correlated NOT IN: OracleDefectTest.
    if (choices.chance(20) && !nested) {
      Expression first = new Expressions(choices, inner.columns()).of(kind, 1);
      return first.withText(
          "(SELECT "
              + first.text()
              + " AS f FROM "
              + inner.text()
              + where(inner, outer, choices.chance(60), depth)
              + " ORDER BY f"
              + choices.of(" NULLS FIRST", " DESC NULLS LAST", " NULLS LAST")
              + " LIMIT 1)");
    }
    Expression value = new Aggregates(choices, new Expressions(choices, inner.columns())).of(kind);
    return value.withText(
        "(SELECT "
            + value.text()
            + " FROM "
            + inner.text()
            + where(inner, outer, choices.chance(60), depth)
            + ")");
  }

  /** A query of some columns that a LATERAL join asks for each outer row. */
  Query lateral(List<Kind> kinds, From outer) {
    From inner = relation();
    Expressions expressions = new Expressions(choices, inner.columns());
    List<Expression> items = new ArrayList<>();
    boolean aggregate = choices.chance(40);
    for (Kind kind : kinds) {
      items.add(
          aggregate ? new Aggregates(choices, expressions).of(kind) : expressions.of(kind, 1));
    }
    String text =
        "SELECT "
            + Query.list(items)
            + " FROM "
            + inner.text()
            + where(inner, outer, choices.chance(80), 0);
    if (!aggregate && choices.chance(40)) {
      List<String> order = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        order.add("c" + i + choices.of(" NULLS FIRST", " DESC NULLS LAST", " NULLS LAST"));
      }
      text += " ORDER BY " + String.join(", ", order) + " LIMIT " + choices.of("1", "2");
    }
    return new Query(text, items);
  }

  /** A table or view, or two of them joined. */
  private From relation() {
    From first = plainRelation();
    if (!choices.chance(15)) {
      return first;
    }
    From second = plainRelation();
    List<Expression> columns = new ArrayList<>(first.columns());
    columns.addAll(second.columns());
    Expressions ofFirst = new Expressions(choices, first.columns());
    Expressions ofSecond = new Expressions(choices, second.columns());
    return new From(
        first.text()
            + choices.of(" JOIN ", " LEFT JOIN ")
            + second.text()
            + " ON "
            + ofFirst.column(Kind.INTEGER).text()
            + " = "
            + ofSecond.column(Kind.INTEGER).text(),
        columns);
  }

  private From plainRelation() {
    Relation relation = choices.of(relations);
    String alias = names.next();
    return new From(relation.name() + " " + alias, relation.columns(alias));
  }

  /**
   * @param depth how many levels of sub-queries may stand in it; they see the outer row too
   */
  private String where(From inner, From outer, boolean correlated, int depth) {
    List<String> conditions = new ArrayList<>();
    if (correlated) {
      conditions.add(correlation(inner, outer));
      if (choices.chance(12)) {
        conditions.add(correlation(inner, outer));
      }
    }
    if (choices.chance(30)) {
      conditions.add(new Expressions(choices, inner.columns()).predicate(1).text());
    }
    if (depth > 0 && choices.chance(15)) {
      List<Expression> both = new ArrayList<>(inner.columns());
      both.addAll(outer.columns());
      conditions.add(
          new Subqueries(choices, relations, names, queries, true)
              .condition(new From(inner.text(), both), depth - 1));
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String correlation(From inner, From outer) {
    Expressions own = new Expressions(choices, inner.columns());
    Expression theirs = choices.of(outer.columns());
    List<Expression> candidates = own.columns(theirs.kind());
    return candidates.isEmpty()
        ? own.column(Kind.INTEGER).text()
            + " = "
            + new Expressions(choices, outer.columns()).column(Kind.INTEGER).text()
        : choices.of(candidates).text()
            + (choices.chance(12) ? choices.of(" < ", " IS NOT DISTINCT FROM ") : " = ")
            + theirs.text();
  }
}
