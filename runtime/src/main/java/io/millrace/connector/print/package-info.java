/**
 * The {@code print} and {@code blackhole} connectors: sinks that show changes, or only count them.
 *
 * <p>Read {@link io.millrace.connector.print.PrintConnector}.
 */
package io.millrace.connector.print;
