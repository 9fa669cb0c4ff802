package io.millrace.connector;

import java.util.Optional;

/**
 * Rows from outside, in one order that never changes: whoever reads from the same offset reads the
 * same rows. Several readers, each at its own offset, may be open at once.
 */
public interface Source extends AutoCloseable {

  /**
   * Starts to read.
   *
   * @param offset what a former reader's {@link Reader#offset} returned, or empty for the start
   */
  Reader read(Optional<String> offset);

  /**
   * Returns whether the source will never have more rows than it has now (a single file, or
   * 'bounded' datagen).
   */
  boolean isBounded();

  @Override
  void close();
}
