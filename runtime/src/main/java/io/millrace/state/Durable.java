package io.millrace.state;

/**
 * State that survives the process: an operator that implements this is saved at each epoch and
 * restored when the database opens.
 */
public interface Durable {

  /**
   * Writes what has changed since the last save: puts for records that are new or differ, deletes
   * for those that are gone. The cost is in proportion to the change, not to the state. What is
   * written must not be read from live arrays later: the writer copies.
   */
  void save(StateWriter writer);

  /** Fills this state, still empty, with what was saved; reads only this worker's key groups. */
  void restore(StateReader reader);

  /** Returns how many rows or groups are kept. */
  long stateRows();

  /** Returns roughly how many bytes of memory they take. */
  long stateBytes();
}
