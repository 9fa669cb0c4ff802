package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the rows of a dataset lie between two cuts: copies in pages of a pool, into which they go
 * back when the rows are in files; but not where somebody has asked for the rows, whose batches may
 * be anywhere then.
 */
final class TailPages {
  /** Fewer rows than these are kept as they are. */
  private static final int FEWEST_ROWS = 256;

  /**
   * Larger batches are kept as they are: what repeats in them, as texts of a dictionary do, would
   * not be shared any more.
   */
  private static final long MOST_BYTES = 16 << 20;

  private enum State {
    OPEN,
    HELD,
    RECYCLED
  }

  private final PagePool pool;
  private final List<PagePool.Loan> used = new ArrayList<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  TailPages(PagePool pool) {
    this.pool = pool;
  }

  /** Returns the same rows in a page, or as they are. */
  Batch keep(Batch rows) {
    if (rows.size() < FEWEST_ROWS) {
      return rows;
    }
    long bytes = rows.bytes();
    if (bytes > MOST_BYTES) {
      return rows;
    }
    PagePool.Loan loan = pool.take(bytes);
    used.add(loan);
    return loan.page().copy(rows);
  }

  /**
   * Keeps the rows for whoever reads them; for any thread.
   *
   * @return false if they have been written over
   */
  boolean hold() {
    return state.compareAndSet(State.OPEN, State.HELD) || state.get() == State.HELD;
  }

  /** Gives the pages back, if nobody holds their rows. */
  void recycle() {
    if (state.compareAndSet(State.OPEN, State.RECYCLED)) {
      used.forEach(pool::release);
    }
    used.clear();
  }
}
