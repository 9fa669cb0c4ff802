package io.millrace.bench.nexmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures queries in systems: each query in one system after the other, run after run. */
final class Comparison {
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final int runs;
  private final Child child;

  Comparison(Arguments arguments) throws IOException {
    for (String system : arguments.list("systems", List.of("millrace"))) {
      contenders.add(Contenders.find(system));
    }
    for (String query : arguments.list("queries", Queries.ALL)) {
      tasks.add(Nexmark.task(arguments, query));
    }
    runs = Math.toIntExact(arguments.number("runs", 1));
    child = new Child(arguments);
    arguments.refuseUnknown();
  }

  /** Measures, and prints a line for each query and system. */
  List<Outcome> run() throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Task task : tasks) {
      for (Contender contender : contenders) {
        Outcome outcome = measure(contender, task);
        System.out.println(outcome.line(task));
        outcomes.add(outcome);
      }
    }
    return outcomes;
  }

  private Outcome measure(Contender contender, Task task) throws InterruptedException {
    List<Measurement> measured = new ArrayList<>();
    try {
      for (int run = 1; run <= runs; run++) {
        measured.add(child.run(contender, task, run));
      }
      return new Outcome(contender.name(), task.query(), measured, "");
    } catch (IOException e) {
      return new Outcome(contender.name(), task.query(), List.of(), e.getMessage());
    }
  }
}
