package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.engine.result.RowCursor;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A cursor that one thread fills and another reads. A reader that is slow holds the writer back
 * only by memory: {@link #isFull} tells the writer to wait.
 */
public final class ChangeCursor implements RowCursor {
  private static final int FULL = 1_000_000;

  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Runnable onClose;
  private long rows;
  private boolean ended;
  private boolean cancelled;
  private boolean closed;
  private RuntimeException failure;

  public ChangeCursor(Runnable onClose) {
    this.onClose = onClose;
  }

  /** Adds rows, if any. */
  public synchronized void add(Batch batch) {
    if (!closed && !batch.isEmpty()) {
      batches.add(batch);
      rows += batch.size();
      notifyAll();
    }
  }

  /** Returns whether the reader is so far behind that no more should be added. */
  public synchronized boolean isFull() {
    return rows > FULL && !closed && !cancelled;
  }

  /** Says that nothing more will come. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Ends the reading with an error, after what is there has been read. */
  public synchronized void fail(RuntimeException error) {
    failure = error;
    notifyAll();
  }

  @Override
  public synchronized Batch next() {
    while (true) {
      if (cancelled) {
        throw new MillraceException(ErrorCode.QUERY_CANCELED, "the query was cancelled");
      }
      Batch batch = batches.poll();
      if (batch != null) {
        rows -= batch.size();
        return batch;
      }
      if (failure != null) {
        throw failure;
      }
      if (ended || closed) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        cancelled = true;
      }
    }
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      batches.clear();
      rows = 0;
      notifyAll();
    }
    onClose.run();
  }
}
