package io.millrace.circuit;

import io.millrace.batch.Batch;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.state.Durable;
import java.util.ArrayList;
import java.util.List;

/** A node on one worker: its operator, where its deltas go, and what it has done. */
final class Instance implements Output {
  private final Node node;
  private final Operator operator;
  private final Lane lane;
  private final Endings endings;

  /** Of which ended inputs the operator knows. */
  private final boolean[] told;

  private boolean hasEnded;
  private final List<Output> targets = new ArrayList<>();
  private Output[] outputs = {};
  private long rowsIn;
  private long rowsOut;
  private long nanoseconds;

  /**
   * @param operator null for an input, which gives out what it takes
   */
  Instance(Node node, Operator operator, Lane lane, Endings endings) {
    this.node = node;
    this.operator = operator;
    this.lane = lane;
    this.endings = endings;
    told = new boolean[node.inputs().size()];
  }

  void addTarget(Output target) {
    targets.add(target);
    outputs = targets.toArray(Output[]::new);
  }

  void process(int input, Batch delta) {
    if (delta.isEmpty()) {
      return;
    }
    rowsIn += delta.size();
    if (operator == null) {
      emit(delta);
      return;
    }
    long outer = enter();
    long start = System.nanoTime();
    operator.process(input, delta, this);
    leave(outer, System.nanoTime() - start);
  }

  /**
   * Tells the operator which inputs have ended; where all have, finishes it at once and for good.
   */
  void noteEndings() {
    for (int input = 0; input < told.length; input++) {
      if (!told[input] && endings.hasEnded(node.inputs().get(input).from())) {
        told[input] = true;
        operator.end(input);
      }
    }
    if (!hasEnded && endings.hasEnded(node)) {
      finish();
      hasEnded = true;
    }
  }

  void finish() {
    if (operator == null || hasEnded) {
      return;
    }
    long outer = enter();
    long start = System.nanoTime();
    operator.finish(this);
    leave(outer, System.nanoTime() - start);
  }

  private long enter() {
    long outer = lane.nestedNanoseconds;
    lane.nestedNanoseconds = 0;
    return outer;
  }

  private void leave(long outer, long elapsed) {
    nanoseconds += elapsed - lane.nestedNanoseconds;
    lane.nestedNanoseconds = outer + elapsed;
  }

  @Override
  public void emit(Batch delta) {
    if (delta.isEmpty()) {
      return;
    }
    lane.checkCancelled();
    rowsOut += delta.size();
    for (Output output : outputs) {
      output.emit(delta);
    }
  }

  /** Returns the operator's state, or null where it keeps none that is durable. */
  Durable durable() {
    return operator instanceof Durable state ? state : null;
  }

  OperatorStatistics statistics(String name) {
    Durable state = durable();
    return new OperatorStatistics(
        name,
        rowsIn,
        rowsOut,
        state == null ? 0 : state.stateRows(),
        state == null ? 0 : state.stateBytes(),
        nanoseconds);
  }

  void close() throws Exception {
    if (operator instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
