package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/** Generates what stands after FROM: relations, sub-queries, and joins of them. */
final class FromGenerator {
  private final Choices choices;
  private final List<Relation> relations;
  private final Names names;
  private final QueryGenerator queries;

  FromGenerator(Choices choices, List<Relation> relations, Names names, QueryGenerator queries) {
    this.choices = choices;
    this.relations = relations;
    this.names = names;
    this.queries = queries;
  }

  From generate(int depth) {
    From from = single(depth);
    if (depth > 0 && choices.chance(10)) {
      return choices.chance(50) ? lateral(from) : unnest(from);
    }
    if (depth > 0 && choices.chance(6)) {
      return sameKey(from, depth);
    }
    if (depth > 0 && choices.chance(45)) {
      from = join(from, single(depth - 1));
      if (choices.chance(25)) {
        from = join(from, single(depth - 2));
      }
    }
    return from;
  }

  private From lateral(From left) {
    String alias = names.next();
    List<Kind> kinds = List.of(choices.of(Kind.values()), Kind.INTEGER);
    Query query = new Subqueries(choices, relations, names, queries).lateral(kinds, left);
    boolean outer = choices.chance(40);
    return with(
        left,
        (outer ? " LEFT JOIN LATERAL (" : " CROSS JOIN LATERAL (")
            + query.text()
            + ") "
            + alias
            + (outer ? " ON TRUE" : ""),
        query.as(alias).columns(alias));
  }

  private From unnest(From left) {
    String alias = names.next();
    Expression first = choices.of(left.columns());
    String array = new Subqueries(choices, relations, names, queries).array(left, first);
    boolean outer = choices.chance(30);
    return with(
        left,
        (outer ? " LEFT JOIN UNNEST(" : " CROSS JOIN UNNEST(")
            + array
            + ") AS "
            + alias
            + " (e)"
            + (outer ? " ON TRUE" : ""),
        // Elements may be of any bound: nothing is computed from them.
        List.of(new Expression(alias + ".e", first.kind(), Expression.WILD)));
  }

  private static From with(From left, String more, List<Expression> columns) {
    List<Expression> all = new ArrayList<>(left.columns());
    all.addAll(columns);
    return new From(left.text() + more, all);
  }

  private From values() {
    String alias = names.next();
    List<Kind> kinds = List.of(Kind.INTEGER, choices.of(Kind.values()));
    List<String> rows = new ArrayList<>();
    int count = 1 + choices.below(3);
    for (int i = 0; i < count; i++) {
      List<String> row = new ArrayList<>();
      for (Kind kind : kinds) {
        boolean missing = i > 0 && choices.chance(15);
        row.add(missing ? "NULL" : Literals.literal(choices, kind).text());
      }
      rows.add("(" + String.join(", ", row) + ")");
    }
    return new From(
        "(VALUES " + String.join(", ", rows) + ") AS " + alias + " (c0, c1)",
        List.of(
            new Expression(alias + ".c0", kinds.get(0), 1e6),
            new Expression(alias + ".c1", kinds.get(1), 1e6)));
  }

  private From single(int depth) {
    if (depth > 0 && choices.chance(5)) {
      return values();
    }
    String alias = names.next();
    Relation relation;
    String text;
    if (depth > 0 && choices.chance(20)) {
      List<Kind> kinds = List.of(Kind.INTEGER, choices.of(Kind.values()), Kind.TEXT);
      Query query = queries.query(kinds, depth - 1);
      relation = query.as(alias);
      text = "(" + query.text() + ")";
    } else {
      relation = choices.of(relations);
      text = relation.name();
    }
    return new From(text + " " + alias, relation.columns(alias));
  }

  /** Inner joins of three or four on one key, which may be one operator. */
  private From sameKey(From first, int depth) {
    From from = first;
    Expression key = choices.of(first.columns());
    int joins = choices.chance(70) ? 2 : 3;
    for (int i = 0; i < joins; i++) {
      From right = single(depth - 1);
      Kind kind = key.kind();
      List<Expression> candidates =
          right.columns().stream().filter(column -> column.kind() == kind).toList();
      if (candidates.isEmpty()) {
        return from;
      }
      Expression other = choices.of(candidates);
      String condition =
          key.text() + choices.of(" = ", " = ", " IS NOT DISTINCT FROM ") + other.text();
      List<Expression> columns = new ArrayList<>(from.columns());
      columns.addAll(right.columns());
      if (choices.chance(15)) {
        condition += " AND " + new Expressions(choices, columns).predicate(1).text();
      }
      from = new From(from.text() + " JOIN " + right.text() + " ON " + condition, columns);
      key = choices.chance(50) ? key : other;
    }
    return from;
  }

  private From join(From left, From right) {
    List<Expression> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    String kind =
        choices.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ", " CROSS JOIN ");
    if (kind.equals(" CROSS JOIN ")) {
      return new From(left.text() + kind + right.text(), columns);
    }
    if (choices.chance(6)) {
      String name = shared(left, right);
      if (name != null) {
        return new From(left.text() + kind + right.text() + " USING (" + name + ")", columns);
      }
    }
    List<String> conditions = new ArrayList<>();
    boolean equal = kind.equals(" FULL JOIN ") || choices.chance(85);
    if (equal) {
      conditions.add(equality(left, right));
      if (choices.chance(15)) {
        conditions.add(equality(left, right));
      }
    }
    if (!equal || choices.chance(20)) {
      conditions.add(new Expressions(choices, columns).predicate(1).text());
    }
    if (choices.chance(8)) {
      conditions.add(
          new Subqueries(choices, relations, names, queries)
              .condition(new From(left.text() + ", " + right.text(), columns), 0));
    }
    return new From(
        left.text() + kind + right.text() + " ON " + String.join(" AND ", conditions), columns);
  }

  /** The name of a column that each side has once and of one kind, or null. */
  private static String shared(From left, From right) {
    for (Expression a : left.columns()) {
      String name = name(a);
      List<Expression> here = named(left, name);
      List<Expression> there = named(right, name);
      if (here.size() == 1 && there.size() == 1 && there.get(0).kind() == a.kind()) {
        return name;
      }
    }
    return null;
  }

  private static List<Expression> named(From from, String name) {
    return from.columns().stream().filter(column -> name(column).equals(name)).toList();
  }

  private static String name(Expression column) {
    return column.text().substring(column.text().indexOf('.') + 1);
  }

  private String equality(From left, From right) {
    Expression a = choices.of(left.columns());
    List<Expression> candidates =
        right.columns().stream().filter(column -> column.kind() == a.kind()).toList();
    if (candidates.isEmpty()) {
      Expression b = new Expressions(choices, right.columns()).column(Kind.INTEGER);
      Expression c = new Expressions(choices, left.columns()).column(Kind.INTEGER);
      return c.text() + " = " + b.text();
    }
    return a.text() + " = " + choices.of(candidates).text();
  }
}
