package io.millrace.bench.nexmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Runs one query once in a fresh process, with this one's Java and class path. */
final class Child {
  private final String heap;
  private final String recordings;
  private final List<String> flags;
  private final WarmStart warmStart;

  /**
   * @param arguments {@code heap}; {@code jfr}, the folder of recordings; {@code warm}
   */
  Child(Arguments arguments) throws IOException {
    heap = arguments.text("heap", "6g");
    recordings = arguments.text("jfr", "");
    flags = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+UseParallelGC"));
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
    String classPath = classPath(contender);
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
    Path log = task.work().resolve("log.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(contender.jvmFlags());
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, Nexmark.class.getName()));
    command.addAll(List.of("one", "--system", contender.name(), "--query", task.query()));
    command.addAll(List.of("--files", task.data().folder().toString()));
    command.addAll(List.of("--format", task.data().format().text()));
    command.addAll(List.of("--events", Long.toString(task.events())));
    command.addAll(List.of("--workers", Integer.toString(task.workers())));
    command.addAll(List.of("--durable", Boolean.toString(task.durable())));
    command.addAll(List.of("--work", task.work().toString(), "--result", result.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    if (code != 0 || !Files.exists(result)) {
      throw new IOException(reason(log, code));
    }
    Measurement measurement = Measurement.read(result);
    Folders.delete(task.work());
    return measurement;
  }

  /** Returns whether systems that do so for their users start warm. */
  boolean isWarm() {
    return warmStart != null;
  }

  /** Returns the size of each process's heap, as the JVM's option has it. */
  String heap() {
    return heap;
  }

  private static String classPath(Contender contender) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(contender::hasOnClassPath)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the exception that the process ended with. */
  private static String reason(Path log, int code) throws IOException {
    String reason = "exit code " + code;
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("Exception in thread \"main\"") || line.startsWith("Caused by:")) {
        reason = line.replace("Exception in thread \"main\" ", "");
      }
    }
    return reason;
  }
}
