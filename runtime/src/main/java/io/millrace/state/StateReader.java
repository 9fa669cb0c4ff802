package io.millrace.state;

/** Reads back one piece of state as of the last durable epoch. */
public interface StateReader {

  /** Visits all entries of this worker's key groups, by key group and then by key. */
  void scan(Visitor visitor);

  /** Returns the reader of a named part of this state. */
  StateReader part(String name);

  /** Takes entries. */
  @FunctionalInterface
  interface Visitor {
    void entry(byte[] key, byte[] value);
  }
}
