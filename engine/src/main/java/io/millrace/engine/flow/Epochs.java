package io.millrace.engine.flow;

import io.millrace.lake.PreparedCommit;
import io.millrace.state.EpochBatch;
import io.millrace.state.StateStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes epochs: state, positions, catalog entries and the intent of every table commit become
 * durable in one batch; then the commits are made. A crash between the two is mended when the
 * database opens, by {@link #recover}.
 */
final class Epochs {
  private static final String INTENTS = "intents";
  private static final String EPOCHS = "epochs";

  private final StateStore store;
  private final String application;
  private final Clock clock;
  private long last;

  Epochs(StateStore store, String application, Clock clock) {
    this.store = store;
    this.application = application;
    this.clock = clock;
    this.last = store.lastEpoch();
  }

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

  /**
   * Makes an epoch of everything that has changed.
   *
   * @param datasets those whose new rows become versions
   * @param more puts more into the epoch's batch
   */
  void make(Map<String, StoredDataset> datasets, Consumer<EpochBatch> more) {
    long epoch = last + 1;
    Map<String, PreparedCommit> prepared = new LinkedHashMap<>();
    datasets.forEach(
        (id, dataset) -> dataset.prepare().ifPresent(commit -> prepared.put(id, commit)));
    EpochBatch batch = store.begin(epoch);
    more.accept(batch);
    store.scan(INTENTS, new byte[0], (key, value) -> batch.delete(INTENTS, key));
    prepared.forEach((id, commit) -> batch.put(INTENTS, Keys.of(id), commit.toBytes()));
    batch.put(
        EPOCHS,
        ByteBuffer.allocate(Long.BYTES).putLong(epoch).array(),
        ByteBuffer.allocate(Long.BYTES).putLong(clock.millis()).array());
    batch.commit();
    last = epoch;
    prepared.forEach((id, commit) -> datasets.get(id).commit(commit, application, epoch));
  }

  /** Makes the commits that the last epoch intended, where a crash kept it from making them. */
  void recover(String id, StoredDataset dataset) {
    Optional<byte[]> intent = store.find(INTENTS, Keys.of(id));
    intent.ifPresent(bytes -> dataset.recover(PreparedCommit.fromBytes(bytes), application, last));
  }
}
