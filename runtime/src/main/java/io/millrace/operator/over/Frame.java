package io.millrace.operator.over;

import java.util.Optional;

/**
 * Which rows of its partition a function with OVER looks at, as seen from one row.
 *
 * @param unit what bounds are counted in
 * @param start the first row
 * @param end the last row; where it comes before the first the frame is empty
 * @param exclusion what is left out of them
 */
public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
  /** All rows of the partition. */
  public static final Frame PARTITION =
      new Frame(Unit.ROWS, Bound.FIRST, Bound.LAST, Exclusion.NOTHING);

  /** What SQL says where ORDER BY stands without a frame: up to the last peer of the row. */
  public static final Frame TO_PEERS =
      new Frame(Unit.RANGE, Bound.FIRST, Bound.CURRENT, Exclusion.NOTHING);

  /** What bounds are counted in. */
  public enum Unit {
    /** Rows; CURRENT ROW is the row itself. */
    ROWS,
    /** The value by which rows are ordered; CURRENT ROW are all the row's peers. */
    RANGE
  }

  /** What is left out of a frame. */
  public enum Exclusion {
    NOTHING,
    CURRENT_ROW,
    /** The row and its peers. */
    GROUP,
    /** The row's peers, but not the row. */
    TIES
  }

  /** Where a frame starts or ends. */
  public enum Kind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /**
   * Where a frame starts or ends.
   *
   * @param rows how many rows before or after, where rows are counted
   * @param distance how far before or after in value, where that is
   */
  public record Bound(Kind kind, long rows, Optional<RangeDistance> distance) {
    /** UNBOUNDED PRECEDING. */
    public static final Bound FIRST = new Bound(Kind.UNBOUNDED_PRECEDING, 0, Optional.empty());

    /** CURRENT ROW. */
    public static final Bound CURRENT = new Bound(Kind.CURRENT_ROW, 0, Optional.empty());

    /** UNBOUNDED FOLLOWING. */
    public static final Bound LAST = new Bound(Kind.UNBOUNDED_FOLLOWING, 0, Optional.empty());

    private static final long MOST_ROWS = 1L << 40;

    public Bound {
      if (rows < 0) {
        throw new IllegalArgumentException("a frame's bound is " + rows + " rows away");
      }
      // No partition has more.
      rows = Math.min(rows, MOST_ROWS);
    }

    /** Returns the bound so many rows before. */
    public static Bound preceding(long rows) {
      return new Bound(Kind.PRECEDING, rows, Optional.empty());
    }

    /** Returns the bound so many rows after. */
    public static Bound following(long rows) {
      return new Bound(Kind.FOLLOWING, rows, Optional.empty());
    }

    /** Returns the bound so far before in value. */
    public static Bound preceding(RangeDistance distance) {
      return new Bound(Kind.PRECEDING, 0, Optional.of(distance));
    }

    /** Returns the bound so far after in value. */
    public static Bound following(RangeDistance distance) {
      return new Bound(Kind.FOLLOWING, 0, Optional.of(distance));
    }

    @Override
    public String toString() {
      String words = kind.name().replace('_', ' ');
      return kind == Kind.PRECEDING || kind == Kind.FOLLOWING
          ? distance.map(RangeDistance::toString).orElse(Long.toString(rows)) + " " + words
          : words;
    }
  }

  /** Returns whether it starts at the partition's first row and leaves nothing out. */
  boolean isPrefix() {
    return start.kind() == Kind.UNBOUNDED_PRECEDING
        && end.kind() != Kind.UNBOUNDED_FOLLOWING
        && exclusion == Exclusion.NOTHING;
  }

  @Override
  public String toString() {
    return unit
        + " BETWEEN "
        + start
        + " AND "
        + end
        + (exclusion == Exclusion.NOTHING ? "" : " EXCLUDE " + exclusion.name().replace('_', ' '));
  }
}
