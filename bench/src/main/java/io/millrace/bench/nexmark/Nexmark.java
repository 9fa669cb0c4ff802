package io.millrace.bench.nexmark;

import io.millrace.bench.nexmark.event.EventModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The benchmark's command line.
 *
 * <p>{@code generate} writes the events, {@code run} measures queries, {@code check} compares their
 * rows, {@code latency} follows a view, {@code views} runs many queries over one stream. {@code
 * one} runs one query in this process and is what {@code run} starts, as {@code rows} is what
 * {@code check} starts and {@code metronome} what {@code latency} starts. {@code bench/README.md}
 * has their options.
 */
public final class Nexmark {
  private Nexmark() {}

  /** Runs a command. */
  public static void main(String[] given) throws Exception {
    if (given.length == 0) {
      throw new IllegalArgumentException(
          "name a command: generate, run, check, latency, views or one");
    }
    Arguments arguments = new Arguments(Arrays.asList(given).subList(1, given.length));
    switch (given[0]) {
      case "generate" -> System.out.println(files(arguments).events());
      case "run" -> new Comparison(arguments).run();
      case "one" -> one(arguments);
      case "rows" -> rows(arguments);
      case "check" -> check(arguments);
      case "latency" -> new Latency(arguments).run();
      case "metronome" -> new Metronome(arguments).run();
      case "views" -> new ManyQueries(arguments).run();
      default -> throw new IllegalArgumentException("no command '" + given[0] + "'");
    }
  }

  /** Returns the files that the arguments ask for, making them where they are not there. */
  static EventFiles files(Arguments arguments) throws IOException {
    return files(arguments, events(arguments));
  }

  /** Returns the files of so many events, otherwise as the arguments ask for them. */
  static EventFiles files(Arguments arguments, long events) throws IOException {
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
        Path.of(arguments.text("data", "target/nexmark")), model, events, format);
  }

  static long events(Arguments arguments) {
    return arguments.number("events", 10_000_000);
  }

  private static void one(Arguments arguments) throws Exception {
    Task task = task(arguments, arguments.text("query", "q0"));
    Contender contender = new Contenders(arguments).find(arguments.text("system", "millrace"));
    String result = arguments.text("result", "");
    arguments.refuseUnknown();
    Measurement measurement = contender.run(task);
    if (result.isEmpty()) {
      System.out.println(Outcome.of(contender.name(), task.query(), measurement).line(task));
    } else {
      measurement.write(Path.of(result));
    }
  }

  private static void rows(Arguments arguments) throws Exception {
    Task task = task(arguments, arguments.text("query", "q0"));
    Contender contender = new Contenders(arguments).find(arguments.text("system", "millrace"));
    Path folder = Path.of(arguments.text("folder", "target/nexmark-rows")).toAbsolutePath();
    arguments.refuseUnknown();
    contender.writeRows(task, folder);
  }

  private static void check(Arguments arguments) throws Exception {
    String system = arguments.text("system", "millrace");
    Contenders contenders = new Contenders(arguments);
    Child child = new Child(arguments, contenders);
    List<Task> tasks = new ArrayList<>();
    for (String query : arguments.list("queries", Queries.ALL)) {
      tasks.add(task(arguments, query));
    }
    arguments.refuseUnknown();
    ResultChecks checks =
        new ResultChecks(
            task ->
                system.equals("millrace")
                    ? new MillraceRows(task)
                    : new PeerRows(child, contenders.find(system), task));
    for (Task task : tasks) {
      checks.compare(task);
    }
    checks.requireSame();
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
