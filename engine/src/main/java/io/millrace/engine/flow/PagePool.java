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
  /** Pages by the position of the highest bit of their size; the last one released comes first. */
  private final List<ArrayDeque<WeakReference<BatchPage>>> free = new ArrayList<>();

  private static int sizeClass(long bytes) {
    return Long.SIZE - Long.numberOfLeadingZeros(bytes);
  }

  /** Returns a page, for rows of about so many bytes. */
  synchronized BatchPage take(long bytes) {
    int smallest = sizeClass(bytes);
    for (int i = smallest; i < Math.min(smallest + 2, free.size()); i++) {
      ArrayDeque<WeakReference<BatchPage>> pages = free.get(i);
      while (!pages.isEmpty()) {
        BatchPage page = pages.pop().get();
        if (page != null) {
          return page;
        }
      }
    }
    return new BatchPage();
  }

  /** Takes a page back that nobody reads. */
  synchronized void release(BatchPage page) {
    int size = sizeClass(page.bytes());
    while (free.size() <= size) {
      free.add(new ArrayDeque<>(0));
    }
    free.get(size).push(new WeakReference<>(page));
  }
}
