package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Generates queries over some relations. Whatever it makes has one answer. */
final class QueryGenerator {
  private final Choices choices;
  private final List<Relation> relations;
  private final Names names;
  private final FromGenerator from;

  QueryGenerator(Choices choices, List<Relation> relations) {
    this(choices, relations, new Names());
  }

  private QueryGenerator(Choices choices, List<Relation> relations, Names names) {
    this.choices = choices;
    this.relations = relations;
    this.names = names;
    this.from = new FromGenerator(choices, relations, names, this);
  }

  /** A query of some columns. */
  Query query() {
    List<Kind> kinds = new ArrayList<>();
    int columns = choices.below(4);
    for (int i = 0; i <= columns; i++) {
      kinds.add(kind());
    }
    return query(kinds, 2);
  }

  private Kind kind() {
    return choices.chance(60) ? choices.of(Kind.values()) : choices.of(Kind.INTEGER, Kind.TEXT);
  }

  /** A query with columns of these kinds. */
  Query query(List<Kind> kinds, int depth) {
    if (depth <= 0) {
      return plain(kinds, 0);
    }
    switch (choices.below(19)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        return plain(kinds, depth);
      case 5:
      case 6:
      case 7:
      case 8:
        return aggregate(kinds, depth);
      case 9:
      case 10:
        return setOperation(kinds, depth);
      case 11:
        return first(kinds, depth);
      case 12:
        return named(kinds, depth);
      case 13:
        return ranked(kinds, depth);
      case 14:
        return windowed(kinds, depth);
      case 15:
        return over(kinds, depth);
      case 16:
        return leading(kinds, depth);
      case 17:
        return regrouped(kinds, depth);
      default:
        return plain(kinds, depth);
    }
  }

  private Query plain(List<Kind> kinds, int depth) {
    From source = from.generate(depth);
    Expressions expressions = new Expressions(choices, source.columns());
    Subqueries subqueries = new Subqueries(choices, relations, names, this);
    List<Expression> items = new ArrayList<>();
    for (Kind kind : kinds) {
      items.add(
          depth > 0 && choices.chance(8)
              ? subqueries.scalar(kind, source, depth - 1)
              : expressions.of(kind, depth));
    }
    String select = choices.chance(15) ? "SELECT DISTINCT " : "SELECT ";
    return new Query(
        select + Query.list(items) + " FROM " + source.text() + where(source, depth), items);
  }

  private String where(From source, int depth) {
    Expressions expressions = new Expressions(choices, source.columns());
    List<String> conditions = new ArrayList<>();
    if (choices.chance(45)) {
      conditions.add(expressions.predicate(depth + 1).text());
    }
    if (depth > 0 && choices.chance(25)) {
      String condition =
          new Subqueries(choices, relations, names, this).condition(source, depth - 1);
      if (choices.chance(15)) {
        condition = "(" + condition + " OR " + expressions.predicate(1).text() + ")";
      }
      conditions.add(condition);
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private Query aggregate(List<Kind> kinds, int depth) {
    From source = from.generate(depth);
    return aggregate(kinds, source, where(source, depth), List.of());
  }

  /** An aggregate over a FROM; grouped by some columns in any case. */
  private Query aggregate(List<Kind> kinds, From source, String where, List<Expression> always) {
    Expressions expressions = new Expressions(choices, source.columns());
    List<Expression> keys = new ArrayList<>(always);
    int more = choices.below(4) - (always.isEmpty() ? 0 : 2);
    for (int i = 0; i < more; i++) {
      Expression key = choices.chance(80) ? choices.of(source.columns()) : expressions.any(1);
      boolean constant = source.columns().stream().noneMatch(c -> key.text().contains(c.text()));
      if (!constant && keys.stream().noneMatch(k -> k.text().equals(key.text()))) {
        keys.add(key);
      }
    }
    Aggregates aggregates = new Aggregates(choices, expressions);
    boolean sets = !keys.isEmpty() && choices.chance(22);
    String grouping = keys.isEmpty() ? "" : " GROUP BY " + (sets ? sets(keys) : list(keys));
    List<Expression> items = new ArrayList<>();
    for (Kind kind : kinds) {
      List<Expression> candidates = keys.stream().filter(key -> key.kind() == kind).toList();
      if (sets && kind == Kind.INTEGER && choices.chance(30)) {
        items.add(new Expression("GROUPING(" + choices.of(keys).text() + ")", Kind.INTEGER, 1));
      } else {
        items.add(
            !candidates.isEmpty() && choices.chance(60)
                ? choices.of(candidates)
                : aggregates.of(kind));
      }
    }
    String having = "";
    if (choices.chance(20)) {
      Expression a = aggregates.of(choices.of(Kind.INTEGER, Kind.INTEGER, Kind.TEXT, Kind.DATE));
      having =
          " HAVING "
              + a.text()
              + choices.of(" > ", " <= ", " = ", " <> ")
              + expressions.literal(a.kind()).text();
    }
    if (choices.chance(15)) {
      overGroups(items, keys, aggregates);
    }
    String select = choices.chance(10) ? "SELECT DISTINCT " : "SELECT ";
    return new Query(
        select + Query.list(items) + " FROM " + source.text() + where + grouping + having, items);
  }

  /** Groups of groups, whose keys stand in another order than in what is grouped. */
  private Query regrouped(List<Kind> kinds, int depth) {
    From source = from.generate(depth - 1);
    List<Expression> keys = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Expression key = choices.of(source.columns());
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    List<Kind> inner = new ArrayList<>(List.of(choices.of(Kind.values()), Kind.INTEGER));
    keys.forEach(key -> inner.add(choices.below(inner.size() + 1), key.kind()));
    String alias = names.next();
    Query groups = aggregate(inner, source, where(source, 0), keys);
    List<Expression> columns = groups.as(alias).columns(alias);
    return aggregate(kinds, new From("(" + groups.text() + ") " + alias, columns), "", List.of());
  }

  /** Puts functions over all groups in the place of numbers. */
  private void overGroups(List<Expression> items, List<Expression> keys, Aggregates aggregates) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).kind() != Kind.INTEGER) {
        continue;
      }
      String partition =
          keys.isEmpty() || choices.chance(40)
              ? ""
              : "PARTITION BY " + choices.of(keys).text() + " ";
      String order =
          "ORDER BY " + aggregates.of(choices.of(Kind.INTEGER, Kind.TEXT)).text() + direction();
      // Of rows that tie all have the same answer.
      String function =
          switch (choices.below(4)) {
            case 0 -> "RANK() OVER (" + partition + order + ")";
            case 1 -> "DENSE_RANK() OVER (" + partition + order + ")";
            case 2 -> "CAST(SUM(COUNT(*)) OVER (" + partition + order + ") AS BIGINT)";
            default -> "COUNT(*) OVER (" + partition + ")";
          };
      items.set(i, new Expression(function, Kind.INTEGER, 1e5));
    }
  }

  private static String list(List<Expression> keys) {
    return keys.stream().map(Expression::text).collect(Collectors.joining(", "));
  }

  private String sets(List<Expression> keys) {
    String list = list(keys);
    switch (choices.below(3)) {
      case 0:
        return "ROLLUP(" + list + ")";
      case 1:
        return "CUBE(" + list + ")";
      default:
        Set<String> sets = new TreeSet<>();
        int count = 1 + choices.below(3);
        for (int i = 0; i < count; i++) {
          sets.add("(" + list(keys.subList(0, choices.below(keys.size() + 1))) + ")");
        }
        sets.add("(" + list + ")");
        return "GROUPING SETS (" + String.join(", ", sets) + ")";
    }
  }

  private Query setOperation(List<Kind> kinds, int depth) {
    Query left = query(kinds, depth - 1);
    Query right = query(kinds, depth - 1);
    String operator =
        choices.of(
            " UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT ", " EXCEPT ALL ", " INTERSECT ALL ");
    List<Expression> items = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Expression a = left.items().get(i);
      Expression b = right.items().get(i);
      items.add(new Expression("c" + i, a.kind(), Math.max(a.bound(), b.bound())));
    }
    return new Query(table(left) + operator + table(right), items);
  }

  /** A query as an operand or a table: its types are settled, its ORDER BY is its own. */
  private String table(Query query) {
    return "SELECT * FROM (" + query.text() + ") " + names.next();
  }

  private Query first(List<Kind> kinds, int depth) {
    Query inner = query(kinds, depth - 1);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      order.add("c" + i + direction());
    }
    // Ordered by all columns: rows that tie are equal, so that there is one answer.
    String limit =
        " ORDER BY "
            + String.join(", ", order)
            + " LIMIT "
            + choices.of("1", "3", "10")
            + (choices.chance(20) ? " OFFSET " + choices.of("1", "2") : "");
    return inner.withText(table(inner) + limit);
  }

  private String direction() {
    return choices.of(" NULLS FIRST", " DESC NULLS LAST", " NULLS LAST", " DESC NULLS FIRST");
  }

  private Query named(List<Kind> kinds, int depth) {
    Query inner = query(List.of(Kind.INTEGER, kind(), kind()), depth - 1);
    String name = names.next();
    List<Relation> more = new ArrayList<>(relations);
    // Twice, so that it is met, and met with itself.
    more.add(0, inner.as(name));
    more.add(0, inner.as(name));
    Query outer = new QueryGenerator(choices, more, names).query(kinds, depth - 1);
    String definition = "WITH " + name + " AS (" + inner.text() + ")";
    String rest = outer.text();
    return outer.withText(
        rest.startsWith("WITH ")
            ? definition + ", " + rest.substring("WITH ".length())
            : definition + " " + rest);
  }

  private Query ranked(List<Kind> kinds, int depth) {
    Query inner = query(kinds, depth - 1);
    String alias = names.next();
    String function = choices.of("ROW_NUMBER()", "RANK()", "DENSE_RANK()");
    // Rows that tie are equal, or have the same number.
    int ordered = function.equals("ROW_NUMBER()") ? kinds.size() : 1 + choices.below(kinds.size());
    List<String> order = new ArrayList<>();
    for (int i = 0; i < ordered; i++) {
      order.add(alias + ".c" + i + direction());
    }
    String partition =
        choices.chance(70)
            ? "PARTITION BY " + alias + ".c" + choices.below(kinds.size()) + " "
            : "";
    String over = function + " OVER (" + partition + "ORDER BY " + String.join(", ", order) + ")";
    int bound = choices.of(1, 2, 5);
    if (choices.chance(25)) {
      return inner.withText(
          "SELECT "
              + columns(alias, kinds.size(), -1)
              + " FROM ("
              + inner.text()
              + ") "
              + alias
              + " QUALIFY "
              + over
              + " <= "
              + bound);
    }
    // The number may be a result, in the place of another.
    int place = choices.chance(30) ? kinds.indexOf(Kind.INTEGER) : -1;
    List<Expression> items = new ArrayList<>(inner.items());
    if (place >= 0) {
      items.set(place, new Expression("row_no", Kind.INTEGER, 1e5));
    }
    String numbered = names.next();
    return new Query(
        "SELECT "
            + columns(numbered, kinds.size(), place)
            + " FROM (SELECT "
            + alias
            + ".*, "
            + over
            + " AS row_no FROM ("
            + inner.text()
            + ") "
            + alias
            + ") "
            + numbered
            + (place >= 0 && choices.chance(50) ? "" : " WHERE row_no <= " + bound),
        items);
  }

  private Query over(List<Kind> kinds, int depth) {
    Query inner = query(kinds, depth - 1);
    String alias = names.next();
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Expression item = inner.items().get(i);
      columns.add(new Expression(alias + ".c" + i, item.kind(), item.bound()));
    }
    Overs overs = new Overs(choices, columns);
    List<Expression> items = new ArrayList<>(columns);
    int apart = choices.below(kinds.size());
    for (int i = 0; i < kinds.size(); i++) {
      if (i == apart || choices.chance(30)) {
        items.set(i, overs.of(kinds.get(i), i == apart));
      }
    }
    return new Query(
        "SELECT " + Query.list(items) + " FROM (" + inner.text() + ") " + alias, items);
  }

  private Query leading(List<Kind> kinds, int depth) {
    From grouped = from.generate(depth - 1);
    From source = Leaders.generate(choices, grouped, where(grouped, 0), names);
    Expressions expressions = new Expressions(choices, source.columns());
    List<Expression> items = kinds.stream().map(kind -> expressions.of(kind, 1)).toList();
    return new Query(
        "SELECT " + Query.list(items) + " FROM " + source.text() + where(source, 0), items);
  }

  private static String columns(String alias, int count, int place) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(alias + (i == place ? ".row_no" : ".c" + i) + " AS c" + i);
    }
    return String.join(", ", columns);
  }

  private Query windowed(List<Kind> kinds, int depth) {
    List<Relation> timed =
        relations.stream()
            .filter(r -> r.columns().stream().anyMatch(c -> c.kind() == Kind.TIMESTAMP))
            .toList();
    if (timed.isEmpty()) {
      return aggregate(kinds, depth);
    }
    From source = Windows.generate(choices, choices.of(timed), names.next());
    int columns = source.columns().size();
    if (choices.chance(25)) {
      Expressions expressions = new Expressions(choices, source.columns());
      List<Expression> items = kinds.stream().map(kind -> expressions.of(kind, 1)).toList();
      return new Query("SELECT " + Query.list(items) + " FROM " + source.text(), items);
    }
    return aggregate(
        kinds, source, where(source, 0), source.columns().subList(columns - 2, columns));
  }
}
