package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates functions with OVER over a query's rows. Each has one answer: where the order of peers
 * would count, rows are ordered by all their columns, so that peers are equal.
 */
final class Overs {
  /** No generated input has more rows. */
  private static final double ROWS = 1e5;

  private static final double LIMIT = 1e14;

  private final Choices choices;
  private final List<Expression> columns;
  private final String all;

  /**
   * @param columns of the rows, as they are named there
   */
  Overs(Choices choices, List<Expression> columns) {
    this.choices = choices;
    this.columns = columns;
    List<String> order = new ArrayList<>();
    columns.forEach(column -> order.add(column.text() + direction()));
    all = String.join(", ", order);
  }

  private String direction() {
    return choices.of(" NULLS FIRST", " DESC NULLS LAST", " NULLS LAST", " DESC NULLS FIRST");
  }

  /**
   * A function that gives values of a kind, of which there is a column. One alone of a query may
   * tell equal rows apart: in which order each of several does is not said.
   */
  Expression of(Kind kind, boolean apart) {
    return apart ? ofPlace(kind) : ofPeers(kind);
  }

  private Expression ofPeers(Kind kind) {
    Expression a = choices.of(columns.stream().filter(column -> column.kind() == kind).toList());
    return a.withText(
        choices.of("MIN(", "MAX(") + a.text() + ")" + filter() + " OVER (" + peers() + ")");
  }

  private Expression ofPlace(Kind kind) {
    List<Expression> arguments = columns.stream().filter(column -> column.kind() == kind).toList();
    if (kind == Kind.INTEGER && choices.chance(40)) {
      return number();
    } else if (kind == Kind.INTEGER && choices.chance(40)) {
      String argument = choices.of("*", choices.of(columns).text());
      return new Expression(
          "COUNT(" + argument + ")" + filter() + " OVER (" + frame() + ")", kind, ROWS);
    }
    Expression a = choices.of(arguments);
    String x = a.text();
    String text;
    double bound = a.bound();
    switch (choices.below(6)) {
      case 0:
        text = choices.of("MIN(", "MAX(") + x + ")" + filter() + " OVER (" + frame() + ")";
        break;
      case 1:
        text = choices.of("LAG(", "LEAD(") + x + choices.of("", ", 2", ", 0") + ")" + total();
        break;
      case 2:
        text = choices.of("FIRST_VALUE(", "LAST_VALUE(") + x + ")" + framed();
        break;
      case 3:
        text = "NTH_VALUE(" + x + ", " + choices.of("1", "2", "3") + ")" + framed();
        break;
      default:
        boolean sums = a.kind().isNumber() && a.bound() * ROWS <= LIMIT;
        bound = sums ? a.bound() * ROWS : a.bound();
        text = (sums ? "SUM(" : "MAX(") + x + ")" + filter() + " OVER (" + frame() + ")";
        if (sums && a.kind() != Kind.DOUBLE) {
          text = "CAST(" + text + " AS " + a.kind().type() + ")";
        }
    }
    return new Expression(text, kind, bound);
  }

  private Expression number() {
    String function = choices.of("ROW_NUMBER()", "RANK()", "DENSE_RANK()", "NTILE(3)");
    return new Expression(function + total(), Kind.INTEGER, ROWS);
  }

  private String filter() {
    return choices.chance(20)
        ? " FILTER (WHERE " + choices.of(columns).text() + " IS NOT NULL)"
        : "";
  }

  private String partition() {
    return choices.chance(70) ? "PARTITION BY " + choices.of(columns).text() + " " : "";
  }

  /** OVER with rows in one order. */
  private String total() {
    return " OVER (" + partition() + "ORDER BY " + all + ")";
  }

  private String framed() {
    return " OVER (" + partition() + "ORDER BY " + all + " ROWS " + between("2", "1") + ")";
  }

  /** A frame over which it does not count how peers are ordered. */
  private String frame() {
    return choices.chance(60) ? peers() : rows();
  }

  private String peers() {
    String partition = partition();
    switch (choices.below(3)) {
      case 0:
        return partition;
      case 1:
        return partition + "ORDER BY " + choices.of(columns).text() + direction();
      default:
        return distances(partition);
    }
  }

  private String rows() {
    String exclusion =
        choices.chance(20)
            ? choices.of(" EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES")
            : "";
    return partition() + "ORDER BY " + all + " ROWS " + between("1", "3") + exclusion;
  }

  private String distances(String partition) {
    List<Expression> ordered =
        columns.stream()
            .filter(c -> c.kind() == Kind.INTEGER || c.kind() == Kind.TIMESTAMP)
            .filter(c -> c.bound() <= LIMIT)
            .toList();
    if (ordered.isEmpty()) {
      return partition + "ORDER BY " + all;
    }
    Expression order = choices.of(ordered);
    boolean time = order.kind() == Kind.TIMESTAMP;
    return partition
        + "ORDER BY "
        + order.text()
        + direction()
        + " RANGE "
        + between(time ? "INTERVAL '10' MINUTE" : "2", time ? "INTERVAL '1' DAY" : "5");
  }

  private String between(String back, String forward) {
    String start = choices.of("UNBOUNDED PRECEDING", back + " PRECEDING", "CURRENT ROW");
    String end = choices.of("CURRENT ROW", forward + " FOLLOWING", "UNBOUNDED FOLLOWING");
    if (choices.chance(15)) {
      start = forward + " PRECEDING";
      end = back + " PRECEDING";
    }
    return "BETWEEN " + start + " AND " + end;
  }
}
