package io.millrace.state;

/**
 * The unit in which state is written, dropped and moved between workers: one of 4,096 parts, by the
 * top bits of a key's hash.
 */
public final class KeyGroup {
  /** How many key groups there are, whatever the number of workers. */
  public static final int COUNT = 4096;

  private KeyGroup() {}

  /**
   * Returns the key group of a key, from its 64-bit hash (see {@link io.millrace.zset.RowHash}).
   */
  public static int of(long hash) {
    return (int) (hash >>> 52);
  }

  /** Returns which of {@code workers} workers owns a key group. */
  public static int worker(int keyGroup, int workers) {
    return keyGroup * workers / COUNT;
  }

  /**
   * Returns the first key group of a worker; it owns those up to (exclusive) the next worker's
   * first.
   */
  public static int first(int worker, int workers) {
    return (worker * COUNT + workers - 1) / workers;
  }
}
