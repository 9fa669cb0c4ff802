/**
 * Parsed queries before they are validated: the parser, and what is refused or rewritten in its
 * trees.
 *
 * <p>Read {@link io.millrace.planner.sql.syntax.Syntax} and {@link
 * io.millrace.planner.sql.syntax.SyntaxRewriter} first. Must not be added: anything that needs a
 * catalog.
 */
package io.millrace.planner.sql.syntax;
