package io.millrace.operator.aggregate;

import io.millrace.error.Position;
import io.millrace.type.Type;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * One aggregate of a grouping.
 *
 * @param function which function
 * @param argument the input's column, or -1 for COUNT(*)
 * @param argumentType the column's type, or null for COUNT(*)
 * @param filter a boolean column of the input that must be true for a row to count, or -1
 * @param distinct whether equal arguments count once
 * @param resultType the type of the result, into which sums must fit (else error 22003)
 * @param place of the call in the user's text, for errors; calls are equal wherever they stand
 */
public record AggregateCall(
    Function function,
    int argument,
    Type argumentType,
    int filter,
    boolean distinct,
    Type resultType,
    Position place) {

  /** A call that stands nowhere in a text. */
  public AggregateCall(
      Function function,
      int argument,
      Type argumentType,
      int filter,
      boolean distinct,
      Type resultType) {
    this(function, argument, argumentType, filter, distinct, resultType, Position.NONE);
  }

  /** Returns the same call of an input whose columns are elsewhere. */
  public AggregateCall moved(IntUnaryOperator move) {
    return new AggregateCall(
        function,
        argument < 0 ? -1 : move.applyAsInt(argument),
        argumentType,
        filter < 0 ? -1 : move.applyAsInt(filter),
        distinct,
        resultType,
        place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AggregateCall that
        && function == that.function
        && argument == that.argument
        && Objects.equals(argumentType, that.argumentType)
        && filter == that.filter
        && distinct == that.distinct
        && resultType.equals(that.resultType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(function, argument, argumentType, filter, distinct, resultType);
  }

  /** The aggregate functions; null arguments are skipped by all but COUNT(*). */
  public enum Function {
    COUNT,
    SUM,
    /** As SUM, but 0 where SUM is null. */
    SUM0,
    AVG,
    MIN,
    MAX,
    /** Any of the values: the least, so that it depends on the rows alone. */
    ANY_VALUE,
    /** The one value there is; error 21000 where there are more (a scalar sub-query). */
    SINGLE_VALUE,
    /** Whether all are true. */
    EVERY,
    /** Whether any is true. */
    SOME,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP
  }
}
