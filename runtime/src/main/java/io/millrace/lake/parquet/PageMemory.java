package io.millrace.lake.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory in which pages are read, for readers of files one after the other: what one has done
 * with serves the next. Arrays of a megabyte are promoted long before the end of a file, and those
 * of each file would stay until the old generation is collected. Not for several threads.
 */
public final class PageMemory {
  private final Deque<PageBuffers> free = new ArrayDeque<>();

  /** Returns memory for one reader, until that is closed. */
  Lease lease() {
    return new Lease();
  }

  /** Forgets what no reader uses: for a time in which there may be none. */
  public void release() {
    free.clear();
  }

  /** What one reader has of the memory. */
  final class Lease implements AutoCloseable {
    private final List<PageBuffers> taken = new ArrayList<>();

    /** Returns the memory for a column's pages. */
    PageBuffers take() {
      // In the order in which they were given back, which is that of the columns: each has the
      // arrays of its like in the file before.
      PageBuffers buffers = free.isEmpty() ? new PageBuffers() : free.poll();
      taken.add(buffers);
      return buffers;
    }

    /** Gives back what was taken, which the reader must no longer use. */
    @Override
    public void close() {
      free.addAll(taken);
      taken.clear();
    }
  }
}
