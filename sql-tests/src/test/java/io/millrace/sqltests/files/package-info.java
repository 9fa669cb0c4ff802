/** Files that a golden file cannot write: Parquet, made by DuckDB and read as a stream. */
package io.millrace.sqltests.files;
