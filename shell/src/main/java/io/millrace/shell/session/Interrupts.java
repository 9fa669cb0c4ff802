package io.millrace.shell.session;

import java.sql.SQLException;
import java.sql.Statement;

/** What Ctrl-C does: it cancels the statement that runs, and is remembered by scripts. */
public final class Interrupts {
  /** After so many, whoever interrupts has lost patience. */
  private static final int PATIENCE = 3;

  private final Runnable abort;
  private Statement running;
  private int count;

  /**
   * Makes it.
   *
   * @param abort ends the process, for when a statement does not heed
   */
  public Interrupts(Runnable abort) {
    this.abort = abort;
  }

  /** Called from the thread that hears the signal. */
  public void interrupt() {
    Statement statement;
    synchronized (this) {
      if (++count == PATIENCE) {
        abort.run();
      }
      statement = running;
      notifyAll();
    }
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It has ended meanwhile, or cannot be cancelled: it then ends by itself.
        return;
      }
    }
  }

  /** Says whether an interrupt came since the last {@link #clear}. */
  public synchronized boolean isInterrupted() {
    return count > 0;
  }

  public synchronized void clear() {
    count = 0;
  }

  /** Returns once an interrupt has come. */
  public synchronized void await() throws InterruptedException {
    while (count == 0) {
      wait();
    }
  }

  synchronized void begin(Statement statement) {
    running = statement;
  }

  synchronized void end() {
    running = null;
  }
}
