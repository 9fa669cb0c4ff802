package io.millrace.circuit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The threads that circuits run on. Any number of circuits may share them, each stepped by a thread
 * of its own, which takes the part of worker 0; one at a time has the other threads, and who finds
 * them taken runs all parts on its own.
 */
public final class Workers implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;

  /** Tasks of one run wait for each other, so that those of two must not share threads. */
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * @param count how many parts the rows are dealt to, at least 1; with 1 no thread is started
   */
  public Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("no " + count + " workers");
    }
    this.count = count;
    AtomicInteger number = new AtomicInteger();
    threads =
        count == 1
            ? null
            : Executors.newFixedThreadPool(
                count - 1,
                task -> {
                  Thread thread = new Thread(task, "millrace-worker-" + number.incrementAndGet());
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /** Returns how many workers there are. */
  public int count() {
    return count;
  }

  /**
   * Runs the task once for each worker, at the same time, and waits until all have ended. Where
   * some fail, the failure of the first of them in the order of workers is thrown.
   *
   * @return false where the threads are taken; then nothing was run
   */
  boolean tryRun(IntConsumer task) {
    if (!taken.compareAndSet(false, true)) {
      return false;
    }
    try {
      run(task);
    } finally {
      taken.set(false);
    }
    return true;
  }

  private void run(IntConsumer task) {
    Throwable[] failures = new Throwable[count];
    CountDownLatch running = new CountDownLatch(count - 1);
    for (int worker = 1; worker < count; worker++) {
      int number = worker;
      threads.execute(
          () -> {
            attempt(task, number, failures);
            running.countDown();
          });
    }
    attempt(task, 0, failures);
    await(running);
    for (Throwable failure : failures) {
      if (failure instanceof RuntimeException exception) {
        throw exception;
      } else if (failure instanceof Error error) {
        throw error;
      }
    }
  }

  private static void attempt(IntConsumer task, int worker, Throwable[] failures) {
    try {
      task.accept(worker);
    } catch (RuntimeException | Error failure) {
      failures[worker] = failure;
    }
  }

  /** Waits even when interrupted: the others still write to what the caller owns. */
  private static void await(CountDownLatch running) {
    boolean interrupted = false;
    while (true) {
      try {
        running.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the threads; circuits that use them must not be stepped any more. */
  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
  }
}
