package io.millrace.state;

/**
 * Takes the changes of one piece of state for an epoch. Keys are the owner's own, ordered by
 * unsigned bytes; the store puts the state's name and the key group before them.
 */
public interface StateWriter {
  /** Keeps nothing. */
  StateWriter NOWHERE =
      new StateWriter() {
        @Override
        public void put(int keyGroup, byte[] key, byte[] value) {}

        @Override
        public void delete(int keyGroup, byte[] key) {}

        @Override
        public void clear() {}

        @Override
        public StateWriter part(String name) {
          return this;
        }

        @Override
        public boolean isKept() {
          return false;
        }
      };

  /** Puts an entry; both arrays are copied. */
  void put(int keyGroup, byte[] key, byte[] value);

  /** Deletes an entry that a former epoch may have put. */
  void delete(int keyGroup, byte[] key);

  /**
   * Deletes all entries that there are, of this state and of its parts, whichever worker has put
   * them.
   */
  void clear();

  /**
   * Returns whether anything is kept. Where nothing is, nothing ever will be: the owner need not
   * write, nor note from now on what changes.
   */
  default boolean isKept() {
    return true;
  }

  /** Returns the writer of a named part of this state (an operator may own several tables). */
  StateWriter part(String name);
}
