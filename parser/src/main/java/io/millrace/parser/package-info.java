/**
 * The statement language: text to {@link io.millrace.parser.statement.Statement}.
 *
 * <p>Statements (definition, change, looking, control) are parsed here in full. The queries and
 * expressions inside them are not: they stay text, {@code embedded}, that remembers where in the
 * user's own text it stood.
 *
 * <p>Read first: {@link io.millrace.parser.StatementParser}; its results are in {@code statement},
 * each made by the reader of its family. The same grammar serves splitting ({@link
 * io.millrace.parser.SqlScript}) and completing ({@link io.millrace.parser.Completion}); words, and
 * the errors at them, are in {@code text}, which sees none of the others.
 *
 * <p>Must not be added: anything that needs a catalog, a type system or Calcite.
 */
package io.millrace.parser;
