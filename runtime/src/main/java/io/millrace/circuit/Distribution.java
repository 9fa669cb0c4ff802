package io.millrace.circuit;

/**
 * How rows on an edge are spread over the workers.
 *
 * <p>The rule for operators with state: every input is distributed by {@link Hash} of exactly the
 * columns that decide the key group of what the operator keeps, or all inputs are {@link Single}.
 * Otherwise rows and their state would part when the number of workers changes.
 */
public sealed interface Distribution {
  /** The one {@link Any}. */
  Distribution ANY = new Any();

  /** The one {@link Single}. */
  Distribution SINGLE = new Single();

  /** Rows stay on the worker where they are. */
  record Any() implements Distribution {}

  /**
   * Rows with equal values in these columns come to the same worker, the owner of the key group of
   * their {@link io.millrace.zset.RowHash}.
   */
  record Hash(int... columns) implements Distribution {
    public Hash {
      if (columns.length == 0) {
        throw new IllegalArgumentException("a hash distribution needs a column; use Single");
      }
    }
  }

  /** All rows come to worker 0. */
  record Single() implements Distribution {}

  /** Distributes by these columns, or to worker 0 where there are none. */
  static Distribution hash(int... columns) {
    return columns.length == 0 ? SINGLE : new Hash(columns);
  }
}
