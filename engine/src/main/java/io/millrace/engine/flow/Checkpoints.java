package io.millrace.engine.flow;

import io.millrace.state.EpochBatch;
import io.millrace.state.StateStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Knows what belongs into an epoch: the changed rows of tables and views, the state of keys and
 * pipelines, how far feeds have come. For the stepping thread.
 */
final class Checkpoints {
  private static final String STATUSES = "statuses";

  private final StateStore store;
  private final boolean isDurable;
  private final Epochs epochs;
  private final Map<String, StoredTable> tables;
  private final Feeds feeds;
  private final Pipelines pipelines;
  private final Incidents incidents;
  private final Map<String, PipelineStatus> statuses = new HashMap<>();

  /**
   * @param isDurable whether the database outlives the process, so that state is worth keeping
   */
  Checkpoints(
      StateStore store,
      boolean isDurable,
      Epochs epochs,
      Map<String, StoredTable> tables,
      Feeds feeds,
      Pipelines pipelines,
      Incidents incidents) {
    this.store = store;
    this.isDurable = isDurable;
    this.epochs = epochs;
    this.tables = tables;
    this.feeds = feeds;
    this.pipelines = pipelines;
    this.incidents = incidents;
  }

  /**
   * Makes an epoch of all that is there now.
   *
   * @param more puts more into it: catalog entries
   */
  void make(Consumer<EpochBatch> more) {
    Map<String, StoredDataset> stored = new LinkedHashMap<>();
    tables.forEach((id, table) -> stored.put(id, table.dataset()));
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToDataset view) {
        stored.put(pipeline.id(), view.dataset());
      }
    }
    epochs.make(
        stored,
        batch -> {
          more.accept(batch);
          if (isDurable) {
            save(batch);
          }
        });
    feeds.settle();
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToSink target) {
        target.sink().commit(epochs.last());
      }
    }
  }

  private void save(EpochBatch batch) {
    tables.values().forEach(table -> table.save(batch));
    feeds.save(batch);
    incidents.save(batch);
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.isDurable()) {
        pipeline.save(batch);
        saveStatus(pipeline, batch);
      }
    }
  }

  private void saveStatus(Pipeline pipeline, EpochBatch batch) {
    PipelineStatus status = PipelineStatus.of(pipeline);
    if (!status.equals(statuses.put(pipeline.id(), status))) {
      batch.put(STATUSES, Keys.of(pipeline.id()), status.toBytes());
    }
  }

  /** Goes on with a pipeline where the last epoch left it. */
  void restore(Pipeline pipeline) {
    PipelineStatus saved =
        store
            .find(STATUSES, Keys.of(pipeline.id()))
            .map(PipelineStatus::fromBytes)
            .orElse(PipelineStatus.NEW);
    pipeline.restore(store, saved);
    statuses.put(pipeline.id(), saved);
  }
}
