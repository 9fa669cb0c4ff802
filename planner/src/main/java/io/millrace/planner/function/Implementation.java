package io.millrace.planner.function;

/** What runs a function. */
public sealed interface Implementation {

  /**
   * A static method of a kernel class, or several of that name: generated code calls the one whose
   * parameters fit the arguments best. A null argument makes the result null, and the method is not
   * called.
   */
  record Method(Class<?> owner, String name) implements Implementation {}

  /** The code generator knows the function. */
  record BuiltIn() implements Implementation {}

  /** A function over many rows, or a window: an operator of the circuit runs it. */
  record OfOperator() implements Implementation {}
}
