/**
 * The {@code files} connector: a file, a glob or a folder of JSON, CSV or Parquet as a source.
 *
 * <p>Read {@link io.millrace.connector.files.FilesConnector} for what users may write, then {@code
 * FilesReader} for the order in which files are read and what is remembered of them. How bytes
 * become columns is not decided here but in {@code io.millrace.connector.format} and {@code
 * io.millrace.lake.parquet}.
 */
package io.millrace.connector.files;
