package io.millrace.bench.nexmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures queries in systems: each query in one system after the other, run after run. */
final class Comparison {
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final int runs;
  private final String report;
  private final Child child;

  Comparison(Arguments arguments) throws IOException {
    Contenders all = new Contenders(arguments);
    for (String system : arguments.list("systems", List.of("millrace"))) {
      contenders.add(all.find(system));
    }
    for (String query : arguments.list("queries", Queries.ALL)) {
      tasks.add(Nexmark.task(arguments, query));
    }
    runs = Math.toIntExact(arguments.number("runs", 1));
    child = new Child(arguments, all);
    report = arguments.text("report", "");
    arguments.refuseUnknown();
  }

  /** Measures, prints a line for each query and system, and writes the report asked for. */
  void run() throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Task task : tasks) {
      for (Contender contender : contenders) {
        Outcome outcome = measure(contender, task);
        System.out.println(outcome.line(task));
        outcomes.add(outcome);
      }
    }
    if (!report.isEmpty()) {
      List<String> names = contenders.stream().map(Contender::name).toList();
      long events = tasks.get(0).events();
      new Report(names, outcomes, events).write(Path.of(report), setting(events));
    }
  }

  private String setting(long events) {
    return String.format(
        Locale.ROOT,
        "Million events a second, medians of %d runs over %,d events as Parquet, each run a process"
            + " of its own; %d worker%s, %d processors, Java %d, heap %s, parallel GC, results into"
            + " a blackhole%s%s; memory is the most that the process had. %s.",
        runs,
        events,
        tasks.get(0).workers(),
        tasks.get(0).workers() == 1 ? "" : "s",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        child.heap(),
        tasks.get(0).durable() ? ", with durability" : "",
        child.isWarm()
            ? "; Millrace starts from a cache of loaded classes and profiles of methods that a run"
                + " of another query made, the others cold"
            : "",
        LocalDate.now(ZoneOffset.UTC));
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
