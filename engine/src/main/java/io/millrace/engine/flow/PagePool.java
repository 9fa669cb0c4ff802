package io.millrace.engine.flow;

import io.millrace.batch.BatchPage;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages that have served one tail, for the next one. What waits for an epoch outlives several
 * collections of the young generation: without being used again, all that ever waited would lie in
 * the old one until the collector looks there. Then it may take what is not in use.
 *
 * <p>Kept apart by size, so that few rows do not take a page that has room for many.
 */
final class PagePool {
  /** Pages by their size class; the last one released comes first. */
  private final List<ArrayDeque<WeakReference<Loan>>> free = new ArrayList<>();

  /**
   * A page that is in use.
   *
   * @param sizeClass the position of the highest bit of what was asked for when it was made, under
   *     which it is found again. What its arrays take may be far from that: rows whose texts repeat
   *     take less, columns that are null in every row are not counted.
   */
  record Loan(BatchPage page, int sizeClass) {}

  private static int sizeClass(long bytes) {
    return Long.SIZE - Long.numberOfLeadingZeros(bytes);
  }

  /** Returns a page, for rows of about so many bytes. */
  synchronized Loan take(long bytes) {
    int smallest = sizeClass(bytes);
    for (int i = smallest; i < Math.min(smallest + 2, free.size()); i++) {
      ArrayDeque<WeakReference<Loan>> loans = free.get(i);
      while (!loans.isEmpty()) {
        Loan loan = loans.pop().get();
        if (loan != null) {
          return loan;
        }
      }
    }
    return new Loan(new BatchPage(), smallest);
  }

  /** Takes a page back that nobody reads. */
  synchronized void release(Loan loan) {
    while (free.size() <= loan.sizeClass()) {
      free.add(new ArrayDeque<>(0));
    }
    free.get(loan.sizeClass()).push(new WeakReference<>(loan));
  }
}
