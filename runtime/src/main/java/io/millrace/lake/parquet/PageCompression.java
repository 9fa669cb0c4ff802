package io.millrace.lake.parquet;

/** How the pages of a new file are compressed. */
public enum PageCompression {
  /** Smaller; what tables are written with. */
  ZSTD,
  /** Faster to read; what most other systems write. */
  SNAPPY
}
