/**
 * Statements as data: sealed records, a family each for definitions, changes, looking and control.
 *
 * <p>Read {@link io.millrace.parser.statement.Statement} first. Must not be added: how text is
 * read, which is the parser's, and what a statement does, which is the engine's.
 */
package io.millrace.parser.statement;
