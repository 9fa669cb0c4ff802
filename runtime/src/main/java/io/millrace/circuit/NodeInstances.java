package io.millrace.circuit;

import io.millrace.state.Durable;
import java.util.List;
import java.util.Objects;

/** A node on all the workers that it lives on. */
record NodeInstances(Node node, List<Instance> instances) {

  String name() {
    return node.name();
  }

  boolean isSolo() {
    return instances.size() == 1;
  }

  /** Returns the durable states, one a worker; none where the operator keeps none. */
  List<Durable> states() {
    return instances.stream().map(Instance::durable).filter(Objects::nonNull).toList();
  }

  OperatorStatistics statistics() {
    return instances.stream()
        .map(instance -> instance.statistics(name()))
        .reduce(
            (a, b) ->
                new OperatorStatistics(
                    a.name(),
                    a.rowsIn() + b.rowsIn(),
                    a.rowsOut() + b.rowsOut(),
                    a.stateRows() + b.stateRows(),
                    a.stateBytes() + b.stateBytes(),
                    a.nanoseconds() + b.nanoseconds()))
        .orElseThrow();
  }

  void close() {
    RuntimeException failure = null;
    for (Instance instance : instances) {
      try {
        instance.close();
      } catch (Exception e) {
        failure =
            e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
