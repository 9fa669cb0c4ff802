package io.millrace.bench.nexmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one query once in a fresh process, with this one's Java and its system's class path. */
final class Child {
  private final Contenders contenders;
  private final String heap;
  private final String recordings;
  private final List<String> flags;
  private final WarmStart warmStart;

  /**
   * @param arguments {@code heap}; {@code jfr}, the folder of recordings; {@code warm}
   */
  Child(Arguments arguments, Contenders contenders) throws IOException {
    this.contenders = contenders;
    heap = arguments.text("heap", "6g");
    recordings = arguments.text("jfr", "");
    // A system without memory left is to fail for that, not for what follows from it.
    flags =
        new ArrayList<>(
            List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
    if (Runtime.version().feature() >= 24) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (arguments.flag("warm")) {
      WarmStart.requireSupport();
      warmStart = new WarmStart(Path.of("target/nexmark-warm"));
    } else {
      warmStart = null;
    }
  }

  /**
   * Runs a query.
   *
   * @throws IOException with what the process said last, if it failed
   */
  Measurement run(Contender contender, Task task, int run)
      throws IOException, InterruptedException {
    String classPath = contenders.classPath(contender);
    List<String> more = new ArrayList<>();
    if (warmStart != null && contender.startsWarm()) {
      classPath = warmStart.classPath(classPath);
      Path cache = warmStart.cache(task.query());
      if (!Files.exists(cache)) {
        Task training = task.of(WarmStart.trainer(task.query()));
        run(contender, training, classPath, List.of("-XX:AOTCacheOutput=" + cache));
      }
      more.add("-XX:AOTCache=" + cache);
    }
    if (!recordings.isEmpty()) {
      Path folder = Path.of(recordings).toAbsolutePath();
      Files.createDirectories(folder);
      Path file = folder.resolve(contender.name() + "-" + task.query() + "-" + run + ".jfr");
      more.add("-XX:StartFlightRecording:settings=profile,filename=" + file);
    }
    return run(contender, task, classPath, more);
  }

  private Measurement run(Contender contender, Task task, String classPath, List<String> more)
      throws IOException, InterruptedException {
    Folders.delete(task.work());
    Files.createDirectories(task.work());
    Path result = task.work().resolve("measurement.properties");
    List<String> command = java(contender, classPath, more);
    command.add("one");
    command.addAll(options(contender, task));
    command.addAll(List.of("--result", result.toString()));
    await(command, task.work().resolve("log.txt"));
    Measurement measurement = Measurement.read(result);
    Folders.delete(task.work());
    return measurement;
  }

  /**
   * Lets a system write a query's rows.
   *
   * @return the folder below which its Parquet files are, in the task's
   * @throws IOException with what the process said last, if it failed
   */
  Path writeRows(Contender contender, Task task) throws IOException, InterruptedException {
    Folders.delete(task.work());
    Path folder = Files.createDirectories(task.work().resolve("rows"));
    List<String> command = java(contender, contenders.classPath(contender), List.of());
    command.add("rows");
    command.addAll(options(contender, task));
    command.addAll(List.of("--folder", folder.toString()));
    await(command, task.work().resolve("log.txt"));
    return folder;
  }

  private List<String> java(Contender contender, String classPath, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(contender.jvmFlags());
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, Nexmark.class.getName()));
    return command;
  }

  private static List<String> options(Contender contender, Task task) {
    return List.of(
        "--system", contender.name(),
        "--query", task.query(),
        "--files", task.data().folder().toString(),
        "--format", task.data().format().text(),
        "--events", Long.toString(task.events()),
        "--workers", Integer.toString(task.workers()),
        "--durable", Boolean.toString(task.durable()),
        "--work", task.work().toString());
  }

  private static void await(List<String> command, Path log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(reason(log, code));
    }
  }

  /** Returns whether systems that do so for their users start warm. */
  boolean isWarm() {
    return warmStart != null;
  }

  /** Returns the size of each process's heap, as the JVM's option has it. */
  String heap() {
    return heap;
  }

  /** Returns the exception that the process ended with, or the error that ended it. */
  private static String reason(Path log, int code) throws IOException {
    String reason = "exit code " + code;
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("Exception in thread \"main\"")
          || line.startsWith("Caused by:")
          || line.startsWith("Terminating due to")) {
        reason = line.replace("Exception in thread \"main\" ", "");
      }
    }
    return reason;
  }
}
