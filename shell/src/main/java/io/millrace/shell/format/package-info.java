/**
 * A query's rows as text: tables for people, CSV and JSON for programs.
 *
 * <p>Read first: {@link io.millrace.shell.format.ResultFormat}, {@link
 * io.millrace.shell.format.ResultPrinter}. Each format is one class.
 *
 * <p>Must not be added: anything that runs statements.
 */
package io.millrace.shell.format;
