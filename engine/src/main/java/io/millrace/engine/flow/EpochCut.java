package io.millrace.engine.flow;

import io.millrace.lake.PreparedCommit;
import io.millrace.state.store.EpochBatch;
import java.util.List;
import java.util.Optional;

/**
 * What one epoch makes durable: a cut through everything that flows, taken between two steps, and
 * how far it has been written. What it holds does not change while steps go on.
 *
 * <p>Writing goes on where it was left: a cut whose writing failed is not taken anew, because state
 * counts as saved once it is in a cut.
 */
final class EpochCut {
  private final long epoch;
  private final EpochBatch batch;
  private final List<Part> parts;
  private final List<Delivered> sinks;
  private boolean stored;
  private boolean done;

  /**
   * @param batch state, positions and entries, as bytes
   * @param parts what has changed in datasets, in the order in which commits are made
   */
  EpochCut(long epoch, EpochBatch batch, List<Part> parts, List<Delivered> sinks) {
    this.epoch = epoch;
    this.batch = batch;
    this.parts = List.copyOf(parts);
    this.sinks = List.copyOf(sinks);
  }

  long epoch() {
    return epoch;
  }

  EpochBatch batch() {
    return batch;
  }

  List<Part> parts() {
    return parts;
  }

  List<Delivered> sinks() {
    return sinks;
  }

  /** Returns whether the batch is durable, so that the epoch has happened. */
  boolean isStored() {
    return stored;
  }

  void stored() {
    stored = true;
  }

  /** Returns whether all of it is written. */
  boolean isDone() {
    return done;
  }

  void done() {
    done = true;
  }

  /** The changes of one dataset, which become one version of its table. */
  static final class Part {
    private final String id;
    private final StoredDataset dataset;
    private final StoredDataset.Sealed changes;
    private Optional<PreparedCommit> prepared = Optional.empty();
    private boolean isPrepared;
    private boolean isCommitted;

    Part(String id, StoredDataset dataset, StoredDataset.Sealed changes) {
      this.id = id;
      this.dataset = dataset;
      this.changes = changes;
    }

    String id() {
      return id;
    }

    /** Returns the intent; empty where the changes cancel out. */
    Optional<PreparedCommit> prepared() {
      return prepared;
    }

    boolean isPrepared() {
      return isPrepared;
    }

    /** Writes the files. */
    void prepare() {
      prepared = dataset.prepare(changes);
      isPrepared = true;
    }

    boolean isCommitted() {
      return isCommitted;
    }

    /** Makes the version. */
    void commit(String application, long epoch) {
      prepared.ifPresent(commit -> dataset.commit(commit, application, epoch));
      isCommitted = true;
    }

    /** Shows readers the version instead of the changes; under the lock. */
    void settle() {
      dataset.settle();
    }

    /** Lets the memory of the changes serve the next ones; once readers see the version. */
    void recycle() {
      changes.pages().recycle();
    }
  }

  /** What a sink has been given. */
  static final class Delivered {
    private final Pipeline pipeline;
    private final Delivery.ToSink target;
    private boolean isDelivered;
    private Optional<Throwable> failure = Optional.empty();

    Delivered(Pipeline pipeline, Delivery.ToSink target) {
      this.pipeline = pipeline;
      this.target = target;
    }

    Pipeline pipeline() {
      return pipeline;
    }

    /** Has the sink deliver, once. */
    void deliver(long epoch) {
      if (!isDelivered) {
        isDelivered = true;
        try {
          target.sink().commit(epoch);
        } catch (RuntimeException | Error e) {
          failure = Optional.of(e);
        }
      }
    }

    /**
     * Lets the sink take what has come meanwhile; under the lock.
     *
     * @return why it does not do any more, if so
     */
    Optional<Throwable> settle() {
      try {
        target.settle();
      } catch (RuntimeException | Error e) {
        return Optional.of(failure.orElse(e));
      }
      return failure;
    }
  }
}
