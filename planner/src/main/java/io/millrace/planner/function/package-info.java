/**
 * The functions of the language: what they are called, what they take, what runs them.
 *
 * <p>Functions whose code is an ordinary method call are described here and nowhere else; the
 * methods stand in {@code io.millrace.planner.function.kernel}.
 */
package io.millrace.planner.function;
