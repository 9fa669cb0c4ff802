package io.millrace.shell.session;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does small things again and again while a statement runs. */
final class Clockwork {
  private ScheduledExecutorService threads;

  /** Something that is done until it is closed; {@link #close} waits for nothing. */
  @FunctionalInterface
  interface Repeated extends AutoCloseable {
    @Override
    void close();
  }

  synchronized Repeated every(long firstMillis, long nextMillis, Runnable task) {
    if (threads == null) {
      threads =
          new ScheduledThreadPoolExecutor(
              2,
              run -> {
                Thread thread = new Thread(run, "millrace-shell");
                thread.setDaemon(true);
                return thread;
              });
    }
    ScheduledFuture<?> future =
        threads.scheduleWithFixedDelay(task, firstMillis, nextMillis, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }
}
