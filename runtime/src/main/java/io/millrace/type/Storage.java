package io.millrace.type;

/** How the values of a type lie in memory; one kind of column each. */
public enum Storage {
  /** One {@code long} a value: booleans (0, 1), integers, dates, times, timestamps, intervals. */
  LONG,
  /** One {@code double} a value: REAL (already rounded to float) and DOUBLE. */
  DOUBLE,
  /** Two {@code long}s a value, a 128-bit two's complement integer: decimals over 18 digits. */
  WIDE,
  /** A range of bytes: text as UTF-8, binary, UUID (16 bytes, big-endian), VARIANT (JSON text). */
  BYTES,
  /** A range of rows of an element column. */
  ARRAY,
  /** A range of rows of a key column and a value column. */
  MAP,
  /** One row of each field's column. */
  ROW
}
