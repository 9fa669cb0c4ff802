package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.operator.UpsertOperator;
import io.millrace.operator.time.Watermark;
import io.millrace.state.StateWriter;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import io.millrace.type.Projection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table: its contents, and the gate through which every row goes in or out: constraints,
 * watermark, primary key. For the stepping thread.
 */
public final class StoredTable {
  private static final String WATERMARKS = "watermarks";

  private final String id;
  private final StoredDataset dataset;
  private final Intake intake;
  private final Optional<SourceWatermark> watermark;
  private final Optional<UpsertOperator> keys;
  private final UpsertOperator.Mode feedMode;
  private final Optional<Feed> feed;
  private long savedWatermark = Watermark.NONE;

  /**
   * @param id names its state in the store
   * @param keys knows the rows by primary key, if there is one
   * @param feedMode what the feed's rows do with a key that is there
   * @param feed what fills the table besides statements, if anything does
   */
  public StoredTable(
      String id,
      StoredDataset dataset,
      Intake intake,
      Optional<SourceWatermark> watermark,
      Optional<UpsertOperator> keys,
      UpsertOperator.Mode feedMode,
      Optional<Feed> feed) {
    this.id = id;
    this.dataset = dataset;
    this.intake = intake;
    this.watermark = watermark;
    this.keys = keys;
    this.feedMode = feedMode;
    this.feed = feed;
  }

  public String id() {
    return id;
  }

  public StoredDataset dataset() {
    return dataset;
  }

  public Optional<Feed> feed() {
    return feed;
  }

  /**
   * Checks rows that a statement inserts, and notes the watermark at their arrival.
   *
   * @param raw all declared columns
   * @throws io.millrace.error.MillraceException where a row violates a constraint
   */
  public Batch complete(Batch raw, Intake.Report report) {
    Batch completed = intake.complete(raw, report);
    return watermark.isPresent() && !completed.isEmpty()
        ? watermark.get().append(completed, Projection.whole())
        : completed;
  }

  /** Checks rows that a statement changes: like {@link #complete}, but their watermark stays. */
  public Batch check(Batch rows, Intake.Report report) {
    return intake.complete(rows, report);
  }

  /**
   * Finds the rows that are there now under the primary keys of these rows.
   *
   * @param places takes for each row where among the returned rows the one of its key is, or -1
   * @return each present row once
   */
  public Batch present(Batch rows, int[] places) {
    return keys.orElseThrow(() -> new IllegalStateException("no primary key"))
        .present(rows, places);
  }

  /**
   * Lets a change through the primary key: what really changes comes out. Nothing has changed where
   * it throws.
   */
  List<Batch> admit(Batch change, UpsertOperator.Mode mode) {
    if (keys.isEmpty()) {
      return List.of(change);
    }
    List<Batch> out = new ArrayList<>();
    keys.get().process(change, mode, out::add);
    return out;
  }

  /** Lets rows of the feed through, as {@link #admit} does. */
  List<Batch> admitFed(Batch rows) {
    return admit(rows, feedMode);
  }

  /** Says that its state will never be saved. */
  void keepNowhere() {
    keys.ifPresent(operator -> operator.save(StateWriter.NOWHERE));
  }

  void save(EpochBatch epoch) {
    keys.ifPresent(operator -> operator.save(epoch.state(stateName())));
    if (watermark.isPresent() && watermark.get().current() != savedWatermark) {
      savedWatermark = watermark.get().current();
      byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(savedWatermark).array();
      epoch.put(WATERMARKS, Keys.of(id), value);
    }
  }

  /** Goes on from the saved state. */
  public void restore(StateStore store) {
    keys.ifPresent(operator -> operator.restore(store.read(stateName(), 0, 1)));
    watermark.ifPresent(
        source ->
            store
                .find(WATERMARKS, Keys.of(id))
                .ifPresent(value -> source.restore(ByteBuffer.wrap(value).getLong())));
  }

  String stateName() {
    return "table/" + id;
  }
}
