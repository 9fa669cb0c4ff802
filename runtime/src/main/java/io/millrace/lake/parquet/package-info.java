/**
 * Parquet files to columns and back, page by page, without records in between.
 *
 * <p>Read {@link io.millrace.lake.parquet.ParquetReader} and {@link
 * io.millrace.lake.parquet.ParquetWriter} first, then {@link
 * io.millrace.lake.parquet.ParquetSchema}. Names of sections are those of the Apache Parquet format
 * specification. Nothing here knows of tables, versions or Hadoop.
 */
package io.millrace.lake.parquet;
