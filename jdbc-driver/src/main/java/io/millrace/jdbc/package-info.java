/**
 * The JDBC driver: {@code jdbc:millrace:DIRECTORY} and {@code jdbc:millrace::memory:}.
 *
 * <p>Read {@link io.millrace.jdbc.MillraceDriver}. There is no SQL logic here: the driver turns
 * JDBC calls into a session's, batches into rows, and errors into SQLExceptions.
 */
package io.millrace.jdbc;
