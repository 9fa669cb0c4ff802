package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Sink;
import java.util.ArrayList;
import java.util.List;

/** Where the changes of a pipeline go. */
public sealed interface Delivery {

  /** Into a materialized view's contents. */
  record ToDataset(StoredDataset dataset) implements Delivery {}

  /**
   * To another system. While an epoch is written the sink is the writing thread's, and changes of
   * the next one are held back.
   */
  final class ToSink implements Delivery {
    private final Sink sink;
    private final Tail held = new Tail();
    private boolean isSealed;

    public ToSink(Sink sink) {
      this.sink = sink;
    }

    Sink sink() {
      return sink;
    }

    void write(Batch delta) {
      if (isSealed) {
        held.add(delta);
      } else {
        sink.write(delta);
      }
    }

    /** Ends what belongs to an epoch. */
    void seal() {
      isSealed = true;
    }

    /** Hands over what has been held back since {@link #seal}. */
    void settle() {
      isSealed = false;
      List<Batch> changes = held.view();
      held.clear();
      changes.forEach(sink::write);
    }

    /** Returns about how much memory what is held back takes. */
    long heldBytes() {
      return held.bytes();
    }
  }

  /** To a reader that follows the changes. */
  final class ToCursor implements Delivery {
    private final ChangeLog log;
    private final ChangeCursor cursor;
    private final boolean endsWhenSettled;
    private final List<Batch> pending = new ArrayList<>();

    /**
     * @param endsWhenSettled whether the reader has enough once all sources have been read as far
     *     as they go
     */
    public ToCursor(ChangeLog log, ChangeCursor cursor, boolean endsWhenSettled) {
      this.log = log;
      this.cursor = cursor;
      this.endsWhenSettled = endsWhenSettled;
    }

    boolean endsWhenSettled() {
      return endsWhenSettled;
    }

    public ChangeCursor cursor() {
      return cursor;
    }

    void add(Batch delta) {
      pending.add(delta);
    }

    /** Shows the changes of the steps since the last time as one. */
    void publish(long epoch) {
      if (!pending.isEmpty()) {
        cursor.add(log.show(pending, epoch));
        pending.clear();
      }
    }
  }
}
