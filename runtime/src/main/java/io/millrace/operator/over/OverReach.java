package io.millrace.operator.over;

import io.millrace.operator.aggregate.Accumulators;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * How far functions with OVER look, and how far a change of a row is seen: what decides which rows
 * of a partition have to be looked at again.
 */
final class OverReach {
  /** A row further from its partition's start is not worth being read each time. */
  private static final long MOST_HEAD = OverCheckpoints.SPACING;

  /** A way to go from a row: as far as the farthest of these. */
  static final class Extent {
    long rows;
    boolean peers;
    boolean unbounded;
    final List<RangeDistance> distances = new ArrayList<>();

    private void cover(Frame.Unit unit, Frame.Bound bound) {
      switch (bound.kind()) {
        case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> unbounded = true;
        case CURRENT_ROW -> peers |= unit == Frame.Unit.RANGE;
        case PRECEDING, FOLLOWING -> {
          rows = Math.max(rows, bound.rows());
          bound.distance().ifPresent(distances::add);
        }
      }
    }
  }

  /** The rows before a change, and after it, whose results it may change. */
  final Extent changesBack = new Extent();

  final Extent changesForward = new Extent();

  /** The rows before and after one that its results depend on, unless a checkpoint knows them. */
  final Extent looksBack = new Extent();

  final Extent looksForward = new Extent();

  /** Whether rows from the partition's first on are looked at, and checkpoints can stand in. */
  private boolean prefix;

  private boolean whole;
  private long head;

  OverReach(RowType input, List<OverCall> calls) {
    for (OverCall call : calls) {
      add(input, call);
    }
    looksBack.unbounded = whole;
  }

  /** Returns whether all that is needed of the rows before is in checkpoints. */
  boolean usesCheckpoints() {
    return prefix && !whole;
  }

  /** Returns how many of a partition's first rows are looked at besides. */
  long head() {
    return head;
  }

  private void add(RowType input, OverCall call) {
    if (call instanceof OverCall.Number number) {
      changesForward.unbounded = true;
      switch (number.numbering()) {
        case ROW_NUMBER, RANK, DENSE_RANK -> prefix = true;
        case NTILE, PERCENT_RANK, CUME_DIST -> {
          whole = true;
          looksForward.unbounded = true;
          changesBack.unbounded = true;
        }
      }
    } else if (call instanceof OverCall.Shift shift) {
      add(shift);
    } else if (call instanceof OverCall.Pick pick) {
      add(pick.frame(), usesCheckpoint(pick));
      if (usesCheckpoint(pick)) {
        head = Math.max(head, pick.place());
      }
    } else if (call instanceof OverCall.Total total) {
      add(total.frame(), usesCheckpoint(input, total));
    }
  }

  private void add(OverCall.Shift shift) {
    boolean back = shift.distance() > 0;
    Extent looks = back ? looksBack : looksForward;
    Extent changes = back ? changesForward : changesBack;
    if (shift.distance() == 0) {
      return;
    } else if (shift.ignoreNulls()) {
      whole |= back;
      looks.unbounded = true;
      changes.unbounded = true;
      return;
    }
    long distance = Math.abs(shift.distance());
    looks.rows = Math.max(looks.rows, distance);
    changes.rows = Math.max(changes.rows, distance);
  }

  private void add(Frame frame, boolean checkpoint) {
    Frame.Bound start = frame.start();
    Frame.Bound end = frame.end();
    if (start.kind() == Frame.Kind.UNBOUNDED_PRECEDING) {
      changesForward.unbounded = true;
      prefix |= checkpoint;
      whole |= !checkpoint;
    } else if (start.kind() != Frame.Kind.FOLLOWING) {
      looksBack.cover(frame.unit(), start);
      changesForward.cover(frame.unit(), start);
    }
    if (start.distance().isPresent() || end.distance().isPresent()) {
      // Where a distance is 0, or the value is null, peers look at each other.
      looksBack.peers = true;
      looksForward.peers = true;
      changesBack.peers = true;
      changesForward.peers = true;
    }
    if (end.kind() != Frame.Kind.PRECEDING) {
      looksForward.cover(frame.unit(), end);
      changesBack.cover(frame.unit(), end);
    } else {
      looksBack.cover(frame.unit(), end);
    }
  }

  /** Returns whether what it needs of a partition's rows before a stretch is in checkpoints. */
  static boolean usesCheckpoint(RowType input, OverCall.Total total) {
    return total.frame().isPrefix()
        && new Accumulators(input, List.of(total.aggregate()), true).canMerge();
  }

  private static boolean usesCheckpoint(OverCall.Pick pick) {
    if (!pick.frame().isPrefix() || pick.ignoreNulls()) {
      return false;
    } else if (pick.place() == OverCall.Pick.LAST) {
      // The last row within a distance may lie however far before it.
      return pick.frame().end().distance().isEmpty();
    }
    return pick.place() <= MOST_HEAD;
  }
}
