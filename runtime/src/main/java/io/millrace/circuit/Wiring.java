package io.millrace.circuit;

import io.millrace.operator.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns nodes and edges into instances, direct calls, exchanges and stages. */
final class Wiring {
  /** An exchange that leads to a node's input. */
  private record Arrivals(Node node, int input, Exchange exchange) {}

  private final Workers workers;
  private final List<Node> nodes;
  private final Node outputNode;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Lane[] lanes;
  private final List<NodeInstances> instances = new ArrayList<>();
  private final List<Arrivals> arrivals = new ArrayList<>();
  private final Map<String, InputQueue> inputs = new HashMap<>();
  private final int[] levels;
  private final Endings endings;

  Wiring(Workers workers, List<Node> nodes, Node outputNode) {
    this.workers = workers;
    this.nodes = List.copyOf(nodes);
    this.outputNode = outputNode;
    lanes = new Lane[workers.count()];
    for (int worker = 0; worker < lanes.length; worker++) {
      lanes[worker] = new Lane(worker, cancelled);
    }
    levels = new int[nodes.size()];
    endings = new Endings(this.nodes);
  }

  Circuit circuit() {
    createInstances();
    for (Node node : nodes) {
      if (node.isInput()) {
        connectInput(node);
      } else {
        for (int input = 0; input < node.inputs().size(); input++) {
          connect(node, input);
        }
      }
    }
    Outlet output = connectOutput();
    Schedule schedule = new Schedule(workers, lanes, stages());
    return new Circuit(cancelled, lanes, inputs, schedule, List.copyOf(instances), endings, output);
  }

  private void createInstances() {
    boolean[] solo = solo();
    Set<String> stateNames = new HashSet<>();
    for (Node node : nodes) {
      int count = solo[node.number()] ? 1 : lanes.length;
      List<Instance> created = new ArrayList<>();
      for (int worker = 0; worker < count; worker++) {
        created.add(
            new Instance(
                node,
                node.isInput() ? null : node.factory().create(worker, count),
                lanes[worker],
                endings));
      }
      if (created.get(0).durable() != null && !stateNames.add(node.name())) {
        throw new IllegalArgumentException("two states " + node.name());
      }
      instances.add(new NodeInstances(node, List.copyOf(created)));
    }
  }

  /** Returns for each node whether it lives on worker 0 alone. */
  private boolean[] solo() {
    boolean[] solo = new boolean[nodes.size()];
    boolean[] spread = new boolean[nodes.size()];
    spread[outputNode.number()] = true;
    for (Node node : nodes) {
      List<Edge> edges = node.inputs();
      boolean single =
          edges.stream().anyMatch(edge -> edge.distribution() instanceof Distribution.Single);
      boolean follows =
          edges.stream()
              .allMatch(
                  edge ->
                      edge.distribution() instanceof Distribution.Any
                          && solo[edge.from().number()]);
      solo[node.number()] = !node.isInput() && (single || follows);
      if (!solo[node.number()]) {
        edges.forEach(edge -> spread[edge.from().number()] = true);
      }
    }
    for (Node node : nodes) {
      solo[node.number()] |= node.isInput() && !spread[node.number()];
    }
    return solo;
  }

  private void connectInput(Node node) {
    Exchange queue = new Exchange(Distribution.ANY, 1, lanes.length);
    inputs.put(node.name(), new InputQueue(instances.get(node.number()), queue));
    arrivals.add(new Arrivals(node, 0, queue));
  }

  private void connect(Node node, int input) {
    Edge edge = node.inputs().get(input);
    NodeInstances from = instances.get(edge.from().number());
    NodeInstances to = instances.get(node.number());
    boolean direct =
        from.isSolo() && to.isSolo()
            || edge.distribution() instanceof Distribution.Any && !to.isSolo();
    int level = levels[edge.from().number()] + (direct ? 0 : 1);
    levels[node.number()] = Math.max(levels[node.number()], level);
    if (direct) {
      for (int worker = 0; worker < from.instances().size(); worker++) {
        Instance target = to.instances().get(worker);
        from.instances().get(worker).addTarget(delta -> target.process(input, delta));
      }
      return;
    }
    Distribution distribution = to.isSolo() ? Distribution.SINGLE : edge.distribution();
    Exchange exchange = new Exchange(distribution, from.instances().size(), to.instances().size());
    for (int worker = 0; worker < from.instances().size(); worker++) {
      from.instances().get(worker).addTarget(sender(exchange, lanes[worker]));
    }
    arrivals.add(new Arrivals(node, input, exchange));
  }

  private static Output sender(Exchange exchange, Lane lane) {
    return delta -> {
      exchange.send(lane.worker, lane.sequence, delta);
      lane.schedule.sent(lane, delta.size());
    };
  }

  private Outlet connectOutput() {
    NodeInstances from = instances.get(outputNode.number());
    Outlet outlet = new Outlet(from.instances().size(), lanes.length == 1);
    for (int worker = 0; worker < from.instances().size(); worker++) {
      Lane lane = lanes[worker];
      from.instances().get(worker).addTarget(delta -> outlet.give(lane, delta));
    }
    return outlet;
  }

  private List<Stage> stages() {
    int count = Arrays.stream(levels).max().orElse(0) + 1;
    List<Stage> stages = new ArrayList<>();
    for (int level = 0; level < count; level++) {
      List<List<Stage.Arrival>> arriving = new ArrayList<>();
      List<List<Instance>> finishing = new ArrayList<>();
      for (int worker = 0; worker < lanes.length; worker++) {
        arriving.add(arriving(level, worker));
        finishing.add(finishing(level, worker));
      }
      stages.add(new Stage(arriving, finishing));
    }
    return stages;
  }

  private List<Stage.Arrival> arriving(int level, int worker) {
    List<Stage.Arrival> arriving = new ArrayList<>();
    for (Arrivals arrival : arrivals) {
      List<Instance> targets = instances.get(arrival.node().number()).instances();
      if (levels[arrival.node().number()] == level && worker < targets.size()) {
        arriving.add(new Stage.Arrival(arrival.exchange(), targets.get(worker), arrival.input()));
      }
    }
    return arriving;
  }

  private List<Instance> finishing(int level, int worker) {
    List<Instance> finishing = new ArrayList<>();
    for (NodeInstances node : instances) {
      if (levels[node.node().number()] == level && worker < node.instances().size()) {
        finishing.add(node.instances().get(worker));
      }
    }
    return finishing;
  }
}
