package io.millrace.state;

/**
 * Takes the changes of one piece of state for an epoch. Keys are the owner's own, ordered by
 * unsigned bytes; the store puts the state's name and the key group before them.
 */
public interface StateWriter {

  /** Puts an entry; both arrays are copied. */
  void put(int keyGroup, byte[] key, byte[] value);

  /** Deletes an entry that a former epoch may have put. */
  void delete(int keyGroup, byte[] key);

  /** Returns the writer of a named part of this state (an operator may own several tables). */
  StateWriter part(String name);
}
