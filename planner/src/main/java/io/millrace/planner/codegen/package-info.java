/**
 * Expressions to running code: RexNode to Java source to a class.
 *
 * <p>Read {@link io.millrace.planner.codegen.ExpressionCompiler} first, then {@code MethodSource},
 * which writes one method, and {@code CallWriters}, which knows who writes which call. What a
 * function computes at run time stands in {@code io.millrace.planner.function.kernel}; a function
 * that is an ordinary method call needs no code here, only its entry in the function table.
 */
package io.millrace.planner.codegen;
