package io.millrace.circuit;

import java.util.Objects;

/** Where an input of a node comes from, and how its rows are spread over the workers. */
public record Edge(Node from, Distribution distribution) {
  public Edge {
    Objects.requireNonNull(from);
    Objects.requireNonNull(distribution);
  }

  /** An edge on which rows stay on their worker. */
  public static Edge of(Node from) {
    return new Edge(from, Distribution.ANY);
  }

  /** An edge that distributes rows by these columns, or to worker 0 where there are none. */
  public static Edge hash(Node from, int... columns) {
    return new Edge(from, Distribution.hash(columns));
  }

  /** An edge that brings all rows to worker 0. */
  public static Edge single(Node from) {
    return new Edge(from, Distribution.SINGLE);
  }
}
