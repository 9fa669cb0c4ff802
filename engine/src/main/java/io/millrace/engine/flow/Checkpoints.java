package io.millrace.engine.flow;

import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Knows what belongs into an epoch: the changed rows of tables and views, the state of keys and
 * pipelines, how far feeds have come. For the stepping thread.
 */
final class Checkpoints {
  private static final String STATUSES = "statuses";

  private final StateStore store;
  private final Epochs epochs;
  private final Map<String, StoredTable> tables;
  private final Feeds feeds;
  private final Pipelines pipelines;
  private final Incidents incidents;
  private final Map<String, PipelineStatus> statuses = new HashMap<>();

  Checkpoints(
      StateStore store,
      Epochs epochs,
      Map<String, StoredTable> tables,
      Feeds feeds,
      Pipelines pipelines,
      Incidents incidents) {
    this.store = store;
    this.epochs = epochs;
    this.tables = tables;
    this.feeds = feeds;
    this.pipelines = pipelines;
    this.incidents = incidents;
  }

  /**
   * Takes a cut through all that is there now.
   *
   * @param more puts more into it: catalog entries
   */
  EpochCut cut(Consumer<EpochBatch> more) {
    EpochBatch batch = epochs.begin();
    more.accept(batch);
    if (store.keepsState()) {
      save(batch);
    }
    List<EpochCut.Part> parts = new ArrayList<>();
    tables.forEach((id, table) -> seal(id, table.dataset(), parts));
    List<EpochCut.Delivered> sinks = new ArrayList<>();
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToDataset view) {
        seal(pipeline.id(), view.dataset(), parts);
      } else if (pipeline.delivery() instanceof Delivery.ToSink target) {
        target.seal();
        sinks.add(new EpochCut.Delivered(pipeline, target));
      }
    }
    feeds.settle();
    return new EpochCut(epochs.last() + 1, batch, parts, sinks);
  }

  private static void seal(String id, StoredDataset dataset, List<EpochCut.Part> parts) {
    dataset.seal().ifPresent(changes -> parts.add(new EpochCut.Part(id, dataset, changes)));
  }

  /** Takes note that a cut is written; returns whether a pipeline was stopped by it. */
  boolean settle(EpochCut cut) {
    epochs.settle(cut);
    cut.parts().forEach(EpochCut.Part::settle);
    boolean stopped = false;
    for (EpochCut.Delivered sink : cut.sinks()) {
      Optional<Throwable> failure = sink.settle();
      failure.ifPresent(error -> pipelines.stop(sink.pipeline(), error));
      stopped |= failure.isPresent();
    }
    return stopped;
  }

  /** Returns about how much memory the changes that wait for the next cut take. */
  long waitingBytes() {
    long bytes = 0;
    for (StoredTable table : tables.values()) {
      bytes += table.dataset().changedBytes();
    }
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToDataset view) {
        bytes += view.dataset().changedBytes();
      } else if (pipeline.delivery() instanceof Delivery.ToSink target) {
        bytes += target.heldBytes();
      }
    }
    return bytes;
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
