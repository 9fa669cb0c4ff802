package io.millrace.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that lend a hand to whoever has something to do in parts. Nobody waits for a thread that
 * is busy elsewhere: what none has begun when the caller has done its own part, the caller does
 * too. So any number of callers may share a few threads, and closed ones are merely no help.
 *
 * <p>Threads are started when they are needed, and end when nothing has been for a second.
 */
public final class SpareThreads implements AutoCloseable {
  /** No threads: callers do everything themselves. */
  public static final SpareThreads NONE = new SpareThreads(0);

  private final int count;
  private final ThreadPoolExecutor threads;

  /**
   * @param count how many there are at most beside the callers; with 0 none is started
   */
  public SpareThreads(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("no " + count + " threads");
    }
    this.count = count;
    threads = count == 0 ? null : started(count);
  }

  private static ThreadPoolExecutor started(int count) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "millrace-spare-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            // Once they are closed: the caller runs what they do not.
            new ThreadPoolExecutor.DiscardPolicy());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Returns how many threads may help a caller. */
  public int count() {
    return count;
  }

  /**
   * Runs each task once, the first one in the calling thread, and returns when all have ended, even
   * if it is interrupted meanwhile. The failure of the first that fails is thrown then.
   */
  public void run(List<? extends Runnable> tasks) {
    if (threads == null || tasks.size() < 2) {
      tasks.forEach(Runnable::run);
      return;
    }
    List<FutureTask<Void>> offered = new ArrayList<>(tasks.size() - 1);
    Throwable failure = null;
    try {
      for (Runnable task : tasks.subList(1, tasks.size())) {
        FutureTask<Void> offer = new FutureTask<>(task, null);
        offered.add(offer);
        threads.execute(offer);
      }
      tasks.get(0).run();
    } finally {
      // Does nothing where a thread has begun it.
      offered.forEach(FutureTask::run);
      failure = awaitEnd(offered);
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /**
   * Waits even when interrupted: the others still write to what the caller owns. Returns what the
   * first that has failed has failed with, or null.
   */
  private static Throwable awaitEnd(List<FutureTask<Void>> tasks) {
    Throwable failure = null;
    boolean interrupted = false;
    for (int next = 0; next < tasks.size(); ) {
      try {
        tasks.get(next).get();
        next++;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
        next++;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  /** Ends the threads, when they have done what they have begun. */
  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
