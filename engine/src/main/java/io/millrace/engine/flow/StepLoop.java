package io.millrace.engine.flow;

import io.millrace.error.MillraceException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background thread of a database: steps again and again under the lock, at once while there is
 * something to do, now and then while there is not.
 */
final class StepLoop {
  private static final Logger LOG = LoggerFactory.getLogger(StepLoop.class);

  /** How soon it looks again after something has happened; doubled while nothing does. */
  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;

  private static final long LONGEST_PAUSE_NANOS = 50_000_000;

  private final ReentrantLock lock;
  private final Condition changed;
  private final BooleanSupplier step;
  private final Consumer<MillraceException> failed;
  private final Thread thread;
  private boolean closed;
  private long pauseNanos = SHORTEST_PAUSE_NANOS;

  /**
   * @param changed signalled after each step, and by whoever wants the next one at once
   * @param step returns whether anything happened
   * @param failed takes what a step should not have thrown
   */
  StepLoop(
      ReentrantLock lock,
      Condition changed,
      BooleanSupplier step,
      Consumer<MillraceException> failed) {
    this.lock = lock;
    this.changed = changed;
    this.step = step;
    this.failed = failed;
    this.thread = new Thread(this::run, "millrace-steps");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (true) {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        boolean moved = step.getAsBoolean();
        changed.signalAll();
        if (moved) {
          pauseNanos = SHORTEST_PAUSE_NANOS;
        } else {
          changed.awaitNanos(pauseNanos);
          pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // Without this thread everybody would wait for ever.
        LOG.error("A step failed", e);
        failed.accept(MillraceException.of("a step", e));
        pauseAfterFailure();
      } finally {
        lock.unlock();
      }
    }
  }

  private void pauseAfterFailure() {
    try {
      changed.awaitNanos(50 * LONGEST_PAUSE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the lock away until something happens, or it is time to look again. */
  void awaitStep() throws InterruptedException {
    changed.awaitNanos(LONGEST_PAUSE_NANOS);
  }

  /** Returns whether it has been told to end; under the lock. */
  boolean isClosed() {
    return closed;
  }

  /** Tells it to end; under the lock. */
  void close() {
    closed = true;
    changed.signalAll();
  }

  /** Waits for its end; without the lock. */
  void join() {
    Threads.join(thread);
  }
}
