package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads a source a few batches ahead while there is much to read: a thread of its own decodes the
 * next rows while a step computes with the last ones. Rows, their order and their offsets are the
 * reader's own; where nothing was ready it looks anew when it is asked.
 */
final class ReadAhead implements Reader {
  /** Fewer rows than these are not worth handing from thread to thread. */
  private static final int MANY = 1024;

  /** How many batches it reads ahead at most. */
  private static final int MOST = 8;

  /**
   * How many bytes it reads ahead, but one batch at least. What waits outlives several collections
   * of a small young generation, and where it is too much for that, it fills the old one.
   */
  private static final long MOST_BYTES = 2 << 20;

  /** What a poll has found. */
  private record Piece(Batch rows, String offset, List<BadRecord> bad) {}

  private final Reader reader;
  private final ThreadPoolExecutor thread;
  private final ArrayDeque<FutureTask<Piece>> ahead = new ArrayDeque<>();
  private String offset;
  private List<BadRecord> bad = new ArrayList<>();

  ReadAhead(String name, Reader reader) {
    this.reader = reader;
    this.offset = reader.offset();
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "millrace-read-" + name);
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public Batch poll(int maxRows) {
    Batch rows = null;
    while (rows == null && !ahead.isEmpty()) {
      rows = take(finished(ahead.remove()));
    }
    if (rows == null) {
      rows = take(read(maxRows));
    }
    if (rows != null && rows.size() >= MANY) {
      long depth = Math.max(1, Math.min(MOST, MOST_BYTES / Math.max(1, rows.bytes())));
      while (ahead.size() < depth) {
        FutureTask<Piece> task = new FutureTask<>(() -> read(maxRows));
        ahead.add(task);
        thread.execute(task);
      }
    }
    return rows;
  }

  /** Returns the next rows if they have been read, and are so few at most; else null. */
  Batch pollReady(int maxRows) {
    FutureTask<Piece> next = ahead.peek();
    if (next == null || !next.isDone() || !isReady(next, maxRows)) {
      return null;
    }
    return take(finished(ahead.remove()));
  }

  private static boolean isReady(FutureTask<Piece> next, int maxRows) {
    try {
      Batch rows = finished(next).rows();
      return rows != null && rows.size() <= maxRows;
    } catch (RuntimeException | Error e) {
      // It comes up when the rows are asked for in their turn.
      return false;
    }
  }

  private Piece read(int maxRows) {
    Batch rows = reader.poll(maxRows);
    return new Piece(rows, reader.offset(), reader.takeBadRecords());
  }

  private Batch take(Piece piece) {
    offset = piece.offset();
    bad.addAll(piece.bad());
    return piece.rows();
  }

  /** Waits for the other thread: a poll ends by itself, and its rows must not be lost. */
  private static Piece finished(FutureTask<Piece> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error failure) {
            throw failure;
          }
          throw (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String offset() {
    return offset;
  }

  @Override
  public List<BadRecord> takeBadRecords() {
    List<BadRecord> taken = bad;
    bad = new ArrayList<>();
    return taken;
  }

  @Override
  public void close() {
    while (!ahead.isEmpty()) {
      FutureTask<Piece> task = ahead.remove();
      if (!thread.remove(task)) {
        // It has begun: the reader must not be closed under it.
        isReady(task, 0);
      }
    }
    thread.shutdown();
    reader.close();
  }
}
