/**
 * Statements sent to a database through JDBC, and what comes of them on a screen.
 *
 * <p>Read first: {@link io.millrace.shell.session.StatementRunner}, {@link
 * io.millrace.shell.session.DatabaseLink}.
 *
 * <p>Must not be added: reading of keys, files or command lines.
 */
package io.millrace.shell.session;
