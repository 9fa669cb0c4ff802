package io.millrace.state.store;

import io.millrace.state.StateWriter;

/**
 * The changes of one epoch, collected in memory and then committed as one.
 *
 * <p>Later changes of the same key win. Writers of one batch may be used by several threads. A
 * batch that is not committed leaves no trace.
 */
public interface EpochBatch {

  /** Returns the writer of a piece of state. */
  StateWriter state(String stateName);

  /** Puts an entry of a space. */
  void put(String space, byte[] key, byte[] value);

  /** Deletes an entry of a space, if there is one. */
  void delete(String space, byte[] key);

  /** Drops a piece of state with all of its parts. */
  void dropState(String stateName);

  /**
   * Makes the epoch durable: when this returns, it has happened and survives the machine.
   *
   * @throws io.millrace.error.MillraceException if it cannot be written (IO_ERROR); whether the
   *     epoch has happened is then known only when this has been called again and returned, or when
   *     the store has been opened again
   */
  void commit();
}
