/**
 * CSV to columns, and to types.
 *
 * <p>Read {@link io.millrace.connector.format.csv.CsvDialect}, then {@link
 * io.millrace.connector.format.csv.CsvDecoder}.
 */
package io.millrace.connector.format.csv;
