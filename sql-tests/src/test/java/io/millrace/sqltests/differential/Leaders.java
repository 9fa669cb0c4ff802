package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates groups joined with the greatest or smallest count of those that they share keys with,
 * which is planned as a ranking where the condition says that the counts are equal.
 */
final class Leaders {
  private static final double MOST = 1e5;

  private Leaders() {}

  /**
   * @param source what is grouped
   * @param where its condition, or nothing
   */
  static From generate(Choices choices, From source, String where, Names names) {
    List<Expression> keys = keys(choices, source);
    int shared = 1 + choices.below(keys.size());
    String count = choices.of("COUNT(*)", "COUNT(" + choices.of(source.columns()).text() + ")");
    String groups =
        "(SELECT "
            + selected(keys)
            + count
            + " AS n FROM "
            + source.text()
            + where
            + " GROUP BY "
            + String.join(", ", keys.stream().map(Expression::text).toList())
            + ") ";
    String group = names.next();
    String extreme = names.next();
    String compared = names.next();
    String greatest = choices.of("MAX", "MIN");
    StringBuilder columns = new StringBuilder();
    StringBuilder condition = new StringBuilder();
    List<Expression> results = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      results.add(keys.get(i).withText(group + ".k" + i));
      if (i < shared) {
        results.add(keys.get(i).withText(extreme + ".k" + i));
        columns.append(compared).append(".k").append(i).append(", ");
        condition
            .append(group + ".k" + i)
            .append(choices.of(" = ", " = ", " IS NOT DISTINCT FROM "))
            .append(extreme + ".k" + i + " AND ");
      }
    }
    String reached =
        choices.of("=", "=", greatest.equals("MAX") ? ">=" : "<=", "<", ">", "<>", "<=", ">=");
    condition.append(group + ".n " + reached + " " + extreme + ".m");
    results.add(new Expression(group + ".n", Kind.INTEGER, MOST));
    results.add(new Expression(extreme + ".m", Kind.INTEGER, MOST));
    String extremes =
        "(SELECT "
            + columns
            + greatest
            + "(n) AS m FROM "
            + groups
            + compared
            + " GROUP BY "
            + columns.substring(0, columns.length() - 2)
            + ") ";
    boolean turned = choices.chance(30);
    String first = turned ? extremes + extreme : groups + group;
    String second = turned ? groups + group : extremes + extreme;
    return new From(first + " JOIN " + second + " ON " + condition, results);
  }

  private static List<Expression> keys(Choices choices, From source) {
    List<Expression> keys = new ArrayList<>();
    keys.add(choices.of(source.columns()));
    for (int more = 1 + choices.below(2); more > 0; more--) {
      Expression key = choices.of(source.columns());
      if (keys.stream().noneMatch(k -> k.text().equals(key.text()))) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The keys as they stand after SELECT, before something else. */
  private static String selected(List<Expression> keys) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      list.append(keys.get(i).text()).append(" AS k").append(i).append(", ");
    }
    return list.toString();
  }
}
