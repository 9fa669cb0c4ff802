package io.millrace.bench.nexmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures queries in systems. The systems take turns with each query, and all queries are run once
 * before any is run again: a machine whose speed changes while it is measured then changes it for
 * all systems, and a slow minute takes one run of a query, which its median does not show. Where
 * Millrace and DuckDB are among them, their rows are compared when all has been measured.
 */
final class Comparison {
  /** All rows of a query pass through this process, as text: more of them take long. */
  private static final long MOST_EVENTS_CHECKED = 1_000_000;

  private final Arguments arguments;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final int runs;
  private final String report;
  private final Child child;
  private final long eventsChecked;

  Comparison(Arguments arguments) throws IOException {
    this.arguments = arguments;
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
    eventsChecked = eventsChecked(tasks.get(0).events());
    arguments.refuseUnknown();
  }

  /** Returns over how many events rows are compared, 0 where they are not. */
  private long eventsChecked(long measured) {
    // Of files that are there already there are no shorter ones.
    boolean whole = arguments.isGiven("files");
    long otherwise = whole ? measured : Math.min(measured, MOST_EVENTS_CHECKED);
    long asked = arguments.number("check-events", otherwise);
    if (asked < 0 || asked > measured || whole && asked > 0 && asked < measured) {
      throw new IllegalArgumentException(
          "--check-events must be "
              + (whole ? "0 or" : "from 0 to")
              + " those measured, "
              + measured
              + ": "
              + asked);
    }
    List<String> names = contenders.stream().map(Contender::name).toList();
    boolean possible = names.contains("millrace") && names.contains("duckdb");
    if (!possible && arguments.isGiven("check-events")) {
      throw new IllegalArgumentException("--check-events needs --systems millrace,duckdb");
    }
    return possible ? asked : 0;
  }

  /**
   * Measures, prints a line for each run and one for all runs of each query and system, compares
   * rows, and writes the report asked for.
   *
   * @throws AssertionError if rows differ, when all else is done
   */
  void run() throws IOException, InterruptedException {
    List<Outcome> outcomes = measure();
    // What this process does now can disturb nothing that has been measured.
    ResultChecks checks = new ResultChecks(MillraceRows::new);
    if (eventsChecked > 0) {
      EventFiles files = Nexmark.files(arguments, eventsChecked);
      for (Task task : tasks) {
        checks.compare(
            new Task(task.query(), files, eventsChecked, task.workers(), false, task.work()));
      }
    }
    if (!report.isEmpty()) {
      List<String> names = contenders.stream().map(Contender::name).toList();
      long events = tasks.get(0).events();
      String checked = eventsChecked > 0 ? " " + checks.sentence(eventsChecked) : "";
      new Report(names, outcomes, events).write(Path.of(report), setting(events) + checked);
    }
    checks.requireSame();
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

  private List<Outcome> measure() throws InterruptedException {
    List<Series> all = new ArrayList<>();
    for (Task task : tasks) {
      for (Contender contender : contenders) {
        all.add(new Series(contender, task));
      }
    }
    for (int run = 1; run <= runs; run++) {
      System.out.println("run " + run + " of " + runs);
      for (Series series : all) {
        if (!series.hasFailed()) {
          series.measure(child);
          System.out.println(series.lastLine());
        }
      }
    }
    if (runs > 1) {
      System.out.println("medians of " + runs + " runs");
      all.forEach(series -> System.out.println(series.line()));
    }
    return all.stream().map(Series::outcome).toList();
  }
}
