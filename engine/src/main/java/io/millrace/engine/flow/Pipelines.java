package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
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

  Pipelines(Incidents incidents) {
    this.incidents = incidents;
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

  /** Computes the pipelines that have not been; returns whether there were any. */
  boolean fill() {
    boolean filled = false;
    for (Pipeline pipeline : all()) {
      if (pipeline.status() == Pipeline.Status.FILLING && inputsAreReady(pipeline)) {
        Map<Dataset, List<Batch>> changes = new IdentityHashMap<>();
        run(pipeline, pipeline::fill, changes);
        stepAfter(pipeline, changes);
        filled = true;
      }
    }
    return filled;
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
    if (pipeline.status() == Pipeline.Status.RUNNING && pipeline.isTouchedBy(changes)) {
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
    } catch (RuntimeException e) {
      stop(pipeline, e);
    }
  }

  /** Stops a pipeline that has failed. */
  void stop(Pipeline pipeline, RuntimeException error) {
    if (error instanceof MillraceException known) {
      stop(pipeline, known);
      return;
    }
    LOG.error("Pipeline {} failed", pipeline.name(), error);
    stop(
        pipeline,
        new MillraceException(
            ErrorCode.INTERNAL, "internal error in '" + pipeline.name() + "': " + error, error));
  }

  private void stop(Pipeline pipeline, MillraceException error) {
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
