package io.millrace.state;

/** Reads back one piece of state as of the last durable epoch. */
public interface StateReader {

  /** Visits all entries of this reader's key groups, by key group and then by key. */
  void scan(Visitor visitor);

  /** Returns the reader of a named part of this state. */
  StateReader part(String name);

  /** Returns a reader of only the key groups {@code from} (inclusive) to {@code to} (exclusive). */
  StateReader keyGroups(int from, int to);

  /** Takes entries. */
  @FunctionalInterface
  interface Visitor {
    void entry(byte[] key, byte[] value);
  }
}
