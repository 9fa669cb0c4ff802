package io.millrace.engine.flow;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes epochs, one after the other, while steps go on. All but the writing itself
 * happens under the lock.
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

  private final ReentrantLock lock;
  private final Condition changed;
  private final Condition work;
  private final Consumer<EpochCut> write;
  private final Consumer<EpochCut> settle;
  private final Consumer<RuntimeException> failed;
  private final Thread thread;

  /** What is being written; null while nothing is. */
  private EpochCut cut;

  /** Why the last attempt at it failed; null where none has. */
  private RuntimeException failure;

  private long failures;
  private boolean isAsked;
  private int waiting;
  private boolean closed;

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
      Consumer<RuntimeException> failed) {
    this.lock = lock;
    this.changed = changed;
    this.work = lock.newCondition();
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
    lock.lock();
    try {
      while (!closed) {
        if (cut == null) {
          work.awaitUninterruptibly();
        } else if (failure == null || isAsked) {
          attempt();
        } else {
          isAsked = work.awaitNanos(RETRY_NANOS) <= 0 || isAsked;
        }
      }
    } catch (InterruptedException e) {
      // Nobody but the end of the process interrupts it.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void attempt() {
    isAsked = false;
    failure = written();
    if (failure == null) {
      try {
        settle.accept(cut);
      } catch (RuntimeException e) {
        LOG.error("An epoch was written, but readers could not be told", e);
        failed.accept(e);
      }
      cut = null;
    } else {
      failures++;
      LOG.error("Epoch {} could not be written", cut.epoch(), failure);
      failed.accept(failure);
    }
    changed.signalAll();
  }

  /** Writes without the lock; returns why it failed, or null. */
  private RuntimeException written() {
    EpochCut now = cut;
    lock.unlock();
    try {
      write.accept(now);
      return null;
    } catch (RuntimeException e) {
      return e;
    } catch (Error e) {
      return new IllegalStateException("epoch " + now.epoch() + " could not be written: " + e, e);
    } finally {
      lock.lock();
    }
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
    work.signal();
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
        isAsked = true;
        work.signal();
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
        throw notWritten("", "; the change is kept and written as soon as it can be");
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

  private RuntimeException notWritten(String before, String after) {
    return failure instanceof MillraceException known
        ? new MillraceException(
            known.code(), before + known.getMessage() + after, known.position(), known)
        : failure;
  }

  private void refuseClosed() {
    if (closed) {
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "the database was closed");
    }
  }

  /** Ends; what is being written is left as it is once the present attempt has ended. */
  void close() {
    closed = true;
    work.signal();
    changed.signalAll();
  }

  /** Waits for its end; without the lock. */
  void join() {
    Threads.join(thread);
  }
}
