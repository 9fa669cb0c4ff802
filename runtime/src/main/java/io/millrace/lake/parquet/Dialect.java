package io.millrace.lake.parquet;

/** Which types a file is written in. */
public enum Dialect {
  /** Everything Parquet can say: UUID in 16 bytes, TIME as time, VARIANT as JSON. */
  PARQUET,
  /**
   * What readers of Delta tables understand: UUID as text, VARIANT as text, TIME as microseconds in
   * a plain 64-bit integer.
   */
  DELTA
}
