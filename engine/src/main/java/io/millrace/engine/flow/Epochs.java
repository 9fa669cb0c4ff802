package io.millrace.engine.flow;

import io.millrace.engine.flow.EpochListener.Act;
import io.millrace.lake.PreparedCommit;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes epochs: each changed dataset writes its files; then state, positions, catalog entries and
 * the intent of every table commit become durable in one batch; then the commits are made. A crash
 * between the two is mended when the database opens, by {@link #recover}.
 */
final class Epochs {
  private static final String INTENTS = "intents";
  private static final String EPOCHS = "epochs";

  private final StateStore store;
  private final String application;
  private final Clock clock;
  private final EpochListener listener;
  private long last;

  Epochs(StateStore store, String application, Clock clock, EpochListener listener) {
    this.store = store;
    this.application = application;
    this.clock = clock;
    this.listener = listener;
    this.last = store.lastEpoch();
  }

  /** Returns the number of the last epoch that is written as a whole; under the lock. */
  long last() {
    return last;
  }

  /** Returns when each epoch was made, oldest first. */
  Map<Long, Instant> all() {
    Map<Long, Instant> times = new LinkedHashMap<>();
    store.scan(
        EPOCHS,
        new byte[0],
        (key, value) ->
            times.put(
                ByteBuffer.wrap(key).getLong(),
                Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong())));
    return times;
  }

  /** Begins to collect the next epoch's state and entries. */
  EpochBatch begin() {
    return store.begin(last + 1);
  }

  /**
   * Writes an epoch, or what is left of it: after an error it goes on from there when it is called
   * again. Steps may go on meanwhile.
   */
  void write(EpochCut cut) {
    if (cut.isDone()) {
      return;
    }
    long epoch = cut.epoch();
    for (EpochCut.Part part : cut.parts()) {
      if (!part.isPrepared()) {
        listener.before(epoch, Act.PREPARE, part.id());
        part.prepare();
      }
    }
    if (!cut.isStored()) {
      listener.before(epoch, Act.STORE, "");
      store(cut);
      cut.stored();
    }
    for (EpochCut.Part part : cut.parts()) {
      if (!part.isCommitted()) {
        listener.before(epoch, Act.COMMIT, part.id());
        part.commit(application, epoch);
      }
    }
    listener.before(epoch, Act.DELIVER, "");
    cut.sinks().forEach(sink -> sink.deliver(epoch));
    cut.done();
  }

  private void store(EpochCut cut) {
    EpochBatch batch = cut.batch();
    store.scan(INTENTS, new byte[0], (key, value) -> batch.delete(INTENTS, key));
    for (EpochCut.Part part : cut.parts()) {
      part.prepared().ifPresent(commit -> batch.put(INTENTS, Keys.of(part.id()), commit.toBytes()));
    }
    batch.put(
        EPOCHS,
        ByteBuffer.allocate(Long.BYTES).putLong(cut.epoch()).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(clock.millis()).array());
    batch.commit();
  }

  /** Says that an epoch is written as a whole; under the lock. */
  void settle(EpochCut cut) {
    last = cut.epoch();
  }

  /** Makes the commits that the last epoch intended, where a crash kept it from making them. */
  void recover(String id, StoredDataset dataset) {
    Optional<byte[]> intent = store.find(INTENTS, Keys.of(id));
    intent.ifPresent(bytes -> dataset.recover(PreparedCommit.fromBytes(bytes), application, last));
  }
}
