/**
 * The statement language: text to {@link io.millrace.parser.Statement}.
 *
 * <p>Statements (definition, change, looking, control) are parsed here in full. The queries and
 * expressions inside them are not: they stay text, {@link io.millrace.parser.EmbeddedSql}, that
 * remembers where in the user's own text it stood. Only what Calcite cannot read, time travel and
 * back quotes, is rewritten.
 *
 * <p>Read first: {@link io.millrace.parser.StatementParser}, {@link io.millrace.parser.Statement},
 * {@link io.millrace.parser.EmbeddedSql}. The same lexer serves splitting ({@link
 * io.millrace.parser.SqlScript}), highlighting ({@link io.millrace.parser.SqlTokens}) and
 * completing ({@link io.millrace.parser.Completion}).
 *
 * <p>Must not be added: anything that needs a catalog, a type system or Calcite.
 */
package io.millrace.parser;
