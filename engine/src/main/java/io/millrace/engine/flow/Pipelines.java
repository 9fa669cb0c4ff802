package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.error.MillraceException;
import io.millrace.type.Projection;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pipelines of a database, in an order in which what a pipeline reads comes before it. A change
 * goes through each of them once. A pipeline that fails stops alone. For the stepping thread.
 */
final class Pipelines {
  private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

  private final List<Pipeline> pipelines = new ArrayList<>();
  private final Incidents incidents;
  private final boolean keepsState;
  private final Runnable wake;

  /**
   * @param keepsState whether the database saves state
   * @param wake called, by another thread, when {@link #fill} has something to do
   */
  Pipelines(Incidents incidents, boolean keepsState, Runnable wake) {
    this.incidents = incidents;
    this.keepsState = keepsState;
    this.wake = wake;
  }

  void add(Pipeline pipeline) {
    pipelines.add(pipeline);
  }

  boolean remove(Pipeline pipeline) {
    return pipelines.remove(pipeline);
  }

  List<Pipeline> all() {
    return List.copyOf(pipelines);
  }

  boolean contains(Pipeline pipeline) {
    return pipelines.contains(pipeline);
  }

  /** Returns whether any pipeline reads this dataset directly. */
  boolean anyReads(Dataset dataset) {
    return pipelines.stream()
        .flatMap(pipeline -> pipeline.inputs().stream())
        .anyMatch(input -> input.dataset() == dataset);
  }

  /** Returns what all pipelines together need of a dataset's columns. */
  Projection needed(Dataset dataset) {
    return pipelines.stream()
        .flatMap(pipeline -> pipeline.inputs().stream())
        .filter(input -> input.dataset() == dataset)
        .map(ScanInput::needed)
        .reduce(Projection.none(), Projection::and);
  }

  boolean anyIsFilling() {
    return pipelines.stream().anyMatch(p -> p.status() == Pipeline.Status.FILLING);
  }

  /** Returns whether a reader of changes is so far behind that sources should wait. */
  boolean anyIsHeldBack() {
    return pipelines.stream()
        .anyMatch(
            pipeline ->
                pipeline.delivery() instanceof Delivery.ToCursor reader
                    && reader.cursor().isFull());
  }

  /**
   * Goes on computing the pipelines that have not been, for a short while; returns whether there
   * was anything to do.
   */
  boolean fill() {
    boolean[] moved = new boolean[1];
    for (Pipeline pipeline : all()) {
      if (pipeline.status() == Pipeline.Status.FILLING && inputsAreReady(pipeline)) {
        run(
            pipeline,
            () -> {
              if (!pipeline.isBeingFilled()) {
                pipeline.beginFilling(keepsState && pipeline.isDurable(), wake);
              }
              moved[0] |= pipeline.fillMore();
              return List.of();
            },
            new IdentityHashMap<>());
      }
    }
    return moved[0];
  }

  /** Lets the pipelines run that can; returns whether there were any. */
  boolean endFilling() {
    boolean ended = false;
    for (Pipeline pipeline : all()) {
      if (pipeline.canEndFilling()) {
        Map<Dataset, List<Batch>> changes = new IdentityHashMap<>();
        run(pipeline, pipeline::endFilling, changes);
        stepAfter(pipeline, changes);
        ended = true;
      }
    }
    return ended;
  }

  /** Returns about how much memory what is held back because pipelines are being filled takes. */
  long heldBytes() {
    return pipelines.stream().mapToLong(Pipeline::heldBytes).sum();
  }

  /** Makes a pipeline compute anew; who reads it, or what comes from it, waits for that. */
  void refill(Pipeline pipeline) {
    pipeline.refill();
    if (pipeline.delivery() instanceof Delivery.ToDataset view) {
      unsettleReaders(view.dataset());
    }
  }

  private void unsettleReaders(Dataset dataset) {
    for (Pipeline pipeline : pipelines) {
      if (pipeline.inputs().stream().anyMatch(input -> input.dataset() == dataset)) {
        pipeline.unsettle();
        if (pipeline.delivery() instanceof Delivery.ToDataset view) {
          unsettleReaders(view.dataset());
        }
      }
    }
  }

  private boolean inputsAreReady(Pipeline pipeline) {
    for (ScanInput input : pipeline.inputs()) {
      for (Pipeline other : pipelines) {
        if (other.status() == Pipeline.Status.FILLING
            && other.delivery() instanceof Delivery.ToDataset view
            && view.dataset() == input.dataset()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes one change of one dataset through all pipelines. */
  void step(Dataset dataset, List<Batch> deltas) {
    Map<Dataset, List<Batch>> changes = new IdentityHashMap<>();
    changes.put(dataset, deltas);
    for (Pipeline pipeline : pipelines) {
      stepOne(pipeline, changes);
    }
  }

  private void stepAfter(Pipeline first, Map<Dataset, List<Batch>> changes) {
    for (Pipeline pipeline : pipelines) {
      if (pipeline != first) {
        stepOne(pipeline, changes);
      }
    }
  }

  private void stepOne(Pipeline pipeline, Map<Dataset, List<Batch>> changes) {
    if (pipeline.isBeingFilled()) {
      pipeline.holdBack(changes);
    } else if (pipeline.status() == Pipeline.Status.RUNNING && pipeline.isTouchedBy(changes)) {
      run(pipeline, () -> pipeline.step(changes), changes);
    }
  }

  private void run(Pipeline pipeline, Step step, Map<Dataset, List<Batch>> changes) {
    try {
      List<Batch> given = step.run();
      Delivery delivery = pipeline.delivery();
      if (delivery instanceof Delivery.ToDataset view) {
        for (Batch delta : given) {
          view.dataset().append(delta, StoredDataset.STREAMING);
        }
        if (!given.isEmpty()) {
          changes.put(view.dataset(), given);
        }
      } else if (delivery instanceof Delivery.ToSink target) {
        given.forEach(target::write);
      } else {
        given.forEach(((Delivery.ToCursor) delivery)::add);
      }
    } catch (RuntimeException | Error e) {
      stop(pipeline, e);
    }
  }

  /** Stops a pipeline that has failed: it alone, and what it has kept in memory is free then. */
  void stop(Pipeline pipeline, Throwable failure) {
    if (!(failure instanceof MillraceException)) {
      LOG.error("Pipeline {} failed", pipeline.name(), failure);
    }
    MillraceException error = MillraceException.of("'" + pipeline.name() + "'", failure);
    pipeline.stop(error);
    incidents.failed(pipeline.name(), error);
    if (pipeline.delivery() instanceof Delivery.ToCursor reader) {
      reader.cursor().fail(error);
    }
  }

  /** What a pipeline does in a step. */
  @FunctionalInterface
  private interface Step {
    List<Batch> run();
  }
}
