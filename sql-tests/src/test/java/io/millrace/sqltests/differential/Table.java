package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A random table.
 *
 * @param keyed whether its first column is a primary key
 */
record Table(Relation relation, boolean keyed) {
  private static final double BOUND = 2e6;

  static Table generate(Choices choices, String name) {
    List<Relation.Column> columns = new ArrayList<>();
    columns.add(new Relation.Column("k", Kind.INTEGER, BOUND));
    columns.add(new Relation.Column("a", Kind.INTEGER, BOUND));
    columns.add(new Relation.Column("s", Kind.TEXT, 0));
    int more = choices.below(5);
    for (int i = 0; i < more; i++) {
      Kind kind = choices.of(Kind.values());
      boolean wild = kind == Kind.INTEGER && choices.chance(50);
      columns.add(new Relation.Column("x" + i, kind, wild ? Expression.WILD : BOUND));
    }
    return new Table(new Relation(name, List.copyOf(columns)), choices.chance(25));
  }

  String name() {
    return relation.name();
  }

  String definition() {
    String columns =
        relation.columns().stream()
            .map(column -> column.name() + " " + column.kind().type())
            .collect(Collectors.joining(", "));
    return "CREATE TABLE " + name() + " (" + columns + (keyed ? ", PRIMARY KEY (k))" : ")");
  }
}
