package io.millrace.operator.over;

import io.millrace.batch.Batch;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.order.RowKey;
import io.millrace.state.Durable;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import io.millrace.type.RowType;
import java.util.Arrays;

/**
 * Functions with OVER: each row of the input with what functions say of its place among the rows of
 * its partition.
 *
 * <p>Input: distributed by the partition's columns. Output: the input's columns, then a column for
 * each function; net changes at the end of the step, of a large one several times. A row that comes
 * several times is several rows, numbered one after another. Not linear; takes any weights.
 *
 * <p>State: all rows, ordered by partition, then by the order, then by all other columns; nothing
 * of the results. Cost: from the rows as they are and the step's changes, the rows around each
 * change are read as they were and as they are, as far as the change is seen and as far as those
 * rows look; results of both moments are computed and compared. A row that comes to a partition's
 * end costs its frame; where frames begin with the partition, the rows since the last checkpoint
 * (see {@link OverCheckpoints}). The checkpoints are not saved.
 */
final class OverOperator extends StatefulOperator {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MANY_ROWS = 1 << 14;

  private final RowKey rowKey;
  private final OverReach reach;
  private final OverRegions regions;
  private final OverResults results;
  private final OverCheckpoints checkpoints;
  private final OverDifference difference;
  private final OrderedTable table = new OrderedTable();
  private final OrderedTable.Cursor cursor = table.cursor();
  private final OrderedTable.Cursor headCursor = table.cursor();
  private final OverRows before;
  private final OverRows after;
  private final KeyLog changes = new KeyLog();
  private final KeyBuffer key = new KeyBuffer();
  private final KeyBuffer partition = new KeyBuffer();
  private final KeyBuffer lower = new KeyBuffer();
  private final KeyBuffer upper = new KeyBuffer();
  private final KeyBuffer from = new KeyBuffer();
  private final KeyBuffer to = new KeyBuffer();
  private boolean filling;

  OverOperator(RowType input, Over over) {
    rowKey = key(input, over);
    reach = new OverReach(input, over.calls());
    regions = new OverRegions(input, over, key(input, over), reach, table.cursor());
    results = new OverResults(input, over);
    checkpoints = reach.usesCheckpoints() ? new OverCheckpoints(rowKey, results.prefixes()) : null;
    before = new OverRows(input, key(input, over));
    after = new OverRows(input, key(input, over));
    difference = new OverDifference(results);
  }

  private static RowKey key(RowType input, Over over) {
    return new RowKey(input, over.partition(), over.order());
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    filling = filling || table.size() == 0 && changes.isEmpty();
    rowKey.prepare(delta);
    for (int row = 0; row < delta.size(); row++) {
      rowKey.write(delta, row, key);
      if (filling) {
        table.add(key, delta.weight(row));
      } else {
        changes.add(key, delta.weight(row));
      }
    }
    // A step may be a whole table: what is put aside must not grow with it.
    if (changes.bytes() > MOST_BYTES) {
      apply(out);
    }
  }

  @Override
  public void finish(Output out) {
    if (filling) {
      filling = false;
      fill(out);
    } else if (!changes.isEmpty()) {
      apply(out);
    }
  }

  /** Gives out all rows: there were none before the step. */
  private void fill(Output out) {
    boolean there = cursor.first();
    while (there) {
      int partitionLength = rowKey.partitionEnd(cursor.data(), cursor.start()) - cursor.start();
      OverRegions.set(partition, cursor.data(), cursor.start(), partitionLength);
      before.begin(partitionLength);
      before.end();
      OverRows.Stretch stretch = after.begin(partitionLength);
      while (there && cursor.startsWith(partition)) {
        if (cursor.weight() > 0) {
          after.add(cursor.data(), cursor.start(), cursor.length(), cursor.weight());
        }
        there = cursor.next();
      }
      stretch.to = after.rows();
      after.end();
      if (after.rows() > MANY_ROWS) {
        emit(false, out);
      }
    }
    emit(false, out);
  }

  private void apply(Output out) {
    changes.consolidate();
    for (int i = 0; i < changes.size(); i++) {
      table.add(changes.data(), changes.start(i), changes.length(i), changes.value(i));
    }
    for (int first = 0; first < changes.size(); ) {
      byte[] data = changes.data();
      int start = changes.start(first);
      OverRegions.set(partition, data, start, rowKey.partitionEnd(data, start) - start);
      int end = first + 1;
      while (end < changes.size()
          && changes.startsWith(end, partition.data(), 0, partition.length())) {
        end++;
      }
      if (checkpoints != null) {
        checkpoints.invalidate(partition, data, start, changes.length(first));
      }
      change(first, end, out);
      first = end;
    }
    changes.clear();
    emit(true, out);
  }

  /** Looks at the changes {@code first .. end)}, which are all of one partition and in order. */
  private void change(int first, int end, Output out) {
    for (int i = first; i < end; ) {
      regions.changedFrom(partition, changes, i, lower);
      regions.changedTo(partition, changes, i, end, upper);
      int last = reach.changesForward.unbounded ? end - 1 : i;
      while (last + 1 < end && meets(last + 1)) {
        last++;
        regions.changedTo(partition, changes, last, end, to);
        if (OverRegions.compare(to, upper) > 0) {
          OverRegions.set(upper, to.data(), 0, to.length());
        }
      }
      OverRegions.set(from, lower.data(), 0, lower.length());
      regions.looksFrom(partition, lower, changes, i, from);
      OverRegions.set(to, upper.data(), 0, upper.length());
      regions.looksTo(partition, upper, changes, last, to);
      load(i, end);
      i = last + 1;
      if (after.rows() + before.rows() > MANY_ROWS) {
        emit(true, out);
      }
    }
  }

  /** Returns whether some of the rows that a change is seen by come before the upper bound. */
  private boolean meets(int change) {
    if (changes.compare(change, upper.data(), 0, upper.length()) < 0) {
      return true;
    }
    regions.changedFrom(partition, changes, change, from);
    return OverRegions.compare(from, upper) < 0;
  }

  /** Reads the rows between the bounds, as they are and, by the changes, as they were. */
  private void load(int firstChange, int end) {
    OverRows.Stretch old = before.begin(partition.length());
    OverRows.Stretch now = after.begin(partition.length());
    int checkpoint = -1;
    if (checkpoints != null) {
      checkpoint = checkpoints.find(partition, from);
      if (checkpoint >= 0) {
        head();
        checkpoints.apply(checkpoint, old);
        checkpoints.apply(checkpoint, now);
      } else {
        OverRegions.set(from, partition.data(), 0, partition.length());
      }
    }
    int change = firstChange;
    while (change > 0
        && changes.startsWith(change - 1, partition.data(), 0, partition.length())
        && changes.compare(change - 1, from.data(), 0, from.length()) >= 0) {
      change--;
    }
    boolean continued = checkpoint >= 0;
    boolean there = cursor.seek(from);
    while (true) {
      boolean isRow = there && cursor.compare(to.data(), 0, to.length()) < 0;
      boolean isChange = change < end && changes.compare(change, to.data(), 0, to.length()) < 0;
      if (!isRow && !isChange) {
        break;
      }
      int order = isRow ? -1 : 1;
      if (isRow && isChange) {
        order = -changes.compare(change, cursor.data(), cursor.start(), cursor.length());
      }
      byte[] data = order > 0 ? changes.data() : cursor.data();
      int start = order > 0 ? changes.start(change) : cursor.start();
      int length = order > 0 ? changes.length(change) : cursor.length();
      long weight = order > 0 ? 0 : cursor.weight();
      long changed = order >= 0 ? changes.value(change) : 0;
      add(before, old, data, start, length, weight - changed, continued);
      add(after, now, data, start, length, weight, continued);
      change += order >= 0 ? 1 : 0;
      there = order > 0 ? there : cursor.next();
    }
    before.end();
    after.end();
  }

  /** Reads the partition's first rows, which are the same before and after. */
  private void head() {
    long rest = reach.head();
    boolean there = rest > 0 && headCursor.seek(partition);
    while (there && rest > 0 && headCursor.startsWith(partition)) {
      long copies = Math.min(rest, Math.max(0, headCursor.weight()));
      if (copies > 0) {
        before.add(headCursor.data(), headCursor.start(), headCursor.length(), copies);
        after.add(headCursor.data(), headCursor.start(), headCursor.length(), copies);
      }
      rest -= copies;
      there = headCursor.next();
    }
    before.endHead();
    after.endHead();
  }

  private void add(
      OverRows rows,
      OverRows.Stretch stretch,
      byte[] data,
      int start,
      int length,
      long copies,
      boolean continued) {
    // A row present fewer than no times is not there (yet).
    if (copies <= 0) {
      return;
    }
    if (continued && rows.rows() == stretch.first) {
      stretch.continuesGroup = checkpoints.continuesGroup(partition, data, start);
    }
    rows.add(data, start, length, copies);
    if (compare(data, start, length, lower) < 0) {
      stretch.from = rows.rows();
      stretch.to = rows.rows();
    } else if (compare(data, start, length, upper) < 0) {
      stretch.to = rows.rows();
    }
  }

  private static int compare(byte[] data, int start, int length, KeyBuffer bound) {
    return Arrays.compareUnsigned(data, start, start + length, bound.data(), 0, bound.length());
  }

  /**
   * Gives out how the results of the rows read have changed, and forgets the rows.
   *
   * @param remembering whether to make checkpoints, for changes to come
   */
  private void emit(boolean remembering, Output out) {
    before.seal();
    after.seal();
    difference.emit(before, after, out);
    if (remembering && checkpoints != null) {
      for (int i = 0; i < after.stretches(); i++) {
        checkpoints.make(after, after.stretch(i));
      }
    }
    before.clear();
    after.clear();
  }

  @Override
  protected Durable state() {
    return table;
  }

  @Override
  public long stateBytes() {
    return super.stateBytes() + (checkpoints == null ? 0 : checkpoints.bytes());
  }
}
