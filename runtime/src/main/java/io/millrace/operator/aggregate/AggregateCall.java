package io.millrace.operator.aggregate;

import io.millrace.type.Type;

/**
 * One aggregate of a grouping.
 *
 * @param function which function
 * @param argument the input's column, or -1 for COUNT(*)
 * @param argumentType the column's type, or null for COUNT(*)
 * @param filter a boolean column of the input that must be true for a row to count, or -1
 * @param distinct whether equal arguments count once
 * @param resultType the type of the result, into which sums must fit (else error 22003)
 */
public record AggregateCall(
    Function function,
    int argument,
    Type argumentType,
    int filter,
    boolean distinct,
    Type resultType) {

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
