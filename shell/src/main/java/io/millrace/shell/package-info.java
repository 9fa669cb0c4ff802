/**
 * The program that people start: a prompt, scripts, the demo.
 *
 * <p>Read first: {@link io.millrace.shell.Main}, {@link io.millrace.shell.Invocation}.
 *
 * <p>Must not be added: SQL logic. The shell sees {@code java.sql} and the language's lexer alone,
 * so that it works alike on every database that the driver reaches.
 */
package io.millrace.shell;
