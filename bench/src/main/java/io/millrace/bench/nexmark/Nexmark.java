package io.millrace.bench.nexmark;

import io.millrace.bench.nexmark.event.EventModel;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The benchmark's command line.
 *
 * <p>{@code generate} writes the events, {@code run} measures queries, {@code one} runs one query
 * in this process and is what {@code run} starts. {@code bench/README.md} has their options.
 */
public final class Nexmark {
  private Nexmark() {}

  /** Runs a command. */
  public static void main(String[] given) throws Exception {
    if (given.length == 0) {
      throw new IllegalArgumentException("name a command: generate, run, check, latency or one");
    }
    Arguments arguments = new Arguments(Arrays.asList(given).subList(1, given.length));
    switch (given[0]) {
      case "generate" -> System.out.println(files(arguments).events());
      case "run" -> new Comparison(arguments).run();
      case "one" -> one(arguments);
      case "check" -> check(arguments);
      case "latency" -> new Latency(arguments).run();
      default -> throw new IllegalArgumentException("no command '" + given[0] + "'");
    }
  }

  /** Returns the files that the arguments ask for, making them where they are not there. */
  static EventFiles files(Arguments arguments) throws IOException {
    EventFormat format = EventFormat.of(arguments.text("format", "parquet"));
    if (arguments.isGiven("files")) {
      return new EventFiles(Path.of(arguments.text("files", "")), format);
    }
    EventModel model =
        new EventModel(
            arguments.number("seed", 1),
            Math.toIntExact(arguments.number("rate", 10_000)),
            EventModel.BASE_MILLIS,
            Math.toIntExact(arguments.number("disorder", 1)));
    return EventFiles.prepare(
        Path.of(arguments.text("data", "target/nexmark")), model, events(arguments), format);
  }

  static long events(Arguments arguments) {
    return arguments.number("events", 10_000_000);
  }

  private static void one(Arguments arguments) throws Exception {
    Task task = task(arguments, arguments.text("query", "q0"));
    Contender contender = Contenders.find(arguments.text("system", "millrace"));
    String result = arguments.text("result", "");
    arguments.refuseUnknown();
    Measurement measurement = contender.run(task);
    if (result.isEmpty()) {
      System.out.println(Outcome.of(contender.name(), task.query(), measurement).line(task));
    } else {
      measurement.write(Path.of(result));
    }
  }

  private static void check(Arguments arguments) throws Exception {
    List<String> queries = arguments.list("queries", Queries.ALL);
    List<String> wrong = new ArrayList<>();
    for (String query : queries) {
      Task task = task(arguments, query);
      try {
        System.out.println(query + " " + new ResultCheck(task).run() + " rows, as DuckDB has them");
      } catch (AssertionError | SQLException e) {
        System.out.println(query + " " + e.getMessage());
        wrong.add(query);
      }
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError("not as DuckDB has them: " + wrong);
    }
  }

  static Task task(Arguments arguments, String query) throws IOException {
    return new Task(
        query,
        files(arguments),
        events(arguments),
        Math.toIntExact(arguments.number("workers", 1)),
        arguments.flag("durable"),
        work(arguments));
  }

  /** Returns a folder to use and leave behind; by default one of this process's own. */
  static Path work(Arguments arguments) {
    String own = "target/nexmark-work/" + ProcessHandle.current().pid();
    return Path.of(arguments.text("work", own)).toAbsolutePath();
  }
}
