/**
 * What statements do: one class a family of statements, each turning a parsed statement into plans,
 * objects and changes.
 *
 * <p>Read {@link io.millrace.engine.statement.StatementExecutor}.
 */
package io.millrace.engine.statement;
