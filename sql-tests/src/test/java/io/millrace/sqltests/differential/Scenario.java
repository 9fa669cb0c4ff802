package io.millrace.sqltests.differential;

import java.util.ArrayList;
import java.util.List;

/** Tables, views over them, and changes in steps; after each step the views are compared. */
record Scenario(List<Table> tables, List<View> views, List<List<Change>> steps) {
  private static final int VIEWS = 6;

  static Scenario generate(long seed) {
    Choices choices = Choices.fresh(seed);
    List<Table> tables = new ArrayList<>();
    int count = 2 + choices.below(2);
    for (int i = 0; i < count; i++) {
      tables.add(Table.generate(choices, "t" + i));
    }
    List<Relation> visible = new ArrayList<>();
    tables.forEach(table -> visible.add(table.relation()));
    List<View> views = new ArrayList<>();
    for (int i = 0; i < VIEWS; i++) {
      View view = View.generate(Choices.fresh(seed * 31 + i + 1), "v" + i, List.copyOf(visible));
      views.add(view);
      if (i == 0 || i == 2) {
        visible.add(view.relation());
      }
    }
    List<List<Change>> steps = new ArrayList<>();
    int serial = 0;
    int stepCount = 2 + choices.below(4);
    for (int i = 0; i < stepCount; i++) {
      List<Change> step = new ArrayList<>();
      int changes = i == 0 ? tables.size() : 1 + choices.below(4);
      for (int j = 0; j < changes; j++) {
        Table table = i == 0 ? tables.get(j) : choices.of(tables);
        step.add(Change.generate(choices, table, tables, serial++));
      }
      steps.add(List.copyOf(step));
    }
    return new Scenario(List.copyOf(tables), List.copyOf(views), List.copyOf(steps));
  }

  Scenario withViews(List<View> other) {
    return new Scenario(tables, List.copyOf(other), steps);
  }

  Scenario withSteps(List<List<Change>> other) {
    return new Scenario(tables, views, List.copyOf(other));
  }

  Scenario withTables(List<Table> other) {
    return new Scenario(List.copyOf(other), views, steps);
  }

  /** The script, as Millrace reads it. */
  String script() {
    StringBuilder script = new StringBuilder();
    tables.forEach(table -> line(script, table.definition()));
    views.forEach(view -> line(script, view.definition()));
    for (List<Change> step : steps) {
      script.append("-- step\n");
      step.forEach(change -> line(script, change.text()));
    }
    return script.toString();
  }

  private static void line(StringBuilder script, String marked) {
    script.append(Dialect.MILLRACE.render(marked)).append(";\n");
  }
}
