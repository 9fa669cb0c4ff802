package io.millrace.connector;

import io.millrace.type.Projection;
import java.util.Optional;
import java.util.OptionalLong;

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
   * Starts to read, where not everything is needed: what is not may be delivered as NULL.
   *
   * @param needed of the requested columns; a source is free to deliver more
   */
  default Reader read(Optional<String> offset, Projection needed) {
    return read(offset);
  }

  /**
   * Starts to read again what a reader had returned by the time it stood at an offset: from the
   * start, in the order in which it was returned, though more may have come in between since. Rows
   * that are no longer there are reported as bad records. {@link Reader#poll} returns null at the
   * end.
   */
  Reader readUntil(String offset);

  /** Starts to read again, where not everything is needed: what is not may be NULL. */
  default Reader readUntil(String offset, Projection needed) {
    return readUntil(offset);
  }

  /** Returns how many bytes it has at present, as they are stored, where it knows. */
  default OptionalLong size() {
    return OptionalLong.empty();
  }

  /**
   * Returns whether the source will never have more rows than it has now (a single file, or
   * 'bounded' datagen).
   */
  boolean isBounded();

  @Override
  void close();
}
