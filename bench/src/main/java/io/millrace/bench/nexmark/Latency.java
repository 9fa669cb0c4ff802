package io.millrace.bench.nexmark;

import io.millrace.bench.nexmark.event.LiveFeed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long an event takes from the moment it is due in a growing file until a reader of a
 * materialized view has it, and until it is durable; and what the waiting database costs.
 *
 * <p>Feed and reader are threads of this process, with the database. The feed's processor time is
 * not counted; the reader's is. Beside them a {@link Metronome} tells what the machine makes late.
 */
final class Latency {
  private final Path folder;
  private final String query;
  private final int rate;
  private final long warmUpMillis;
  private final long millis;
  private final String url;

  Latency(Arguments arguments) {
    folder = Nexmark.work(arguments);
    query = arguments.text("query", "q1");
    rate = Math.toIntExact(arguments.number("rate", 20_000));
    warmUpMillis = TimeUnit.SECONDS.toMillis(arguments.number("warm-up", 15));
    millis = TimeUnit.SECONDS.toMillis(arguments.number("seconds", 30));
    url =
        "jdbc:millrace:"
            + folder.resolve("database")
            + "?epoch.interval="
            + arguments.text("epoch-interval", "100ms")
            + "&workers="
            + arguments.number("workers", 1);
    arguments.refuseUnknown();
  }

  /** Measures, and prints what it found. */
  void run() throws IOException, SQLException, InterruptedException {
    Folders.delete(folder);
    EventFiles files = new EventFiles(folder, EventFormat.JSON);
    Files.createDirectories(files.events());
    Files.writeString(files.sideInput(), "key,value\n");
    Task task = new Task(query, files, 0, 1, true, folder);
    try (Connection connection = MillraceContender.connect(url);
        Statement statement = connection.createStatement()) {
      MillraceContender.define(statement, task, true);
      statement.execute("CREATE MATERIALIZED VIEW results AS " + Queries.query(query, "millrace"));
      LiveFeed feed = new LiveFeed(files.events().resolve("live.jsonl"), 1, rate);
      Thread feeding = new Thread(feed, "live feed");
      feeding.setDaemon(true);
      Process metronome = Metronome.start(warmUpMillis, millis);
      try {
        follow(feed, feeding);
        Metronome.print(metronome);
      } finally {
        metronome.destroy();
      }
      statement.execute("FLUSH");
      idle();
    }
    Folders.delete(folder);
  }

  /** Follows the view, and lets the feed begin once that has begun. */
  private void follow(LiveFeed feed, Thread feeding) throws SQLException, IOException {
    Samples readable = new Samples();
    Samples durable = new Samples();
    Map<Long, Samples> waiting = new HashMap<>();
    try (Connection reading = MillraceContender.connect(url);
        Statement statement = reading.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT UNIX_MILLIS(dateTime) AS due FROM results EMIT CHANGES")) {
      feeding.start();
      long start = System.currentTimeMillis() + warmUpMillis;
      long end = start + millis;
      long cpu = 0;
      while (rows.next()) {
        long due = rows.getLong("due");
        if (due >= end) {
          break;
        }
        if (due >= start) {
          cpu = cpu == 0 ? cpuNanos(feeding) : cpu;
          readable.add(microsNow() - due * 1000);
          waiting.computeIfAbsent(rows.getLong("epoch"), epoch -> new Samples()).add(due * 1000);
        }
      }
      double share = (cpuNanos(feeding) - cpu) / (millis * 1e6);
      feed.stop();
      System.out.printf(
          Locale.ROOT,
          "%s, %d events a second, %d rows out: %.0f %% of a processor%n",
          query,
          rate,
          readable.size(),
          100 * share);
    }
    feed.written();
    readable.print("readable");
    awaitDurable(waiting, durable);
    durable.print("durable");
  }

  private void awaitDurable(Map<Long, Samples> waiting, Samples durable) throws SQLException {
    try (Connection connection = MillraceContender.connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("FLUSH");
      try (ResultSet epochs = statement.executeQuery("SELECT epoch, \"time\" FROM system.epochs")) {
        while (epochs.next()) {
          Timestamp time = epochs.getTimestamp(2);
          Samples due = waiting.get(epochs.getLong(1));
          if (due != null) {
            due.forEach(micros -> durable.add(time.getTime() * 1000 - micros));
          }
        }
      }
    }
  }

  /** Waits while nothing comes. */
  private static void idle() throws InterruptedException {
    Duration settling = Duration.ofSeconds(2);
    Duration measured = Duration.ofSeconds(10);
    Thread.sleep(settling.toMillis());
    long before = Stopwatch.cpuNanos();
    Thread.sleep(measured.toMillis());
    double share = (Stopwatch.cpuNanos() - before) / (double) measured.toNanos();
    System.out.printf(Locale.ROOT, "idle: %.2f %% of a processor%n", 100 * share);
  }

  /** Returns the processor time of all threads but one. */
  private static long cpuNanos(Thread without) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stopwatch.cpuNanos() - threads.getThreadCpuTime(without.getId());
  }

  private static long microsNow() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
