package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates windows by TUMBLE and HOP. For DuckDB they are the same in arithmetic; sizes divide a
 * day, so that both count from the same origin.
 */
final class Windows {
  private Windows() {}

  /** The relation's columns, and as the last two the start and end of the window. */
  static From generate(Choices choices, Relation relation, String alias) {
    List<Relation.Column> times =
        relation.columns().stream().filter(c -> c.kind() == Kind.TIMESTAMP).toList();
    String time = choices.of(times).name();
    int slide = choices.of(10, 15, 60);
    int hops = choices.chance(40) ? choices.of(2, 3, 4) : 1;
    String table = "TABLE " + relation.name() + ", DESCRIPTOR(" + time + "), ";
    String millrace =
        hops == 1
            ? "TABLE(TUMBLE(" + table + minutes(slide) + "))"
            : "TABLE(HOP(" + table + minutes(slide) + ", " + minutes(slide * hops) + "))";
    String start = "time_bucket(" + minutes(slide) + ", " + time + ") - hop_ * " + minutes(slide);
    String duckdb =
        "(SELECT *, "
            + start
            + " AS window_start, "
            + start
            + " + "
            + minutes(slide * hops)
            + " AS window_end FROM "
            + relation.name()
            + ", generate_series(0, "
            + (hops - 1)
            + ") AS hops_(hop_) WHERE "
            + time
            + " IS NOT NULL)";
    List<Expression> columns = new ArrayList<>(relation.columns(alias));
    columns.add(new Expression(alias + ".window_start", Kind.TIMESTAMP, 0));
    columns.add(new Expression(alias + ".window_end", Kind.TIMESTAMP, 0));
    return new From(Dialect.either(millrace, duckdb) + " " + alias, columns);
  }

  private static String minutes(int count) {
    return "INTERVAL '" + count + "' MINUTE";
  }
}
