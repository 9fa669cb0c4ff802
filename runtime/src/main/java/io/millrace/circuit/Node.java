package io.millrace.circuit;

import io.millrace.type.RowType;
import java.util.List;

/** A node of a circuit being built: an input, or an operator with its inputs. */
public final class Node {
  private final int number;
  private final String name;
  private final RowType type;
  private final OperatorFactory factory;
  private final List<Edge> inputs;

  /**
   * @param number the place in the order of building, which is topological
   * @param factory null for an input
   */
  Node(int number, String name, RowType type, OperatorFactory factory, List<Edge> inputs) {
    this.number = number;
    this.name = name;
    this.type = type;
    this.factory = factory;
    this.inputs = List.copyOf(inputs);
  }

  /** Returns the input's name, or the operator's state name. */
  public String name() {
    return name;
  }

  /** Returns the type of the rows that this node gives out. */
  public RowType type() {
    return type;
  }

  /** Returns the edges that lead here, in the order of the operator's inputs. */
  public List<Edge> inputs() {
    return inputs;
  }

  int number() {
    return number;
  }

  boolean isInput() {
    return factory == null;
  }

  OperatorFactory factory() {
    return factory;
  }

  @Override
  public String toString() {
    return name + type;
  }
}
