/**
 * Functions with OVER: the rows are kept in order, a change is answered with the differences that
 * it makes to the results around it.
 *
 * <p>Read {@link io.millrace.operator.over.Over} and {@link io.millrace.operator.over.OverCall},
 * which say what is asked for, then {@link io.millrace.operator.over.OverOperator}.
 */
package io.millrace.operator.over;
