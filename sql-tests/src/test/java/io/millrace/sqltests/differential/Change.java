package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement that changes a table.
 *
 * @param rows the rows of an INSERT, each of which can be left out; empty for other statements
 */
record Change(String head, List<String> rows, String tail) {
  String text() {
    return head + String.join(", ", rows) + tail;
  }

  Change withRows(List<String> fewer) {
    return new Change(head, fewer, tail);
  }

  static Change generate(Choices choices, Table table, List<Table> tables, int serial) {
    int kind = choices.below(10);
    if (kind <= 5) {
      return insert(choices, table, serial);
    }
    String name = table.name();
    List<Expression> columns =
        table.relation().columns().stream()
            .map(column -> new Expression(column.name(), column.kind(), column.bound()))
            .toList();
    Expressions expressions = new Expressions(choices, columns);
    String where = choices.chance(95) ? " WHERE " + expressions.predicate(1).text() : "";
    if (kind <= 7) {
      return new Change("DELETE FROM " + name + where, List.of(), "");
    }
    if (kind == 8 && !table.keyed()) {
      Table from = choices.of(tables);
      if (!from.name().equals(name)) {
        Expressions theirs =
            new Expressions(
                choices,
                from.relation().columns().stream()
                    .map(c -> new Expression(c.name(), c.kind(), c.bound()))
                    .toList());
        List<String> items = new ArrayList<>();
        for (Expression column : columns) {
          Expression item = theirs.column(column.kind());
          items.add(
              item.bound() > column.bound() ? theirs.literal(column.kind()).text() : item.text());
        }
        return new Change(
            "INSERT INTO " + name + " SELECT " + String.join(", ", items) + " FROM " + from.name(),
            List.of(),
            "");
      }
    }
    Expression column = columns.get(1 + choices.below(columns.size() - 1));
    Expression value = expressions.of(column.kind(), 1);
    String text =
        value.bound() > column.bound() ? expressions.literal(column.kind()).text() : value.text();
    return new Change(
        "UPDATE " + name + " SET " + column.text() + " = " + text + where, List.of(), "");
  }

  private static Change insert(Choices choices, Table table, int serial) {
    int count = 1 + choices.below(choices.chance(10) ? 60 : 8);
    List<String> rows = new ArrayList<>();
    int first = choices.chance(30) ? 0 : serial * 100;
    for (int i = 0; i < count; i++) {
      List<String> values = new ArrayList<>();
      for (Relation.Column column : table.relation().columns()) {
        values.add(Literals.value(choices, column));
      }
      if (table.keyed()) {
        values.set(0, Integer.toString(first + i));
      }
      rows.add("(" + String.join(", ", values) + ")");
    }
    String tail = table.keyed() ? " ON CONFLICT (k) DO NOTHING" : "";
    return new Change("INSERT INTO " + table.name() + " VALUES ", rows, tail);
  }
}
