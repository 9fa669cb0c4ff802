package io.millrace.planner.function;

import org.apache.calcite.sql.SqlOperator;

/**
 * One function of the language.
 *
 * @param operator its name and types, as the validator knows them
 * @param signature how it is called: {@code LEFT(text, count)}
 * @param implementation what runs it
 * @param description what it returns, in a sentence without a full stop
 * @param example a call, or an empty text where one call alone shows nothing
 * @param result the example's result as text, {@code NULL} for null
 */
public record FunctionEntry(
    SqlOperator operator,
    String signature,
    Implementation implementation,
    String description,
    String example,
    String result) {

  /** Returns the name by which it is called. */
  public String name() {
    int end = signature.indexOf('(');
    String name = end < 0 ? operator.getName() : signature.substring(0, end);
    return name.isBlank() ? operator.getName() : name.trim();
  }

  /** A function that a method of a kernel class runs. */
  static FunctionEntry of(
      SqlOperator operator,
      String signature,
      Class<?> owner,
      String method,
      String description,
      String example,
      String result) {
    return new FunctionEntry(
        operator,
        signature,
        new Implementation.Method(owner, method),
        description,
        example,
        result);
  }

  /** A function that the code generator knows. */
  static FunctionEntry builtIn(
      SqlOperator operator, String signature, String description, String example, String result) {
    return new FunctionEntry(
        operator, signature, new Implementation.BuiltIn(), description, example, result);
  }
}
