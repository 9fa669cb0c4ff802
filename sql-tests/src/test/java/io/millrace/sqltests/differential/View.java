package io.millrace.sqltests.differential;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A view over tables and earlier views.
 *
 * @param choices those that made the query
 * @param visible what the query could name
 * @param materialized whether Millrace keeps it up to date; in DuckDB all are plain
 */
record View(String name, Query query, int[] choices, List<Relation> visible, boolean materialized) {

  static View generate(Choices choices, String name, List<Relation> visible) {
    boolean plain = choices.chance(10);
    Query query = new QueryGenerator(choices, visible).query();
    return new View(name, query, choices.made(), visible, !plain);
  }

  View withChoices(int[] other) {
    return generate(Choices.replay(other), name, visible);
  }

  Relation relation() {
    return query.as(name);
  }

  /** Whether the query names a table or view. */
  boolean reads(String other) {
    return Pattern.compile("\\b" + other + "\\b").matcher(query.text()).find();
  }

  String definition() {
    String kind = Dialect.either(materialized ? "MATERIALIZED VIEW " : "VIEW ", "VIEW ");
    return "CREATE " + kind + name + " AS " + query.text();
  }

  String drop() {
    String kind = Dialect.either(materialized ? "MATERIALIZED VIEW " : "VIEW ", "VIEW ");
    return "DROP " + kind + name;
  }

  String contents() {
    return "SELECT * FROM " + name;
  }
}
