package io.millrace.bench.nexmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for each next millisecond and notes how late it is woken. Beside a measurement of latency,
 * in a process of its own, it tells what the machine alone makes late: no program could have been
 * on time then. After Gil Tene's jHiccup and its control process.
 */
final class Metronome {
  private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(1);

  private final long warmUpMillis;
  private final long millis;

  Metronome(Arguments arguments) {
    warmUpMillis = arguments.number("warm-up-millis", 0);
    millis = arguments.number("millis", 10_000);
    arguments.refuseUnknown();
  }

  /** Beats, and prints how late it was after the warm-up. */
  void run() {
    Samples late = new Samples();
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
    long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long due = System.nanoTime() + BEAT; due < end; due += BEAT) {
      long wait = due - System.nanoTime();
      while (wait > 0) {
        LockSupport.parkNanos(wait);
        wait = due - System.nanoTime();
      }
      if (due >= start) {
        late.add(-wait / 1000);
      }
    }
    late.print("a process that only sleeps, late by");
  }

  /** Starts one in a process of its own. */
  static Process start(long warmUpMillis, long millis) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Nexmark.class.getName(),
            "metronome",
            "--warm-up-millis",
            Long.toString(warmUpMillis),
            "--millis",
            Long.toString(millis));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Prints what a process has found, once it has ended. */
  static void print(Process metronome) throws IOException, InterruptedException {
    byte[] said = metronome.getInputStream().readAllBytes();
    int code = metronome.waitFor();
    if (code != 0) {
      throw new IOException("the metronome ended with exit code " + code);
    }
    System.out.print(new String(said, StandardCharsets.UTF_8));
  }
}
