package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.circuit.Circuit;
import io.millrace.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that were there before a pipeline, on their way into its circuit: a thread of its own
 * reads them, a few batches ahead; the stepping thread pushes them slice by slice, so that other
 * pipelines step in between. What changes meanwhile is held back and comes behind them.
 */
final class Filling {
  private static final Logger LOG = LoggerFactory.getLogger(Filling.class);
  private static final int AHEAD = 4;
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Rows of an input; without rows the end, or why it came too soon. */
  private record Piece(String input, Batch rows, MillraceException failure) {}

  private final String name;
  private final List<ScanInput> inputs;
  private final Runnable wake;
  private final BlockingQueue<Piece> ahead = new ArrayBlockingQueue<>(AHEAD);
  private final List<Tail> held = new ArrayList<>();
  private boolean isComplete;
  private volatile boolean closed;

  /**
   * Begins to read what is there now.
   *
   * @param wake called, by another thread, when there is more to push
   */
  Filling(String name, List<ScanInput> inputs, Runnable wake) {
    this.name = name;
    this.inputs = inputs;
    this.wake = wake;
    List<ReadPoint> points = new ArrayList<>();
    for (ScanInput input : inputs) {
      points.add(input.dataset().readPoint());
      held.add(new Tail());
    }
    Thread thread = new Thread(() -> read(points), "millrace-fill-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(List<ReadPoint> points) {
    try {
      for (int i = 0; i < points.size(); i++) {
        ScanInput input = inputs.get(i);
        Consumer<Batch> take = rows -> put(new Piece(input.input(), rows, null));
        points.get(i).scan(input.columns(), input.needed(), take);
      }
      put(new Piece(null, null, null));
    } catch (CancellationException e) {
      // Nobody wants the rows any more.
      return;
    } catch (RuntimeException | Error e) {
      end(e);
    }
  }

  private void end(Throwable failure) {
    if (!(failure instanceof MillraceException)) {
      LOG.error("Rows for {} could not be read", name, failure);
    }
    try {
      put(new Piece(null, null, MillraceException.of("'" + name + "'", failure)));
    } catch (CancellationException e) {
      // Nobody wants to know.
      return;
    }
  }

  private void put(Piece piece) {
    try {
      boolean isPut = false;
      while (!isPut) {
        if (closed) {
          throw new CancellationException();
        }
        isPut = ahead.offer(piece, 100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    wake.run();
  }

  /** Pushes rows that have been read, for a short while; returns whether there were any. */
  boolean push(Circuit circuit, Consumer<Batch> out) {
    long end = System.nanoTime() + SLICE_NANOS;
    boolean any = false;
    do {
      Piece piece = isComplete ? null : ahead.poll();
      if (piece == null) {
        return any;
      }
      any = true;
      if (piece.failure() != null) {
        throw piece.failure();
      }
      if (piece.rows() == null) {
        isComplete = true;
      } else if (!piece.rows().isEmpty()) {
        circuit.push(piece.input(), piece.rows());
        circuit.drain(out);
      }
    } while (System.nanoTime() < end);
    return any;
  }

  /** Returns whether all rows have been pushed but those that are held back. */
  boolean isComplete() {
    return isComplete;
  }

  /** Takes changes that come behind the rows that were there. */
  void hold(Map<Dataset, List<Batch>> changes) {
    for (int i = 0; i < inputs.size(); i++) {
      changes.getOrDefault(inputs.get(i).dataset(), List.of()).forEach(held.get(i)::add);
    }
  }

  /** Returns about how much memory what is held back takes. */
  long heldBytes() {
    return held.stream().mapToLong(Tail::bytes).sum();
  }

  /** Pushes what has been held back. */
  void pushHeld(Circuit circuit, Consumer<Batch> out) {
    for (int i = 0; i < inputs.size(); i++) {
      for (Batch delta : held.get(i).view()) {
        circuit.push(inputs.get(i).input(), delta.select(inputs.get(i).columns()));
        circuit.drain(out);
      }
    }
  }

  /** Ends the reading, if it has not come to its end. */
  void close() {
    closed = true;
  }
}
