package io.millrace.connector.datagen;

import io.millrace.batch.Column;

/** Makes up the values of a column. */
@FunctionalInterface
interface ColumnGenerator {

  /**
   * Returns the values of rows {@code first} (from 0) to {@code first + count}; the same ones
   * however often it is asked, and with whatever other rows.
   */
  Column generate(long first, int count);
}
