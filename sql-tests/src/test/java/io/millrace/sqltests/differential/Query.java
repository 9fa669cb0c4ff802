package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/** A generated query; its columns are called c0, c1, and so on. */
record Query(String text, List<Expression> items) {
  Relation as(String name) {
    List<Relation.Column> columns = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      columns.add(new Relation.Column("c" + i, items.get(i).kind(), items.get(i).bound()));
    }
    return new Relation(name, columns);
  }

  Query withText(String newText) {
    return new Query(newText, items);
  }

  /** The items as they stand after SELECT. */
  static String list(List<Expression> items) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      list.append(i == 0 ? "" : ", ").append(items.get(i).text()).append(" AS c").append(i);
    }
    return list.toString();
  }
}
