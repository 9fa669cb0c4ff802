/**
 * Queries and expressions inside statements, as text for Calcite: only what Calcite cannot read,
 * time travel and back quotes, is rewritten.
 *
 * <p>Read {@link io.millrace.parser.embedded.EmbeddedSql} first.
 */
package io.millrace.parser.embedded;
