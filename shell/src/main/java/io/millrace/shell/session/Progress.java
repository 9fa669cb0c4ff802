package io.millrace.shell.session;

import io.millrace.shell.screen.Screen;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line that says how far sources have been read, while a statement keeps the user waiting. */
final class Progress implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 600;
  private static final long RENEWAL_MILLIS = 250;
  private static final int FEEDS_SHOWN = 3;

  private final Screen screen;
  private final DatabaseLink link;
  private final Clockwork.Repeated task;
  private final long begin = System.nanoTime();
  private Map<String, Long> first;
  private Map<String, Long> before = Map.of();
  private long beforeNanos;
  private boolean closed;

  Progress(Screen screen, DatabaseLink link, Clockwork clockwork) {
    this.screen = screen;
    this.link = link;
    this.task = clockwork.every(PATIENCE_MILLIS, RENEWAL_MILLIS, this::renew);
  }

  private void renew() {
    Map<String, Long> now;
    try {
      now = link.aside(Progress::rowsRead);
    } catch (SQLException | RuntimeException e) {
      // A database that has no such table, or is closing: the time alone is shown.
      now = Map.of();
    }
    synchronized (this) {
      if (!closed) {
        screen.status(text(now, System.nanoTime()));
      }
    }
  }

  private static Map<String, Long> rowsRead(Connection connection) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet feeds = statement.executeQuery("SELECT name, rows_read FROM system.feeds")) {
      while (feeds.next()) {
        rows.put(feeds.getString(1), feeds.getLong(2));
      }
    }
    return rows;
  }

  private String text(Map<String, Long> now, long nanos) {
    if (first == null) {
      first = now;
    }
    List<String> parts = new ArrayList<>();
    double seconds = (nanos - beforeNanos) / 1e9;
    now.forEach(
        (name, rows) -> {
          Long last = before.get(name);
          if (last != null && rows > first.getOrDefault(name, 0L)) {
            parts.add(
                String.format(
                    Locale.ROOT, "%s %,d rows, %,.0f rows/s", name, rows, (rows - last) / seconds));
          }
        });
    before = now;
    beforeNanos = nanos;
    if (parts.size() > FEEDS_SHOWN) {
      int more = parts.size() - FEEDS_SHOWN;
      parts.subList(FEEDS_SHOWN, parts.size()).clear();
      parts.add("and " + more + " more");
    }
    parts.add(String.format(Locale.ROOT, "%.1f s", (nanos - begin) / 1e9));
    return " " + String.join(" · ", parts);
  }

  @Override
  public void close() {
    task.close();
    synchronized (this) {
      closed = true;
      screen.eraseStatus();
    }
  }
}
