package io.millrace.engine.flow;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes epochs, one after the other, while steps go on. Everything else is for
 * whoever has the lock.
 *
 * <p>An epoch that cannot be written stays the one in hand and is tried again, now and then or when
 * somebody waits: nothing may come after it before it is there.
 *
 * <p>Source: asynchronous snapshots (Carbone et al., 'State Management in Apache Flink', VLDB 2017,
 * section 3): a short cut, then writing beside the stream.
 */
final class EpochLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EpochLoop.class);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final ReentrantLock lock;
  private final Condition changed;
  private final Consumer<EpochCut> write;
  private final Consumer<EpochCut> settle;
  private final Consumer<MillraceException> failed;
  private final Thread thread;

  /** What to write, or to try again; empty where the thread shall end. */
  private final BlockingQueue<Optional<EpochCut>> orders = new LinkedBlockingQueue<>();

  /** The end of an attempt of which nobody has taken note. */
  private volatile Outcome outcome;

  /** What is being written; null while nothing is. */
  private EpochCut cut;

  /** Why the last attempt at it failed; null where none has. */
  private MillraceException failure;

  private long failures;
  private int waiting;
  private boolean closed;

  private record Outcome(EpochCut cut, MillraceException failure) {}

  /**
   * @param changed signalled when an attempt has ended
   * @param write writes a cut, without the lock
   * @param settle takes note that it is written
   * @param failed takes why it could not be
   */
  EpochLoop(
      ReentrantLock lock,
      Condition changed,
      Consumer<EpochCut> write,
      Consumer<EpochCut> settle,
      Consumer<MillraceException> failed) {
    this.lock = lock;
    this.changed = changed;
    this.write = write;
    this.settle = settle;
    this.failed = failed;
    this.thread = new Thread(this::run, "millrace-epochs");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      EpochCut failing = null;
      while (true) {
        Optional<EpochCut> order =
            failing == null ? orders.take() : orders.poll(RETRY_NANOS, TimeUnit.NANOSECONDS);
        EpochCut next = order == null ? failing : order.orElse(null);
        if (next == null) {
          return;
        }
        MillraceException problem = problem(next);
        failing = problem == null ? null : next;
        outcome = new Outcome(next, problem);
        awaitNoted();
      }
    } catch (InterruptedException e) {
      // Nobody but the end of the process interrupts it.
      Thread.currentThread().interrupt();
    }
  }

  /** Writes; returns why that failed, or null. */
  private MillraceException problem(EpochCut next) {
    try {
      write.accept(next);
      return null;
    } catch (RuntimeException | Error e) {
      // Without this thread everybody would wait for ever.
      return MillraceException.of("epoch " + next.epoch() + " could not be written", e);
    }
  }

  /**
   * Has note taken of an attempt's end by whoever has the lock next. This thread does not queue for
   * the lock: whoever comes behind it would wait until it runs, which takes long where processors
   * are busy.
   */
  private void awaitNoted() {
    while (outcome != null) {
      if (lock.tryLock()) {
        try {
          note();
        } finally {
          lock.unlock();
        }
      } else {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** Takes note of an attempt that has ended, if one has. */
  void note() {
    Outcome now = outcome;
    if (now == null) {
      return;
    }
    if (now.cut() == cut) {
      failure = now.failure();
      if (failure == null) {
        end();
      } else {
        failures++;
        LOG.error("Epoch {} could not be written", cut.epoch(), failure);
        failed.accept(failure);
      }
      changed.signalAll();
    }
    outcome = null;
  }

  private void end() {
    try {
      settle.accept(cut);
    } catch (RuntimeException | Error e) {
      LOG.error("An epoch was written, but readers could not be told", e);
      failed.accept(MillraceException.of("epoch " + cut.epoch() + " could not be shown", e));
    }
    cut = null;
  }

  /** Returns whether nothing is being written. */
  boolean isIdle() {
    return cut == null;
  }

  /** Returns whether what is being written could not be so far. */
  boolean isFailing() {
    return failure != null;
  }

  /** Returns whether somebody waits to make an epoch. */
  boolean isAwaited() {
    return waiting > 0;
  }

  /** Lets a cut be written; nothing else must be. */
  void begin(EpochCut next) {
    if (cut != null) {
      throw new IllegalStateException("epoch " + cut.epoch() + " is still being written");
    }
    refuseClosed();
    cut = next;
    failure = null;
    orders.add(Optional.of(next));
  }

  /**
   * Waits until nothing is being written, giving the lock away meanwhile.
   *
   * @throws MillraceException if what is being written cannot be; it has then been tried again
   */
  void awaitIdle() {
    waiting++;
    try {
      long before = failures;
      if (failure != null) {
        orders.add(Optional.of(cut));
      }
      while (cut != null) {
        refuseClosed();
        if (failures > before) {
          throw notWritten("nothing was done: ", "");
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      waiting--;
    }
  }

  /**
   * Waits until a cut that was handed to {@link #begin} is written, giving the lock away meanwhile.
   *
   * @throws MillraceException if it could not be; it is kept and tried again
   */
  void await(EpochCut begun) {
    while (cut == begun) {
      refuseClosed();
      if (failure != null) {
        throw notWritten(
            "",
            "; the change is kept and written as soon as it can be, or lost if the database is"
                + " closed before");
      }
      changed.awaitUninterruptibly();
    }
  }

  /** Waits until a cut is written or could not be; null is written. */
  void awaitAttempt(EpochCut begun) {
    while (begun != null && cut == begun && failure == null && !closed) {
      changed.awaitUninterruptibly();
    }
  }

  private MillraceException notWritten(String before, String after) {
    return new MillraceException(
        failure.code(), before + failure.getMessage() + after, failure.position(), failure);
  }

  private void refuseClosed() {
    if (closed) {
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "the database was closed");
    }
  }

  /** Ends; what is being written is left as it is once the present attempt has ended. */
  void close() {
    closed = true;
    orders.add(Optional.empty());
    changed.signalAll();
  }

  /** Waits for its end; without the lock. */
  void join() {
    Threads.join(thread);
  }
}
