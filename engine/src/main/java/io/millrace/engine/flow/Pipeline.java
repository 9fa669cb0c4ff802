package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.OperatorStatistics;
import io.millrace.error.MillraceException;
import io.millrace.state.StateWriter;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import io.millrace.zset.Consolidator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A query that is kept true: a circuit, the datasets that flow into it, and where its changes go.
 * For the stepping thread, but for what says otherwise.
 */
public final class Pipeline {
  /** Where a pipeline is in its life. */
  public enum Status {
    /** Not yet computed over the rows that were there before it. */
    FILLING,
    RUNNING,
    /** Told to wait; a resumed pipeline is computed anew and only the difference goes out. */
    PAUSED,
    /** Stopped by an error; its last contents stay readable. */
    STOPPED
  }

  private final String id;
  private final String name;
  private final Supplier<RunningCircuit> circuits;
  private final List<ScanInput> inputs;
  private final Delivery delivery;
  private final Map<Dataset, Long> watermarks = new IdentityHashMap<>();

  /** Of which ended inputs the circuit knows. */
  private final Set<ScanInput> ended = Collections.newSetFromMap(new IdentityHashMap<>());

  private volatile RunningCircuit running;
  private Filling filling;

  /** What has been given out while being filled. */
  private List<Batch> given = new ArrayList<>();

  /** Whether what the store has of its state is that of another circuit. */
  private boolean isAnew;

  private volatile Status status = Status.FILLING;
  private volatile boolean settled;
  private volatile long lateBefore;
  private volatile MillraceException failure;

  /**
   * @param id names its state in the store
   * @param circuits makes its circuit, with no state
   */
  public Pipeline(
      String id,
      String name,
      Supplier<RunningCircuit> circuits,
      List<ScanInput> inputs,
      Delivery delivery) {
    this.id = id;
    this.name = name;
    this.circuits = circuits;
    this.inputs = List.copyOf(inputs);
    this.delivery = delivery;
  }

  /** A pipeline that cannot be computed, for this reason; what it has computed before stays. */
  public static Pipeline stopped(
      String id, String name, Delivery delivery, MillraceException reason) {
    Supplier<RunningCircuit> circuits =
        () -> {
          throw reason;
        };
    Pipeline pipeline = new Pipeline(id, name, circuits, List.of(), delivery);
    pipeline.stop(reason);
    return pipeline;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public List<ScanInput> inputs() {
    return inputs;
  }

  public Delivery delivery() {
    return delivery;
  }

  /** For any thread. */
  public Status status() {
    return status;
  }

  /** Returns why it stopped, where it has; for any thread. */
  public Optional<MillraceException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns how many rows came too late for their windows; for any thread. */
  public long lateRows() {
    RunningCircuit now = running;
    return lateBefore + (now == null ? 0 : now.late());
  }

  /** Returns what an operator does, by the name it has in the statistics. */
  public String describe(String operator) {
    return running.descriptions().getOrDefault(operator, operator);
  }

  /** Returns the statistics of its operators; none while it does not run. */
  public List<OperatorStatistics> statistics() {
    return running == null ? List.of() : running.circuit().statistics();
  }

  /**
   * Begins to compute the query over all rows that are there.
   *
   * @param isKept whether its state will be saved
   * @param wake called, by another thread, when {@link #fillMore} has something to do
   */
  void beginFilling(boolean isKept, Runnable wake) {
    closeCircuit();
    lateBefore = 0;
    running = circuits.get();
    if (!isKept) {
      running.circuit().save(StateWriter.NOWHERE);
    }
    filling = new Filling(name, inputs, wake);
  }

  /** Returns whether rows that are there are being computed. */
  boolean isBeingFilled() {
    return filling != null;
  }

  /** Computes for a short while; returns whether there was anything to do. */
  boolean fillMore() {
    return filling.push(running.circuit(), given::add);
  }

  /** Returns whether all rows have been through it that were there when filling began. */
  boolean canEndFilling() {
    return filling != null && filling.isComplete();
  }

  /** Takes changes that come while it is being filled. */
  void holdBack(Map<Dataset, List<Batch>> changes) {
    filling.hold(changes);
  }

  /** Returns about how much memory what is held back while it is being filled takes. */
  long heldBytes() {
    return filling == null ? 0 : filling.heldBytes();
  }

  /** Catches up with what came while it was being filled; gives out what is not given out yet. */
  List<Batch> endFilling() {
    Circuit circuit = running.circuit();
    List<Batch> all = given;
    filling.pushHeld(circuit, all::add);
    noteEndings();
    circuit.step(all::add);
    filling = null;
    given = new ArrayList<>();
    isAnew = true;
    noteWatermarks();
    if (delivery instanceof Delivery.ToDataset target && !target.dataset().isEmpty()) {
      all = difference(target.dataset(), all);
    }
    failure = null;
    status = Status.RUNNING;
    return all;
  }

  /** Returns what has to be added to the contents so that they are what was given out. */
  private static List<Batch> difference(StoredDataset contents, List<Batch> given) {
    int[] columns = new int[contents.type().size()];
    Arrays.setAll(columns, i -> i);
    List<Batch> all = new ArrayList<>(given);
    contents.readPoint().scan(columns, batch -> all.add(batch.negate()));
    Batch difference = Consolidator.consolidate(BatchBuilder.concat(contents.type(), all));
    return difference.isEmpty() ? List.of() : List.of(difference);
  }

  /** Returns whether any of these changes, or a moved watermark, concerns it. */
  boolean isTouchedBy(Map<Dataset, List<Batch>> changes) {
    for (ScanInput input : inputs) {
      if (changes.containsKey(input.dataset())
          || input.dataset().hasEnded() && !ended.contains(input)
          || input.dataset().watermark().current()
              != watermarks.getOrDefault(input.dataset(), Long.MIN_VALUE)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the changes of one step and gives out its own. */
  List<Batch> step(Map<Dataset, List<Batch>> changes) {
    Circuit circuit = running.circuit();
    List<Batch> given = new ArrayList<>();
    Consumer<Batch> out = given::add;
    noteEndings();
    for (ScanInput input : inputs) {
      for (Batch delta : changes.getOrDefault(input.dataset(), List.of())) {
        circuit.push(input.input(), delta.select(input.columns()));
      }
    }
    circuit.step(out);
    noteWatermarks();
    return given;
  }

  /** Tells the circuit which inputs will never change again. */
  private void noteEndings() {
    for (ScanInput input : inputs) {
      if (input.dataset().hasEnded() && ended.add(input)) {
        running.circuit().end(input.input());
      }
    }
  }

  private void noteWatermarks() {
    for (ScanInput input : inputs) {
      watermarks.put(input.dataset(), input.dataset().watermark().current());
    }
  }

  void stop(MillraceException error) {
    failure = error;
    status = Status.STOPPED;
    closeCircuit();
  }

  void pause() {
    status = Status.PAUSED;
    closeCircuit();
  }

  /** Returns whether it has been waited for: its contents answer for all that was there before. */
  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  /** Says that it has to be waited for anew: something it reads is not what it will be soon. */
  void unsettle() {
    settled = false;
  }

  /** Makes it compute anew at the next step. */
  void refill() {
    unsettle();
    status = Status.FILLING;
  }

  void save(EpochBatch epoch) {
    if (running == null || filling != null) {
      return;
    }
    if (isAnew) {
      epoch.dropState(stateName());
      isAnew = false;
    }
    running.circuit().save(epoch.state(stateName()));
  }

  /** Goes on from its saved state. */
  void restore(StateStore store, PipelineStatus saved) {
    status = saved.status();
    lateBefore = saved.lateRows();
    failure = saved.failure().orElse(null);
    if (status == Status.RUNNING) {
      running = circuits.get();
      running.circuit().restore(store.read(stateName(), 0, 1));
      noteWatermarks();
    }
  }

  /** Returns whether it outlives the process. */
  boolean isDurable() {
    return !(delivery instanceof Delivery.ToCursor);
  }

  String stateName() {
    return "pipeline/" + id;
  }

  private void closeCircuit() {
    if (filling != null) {
      filling.close();
      filling = null;
      given = new ArrayList<>();
    }
    if (running != null) {
      lateBefore = lateRows();
      running.circuit().close();
      running = null;
      ended.clear();
    }
  }

  void close() {
    closeCircuit();
    if (delivery instanceof Delivery.ToSink sink) {
      sink.sink().close();
    }
  }
}
