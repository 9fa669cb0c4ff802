package io.millrace.bench.nexmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What many queries over one stream take together: the stream waits until all of them are there,
 * and is then read once. A third of them filter bids, a third group them, a third group them by
 * windows; no two are the same.
 */
final class ManyQueries {
  private final Task task;
  private final int queries;

  ManyQueries(Arguments arguments) throws IOException {
    task = Nexmark.task(arguments, "q0");
    queries = Math.toIntExact(arguments.number("views", 10));
    arguments.refuseUnknown();
  }

  /** Measures, and prints what it found. */
  void run() throws SQLException {
    try (Connection connection = MillraceContender.connect(task);
        Statement statement = connection.createStatement()) {
      MillraceContender.define(statement, task);
      statement.execute("ALTER STREAM events PAUSE");
      List<String> texts = texts(queries);
      for (int i = 0; i < texts.size(); i++) {
        statement.execute(
            "CREATE SINK results" + i + " WITH ('connector' = 'blackhole') AS " + texts.get(i));
      }
      Stopwatch stopwatch = new Stopwatch();
      statement.execute("ALTER STREAM events RESUME");
      statement.execute("FLUSH");
      Measurement measurement = stopwatch.stop();
      MillraceContender.requireAllRead(statement, task.events());
      System.out.println(Outcome.of("millrace", Integer.toString(queries), measurement).line(task));
    }
  }

  /** Returns so many different queries. */
  static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = 2 + i / 3;
      texts.add(
          switch (i % 3) {
            case 0 -> "SELECT auction, price FROM bid WHERE MOD(auction, 123) = " + n;
            case 1 ->
                "SELECT MOD(auction, 1000) AS part, COUNT(*) AS bids, MAX(price) AS highest FROM bid"
                    + " WHERE MOD(bidder, "
                    + n
                    + ") = 0 GROUP BY 1";
            default ->
                "SELECT channel, window_end, SUM(price) AS total FROM TABLE(TUMBLE(TABLE bid,"
                    + " DESCRIPTOR(dateTime), INTERVAL '"
                    + n
                    + "' SECOND)) GROUP BY channel, window_start, window_end";
          });
    }
    return texts;
  }
}
