package io.millrace.shell.script;

import io.millrace.shell.format.ResultColumn;
import io.millrace.shell.format.ResultPrinter;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.StatementRunner;
import io.millrace.shell.session.StatementSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * A query that goes on beside the statements that follow it. Its changes are shown when asked for,
 * so that they stand below the statement that made them.
 */
final class Watch implements AutoCloseable {
  /** So long is the first row waited for, */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** and so long the next: what one statement changes comes at once. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

  private final StatementRunner runner;
  private final StatementSource source;
  private final Connection connection;
  private final Statement statement;
  private final Thread reader;
  private ResultPrinter printer;
  private SQLException failure;
  private long count;
  private long lastNanos;
  private boolean shown;
  private boolean closed;

  private Watch(StatementRunner runner, StatementSource source, Connection connection)
      throws SQLException {
    this.runner = runner;
    this.source = source;
    this.connection = connection;
    this.statement = connection.createStatement();
    this.reader = new Thread(this::read, "millrace-watch");
    reader.setDaemon(true);
  }

  /** Begins to watch, on a connection of its own. */
  static Watch begin(DatabaseLink link, StatementRunner runner, StatementSource source)
      throws SQLException {
    Watch watch = new Watch(runner, source, link.another());
    watch.reader.start();
    return watch;
  }

  private void read() {
    try (ResultSet rows = statement.executeQuery(source.text())) {
      synchronized (this) {
        printer = runner.settings().format().printer(runner.screen(), ResultColumn.of(rows), true);
      }
      while (rows.next() && take(rows)) {
        // Taking a row shows it.
      }
    } catch (SQLException e) {
      fail(e);
    }
  }

  private synchronized boolean take(ResultSet row) throws SQLException {
    try {
      while (!shown && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      return false;
    }
    if (!closed) {
      printer.row(row);
      count++;
      lastNanos = System.nanoTime();
      notifyAll();
    }
    return !closed;
  }

  private synchronized void fail(SQLException error) {
    if (!closed) {
      failure = error;
      notifyAll();
    }
  }

  /**
   * Shows what has come, and waits a moment for it where nothing has.
   *
   * @return whether the query still goes on
   */
  synchronized boolean show() throws InterruptedException {
    long before = count;
    long begin = System.nanoTime();
    shown = true;
    notifyAll();
    while (failure == null && !runner.interrupts().isInterrupted()) {
      long now = System.nanoTime();
      long end = count == before ? begin + PATIENCE_NANOS : lastNanos + QUIET_NANOS;
      if (now >= end) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(end - now, QUIET_NANOS));
    }
    shown = false;
    if (printer != null && (count > 0 || failure == null)) {
      printer.flush();
    }
    if (failure != null) {
      runner.errors().show(failure, source);
    }
    return failure == null;
  }

  @Override
  public void close() throws SQLException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    statement.cancel();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
