package io.millrace.circuit;

import java.util.List;

/**
 * Which nodes will give nothing out any more: an input that was ended, and an operator all of whose
 * inputs have ended. Changes between runs of the schedule alone, so that all lanes see the same.
 */
final class Endings {
  private final List<Node> nodes;
  private final boolean[] ended;

  /**
   * @param nodes in topological order, each at the place of its number
   */
  Endings(List<Node> nodes) {
    this.nodes = nodes;
    ended = new boolean[nodes.size()];
  }

  /** Ends an input, and the operators that wait for nothing else. */
  void end(Node input) {
    ended[input.number()] = true;
    for (Node node : nodes) {
      ended[node.number()] |=
          !node.isInput() && node.inputs().stream().allMatch(edge -> hasEnded(edge.from()));
    }
  }

  boolean hasEnded(Node node) {
    return ended[node.number()];
  }
}
