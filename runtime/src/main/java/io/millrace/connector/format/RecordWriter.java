package io.millrace.connector.format;

import io.millrace.batch.Batch;

/** Writes rows as text, record after record. */
public interface RecordWriter {

  /** Appends what stands before the first record, if anything does. */
  void begin(StringBuilder text);

  /** Appends every row of a batch as often as its weight says. */
  void append(Batch batch, StringBuilder text);
}
