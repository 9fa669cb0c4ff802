/**
 * Text and its words: places, tokens, keywords, names and strings, and the errors at a place.
 *
 * <p>Read {@link io.millrace.parser.text.SourcePosition} and {@link
 * io.millrace.parser.text.SqlTokens} first. Must not be added: what statements mean.
 */
package io.millrace.parser.text;
