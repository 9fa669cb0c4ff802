package io.millrace.circuit;

import io.millrace.batch.Batch;
import io.millrace.state.Durable;
import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A running graph of operators: the one view or query that it keeps up to date.
 *
 * <p>Protocol, on one thread at a time: {@link #push} deltas to the inputs, then {@link #step},
 * which ends the step and hands out its output; and so on. Between steps {@link #save} writes what
 * has changed. Only {@link #cancel} may be called from another thread.
 *
 * <p>Deltas go depth first through the edges that keep rows on their worker, so that a fragment of
 * operators works on a batch while it is warm. Where an edge redistributes rows, they wait until
 * all workers have come so far. With one worker nothing ever waits. With several, a step of many
 * rows runs on all workers at once and a small one on the calling thread; the answers are the same,
 * and on each path from an input rows keep their order.
 *
 * <p>Output is kept until it is asked for: {@link #step} hands out all of the step that has not
 * been taken yet. A caller that reads while it pushes, or drains between pushes, can take a step
 * that is larger than memory. What was handed out in a step that then fails counts for nothing.
 *
 * <p>An operator's failure is thrown by push or step, once all workers have stopped. The circuit is
 * then of no more use, other than to be closed.
 */
public final class Circuit implements AutoCloseable {
  /** Rows that wait, from which on all workers are called; below, calling costs more. */
  static final int PARALLEL_ROWS = 4_096;

  /** Rows pushed that may wait, for each worker, before they are worked on. */
  private static final int WAITING_ROWS = 8_192;

  private final AtomicBoolean cancelled;
  private final Lane[] lanes;
  private final Map<String, InputQueue> inputs;
  private final Schedule schedule;
  private final List<NodeInstances> nodes;
  private final Endings endings;
  private final Outlet output;
  private long sequence;
  private long waitingRows;
  private long stepRows;
  private boolean failed;

  Circuit(
      AtomicBoolean cancelled,
      Lane[] lanes,
      Map<String, InputQueue> inputs,
      Schedule schedule,
      List<NodeInstances> nodes,
      Endings endings,
      Outlet output) {
    this.cancelled = cancelled;
    this.lanes = lanes;
    this.inputs = inputs;
    this.schedule = schedule;
    this.nodes = nodes;
    this.endings = endings;
    this.output = output;
  }

  /** Starts a circuit to be run by these workers. */
  public static Builder builder(Workers workers) {
    return new Builder(workers);
  }

  /**
   * Takes a delta of an input. May be called any number of times in a step, with batches of any
   * size; nodes to which it does not lead are not bothered.
   */
  public void push(String input, Batch delta) {
    InputQueue queue = queue(input);
    if (delta.isEmpty()) {
      return;
    }
    if (endings.hasEnded(queue.node())) {
      throw new IllegalStateException("input " + input + " has ended");
    }
    guarded(
        () -> {
          stepRows += delta.size();
          if (lanes.length == 1) {
            queue.pass(delta);
            return;
          }
          queue.deal(delta, sequence++);
          waitingRows += delta.size();
          if (waitingRows >= (long) WAITING_ROWS * lanes.length) {
            run(Run.ROWS);
          }
        });
  }

  private InputQueue queue(String input) {
    InputQueue queue = inputs.get(input);
    if (queue == null) {
      throw new IllegalArgumentException("no input " + input);
    }
    return queue;
  }

  /**
   * Says that no delta of an input will be pushed any more, neither in this step nor in a later
   * one. Operators then keep no more of other inputs than what later deltas can meet, and those
   * that wait for nothing else give out their result now. Who restores the circuit's state has to
   * end the same inputs before the first push.
   */
  public void end(String input) {
    InputQueue queue = queue(input);
    guarded(
        () -> {
          endings.end(queue.node());
          run(Run.ENDINGS);
        });
  }

  /**
   * Takes a delta of an input and hands out what it gives out, and what has waited to be handed
   * out, without keeping more of it in memory than need be. Rows that wait for more to be worked on
   * together are not hurried.
   */
  public void push(String input, Batch delta, Consumer<Batch> consumer) {
    output.read(lanes[0], consumer, () -> push(input, delta));
  }

  /** Hands out what the current step has given out so far and has not been taken. */
  public void drain(Consumer<Batch> consumer) {
    output.read(lanes[0], consumer, () -> guarded(() -> {}));
  }

  /** Ends the step and hands out what it changes: the output's deltas, not consolidated. */
  public void step(Consumer<Batch> consumer) {
    output.read(
        lanes[0],
        consumer,
        () ->
            guarded(
                () -> {
                  run(Run.STEP);
                  stepRows = 0;
                  sequence = 0;
                }));
  }

  private void run(Run run) {
    boolean parallel = lanes.length > 1 && stepRows >= PARALLEL_ROWS;
    schedule.run(parallel, run, waitingRows);
    waitingRows = 0;
  }

  private void guarded(Runnable action) {
    if (failed) {
      throw new IllegalStateException("the circuit has failed before");
    }
    failed = true;
    action.run();
    failed = false;
  }

  /**
   * Makes the running push or step, and all to come, fail with QUERY_CANCELED as soon as an
   * operator gives something out. Any thread may call.
   */
  public void cancel() {
    cancelled.set(true);
  }

  /** Writes what the operators' state has changed by since the last save; between steps. */
  public void save(StateWriter writer) {
    for (NodeInstances node : nodes) {
      for (Durable state : node.states()) {
        state.save(writer.part(node.name()));
      }
    }
  }

  /** Fills the operators' state, before the first push, with what a former circuit saved. */
  public void restore(StateReader reader) {
    for (NodeInstances node : nodes) {
      List<Durable> states = node.states();
      for (int worker = 0; worker < states.size(); worker++) {
        StateReader part = reader.part(node.name());
        states
            .get(worker)
            .restore(
                states.size() == 1
                    ? part
                    : part.keyGroups(
                        KeyGroup.first(worker, states.size()),
                        KeyGroup.first(worker + 1, states.size())));
      }
    }
  }

  /** Returns what each node has done, in topological order; between steps. */
  public List<OperatorStatistics> statistics() {
    return nodes.stream().map(NodeInstances::statistics).toList();
  }

  /** Closes the operators that have something to close. */
  @Override
  public void close() {
    failed = true;
    nodes.forEach(NodeInstances::close);
  }

  /** Builds a circuit: nodes in any order in which inputs come before what reads them. */
  public static final class Builder {
    private final Workers workers;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> inputs = new HashMap<>();

    private Builder(Workers workers) {
      this.workers = workers;
    }

    /** Adds an input, into which deltas of this type are pushed under this name. */
    public Node input(String name, RowType type) {
      Node node = new Node(nodes.size(), name, type, null, List.of());
      if (inputs.put(name, node) != null) {
        throw new IllegalArgumentException("two inputs " + name);
      }
      nodes.add(node);
      return node;
    }

    /**
     * Adds an operator. A node with an edge that is {@link Distribution.Single}, or without any
     * edge, lives on worker 0 alone, and all its rows come there.
     *
     * @param stateName names the state of an operator that is {@link Durable}: a fingerprint of the
     *     logical sub-plan, no other such node's of this circuit
     * @param output the type of the rows given out
     * @param inputs one edge for each of the operator's inputs
     */
    public Node operator(
        String stateName, RowType output, OperatorFactory factory, List<Edge> inputs) {
      for (Edge edge : inputs) {
        int number = edge.from().number();
        if (number >= nodes.size() || nodes.get(number) != edge.from()) {
          throw new IllegalArgumentException("an edge from another circuit: " + edge.from());
        }
      }
      Node node = new Node(nodes.size(), stateName, output, factory, inputs);
      nodes.add(node);
      return node;
    }

    /** Returns the circuit whose output is what this node gives out. */
    public Circuit build(Node output) {
      return new Wiring(workers, nodes, output).circuit();
    }
  }
}
