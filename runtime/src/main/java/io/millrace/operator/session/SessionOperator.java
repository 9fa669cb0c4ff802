package io.millrace.operator.session;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.time.LateRows;
import io.millrace.operator.time.Watermark;
import io.millrace.state.Durable;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import io.millrace.state.OrderedTable;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts rows into sessions: rows of the same keys belong together where none is further than the gap
 * from the one before (exactly the gap still joins, as in Flink and Spark).
 *
 * <p>Input: distributed by the keys. Output: the input's columns without the watermark's, then
 * window_start, the session's first timestamp, and window_end, its last timestamp plus the gap; net
 * changes at the end of the step: all rows of a session come again when it grows, merges or splits.
 *
 * <p>A row joins the sessions within the gap that are still open: whose end the watermark that the
 * row carries has not reached. Where there is none and its own timestamp plus the gap is not after
 * that watermark, it is late: counted, not put out. Rows are looked at in the order in which they
 * come, so that how they are cut into batches makes no difference. Rows without a timestamp are
 * counted too. Taking away a row that was late does nothing.
 *
 * <p>State: all rows by key and time; of an input that only grows and has a watermark, only those
 * of open sessions. Cost: for each changed session its rows.
 */
public final class SessionOperator implements Operator, Durable {
  private static final int BATCH_ROWS = 8192;
  private static final int MOST_BYTES = 16 << 20;

  private final int columns;
  private final int timestamp;
  private final int watermark;
  private final long gap;
  private final Optional<Watermark> freeing;
  private final LateRows lateRows;
  private final SessionKey sessionKey;
  private final OrderedTable open = new OrderedTable();
  private final OrderedTable closed = new OrderedTable();
  private final SessionRows rows;
  private final ClosedSessions closedSessions;
  private final SessionDeadlines deadlines = new SessionDeadlines();

  /** The step's rows; a key's value is its place among the next two. */
  private final KeyLog arrivals = new KeyLog();

  private long[] weights = new long[16];
  private long[] watermarks = new long[16];

  private final KeyBuffer key = new KeyBuffer();
  private final KeyBuffer partition = new KeyBuffer();
  private final KeyLog intervals = new KeyLog();
  private final KeyLog closing = new KeyLog();
  private final KeyLog changes = new KeyLog();

  /** Rows taken away before they came, within the step. */
  private final OrderedTable owed = new OrderedTable();

  private final BatchBuilder builder;

  /**
   * @param input the input's columns
   * @param keys by which rows belong together at all
   * @param timestamp the column of time
   * @param watermark the input's column with the watermark as of each row (not null), or -1 where
   *     it has none and nothing is late
   * @param gapMicros the longest time between two rows of one session
   * @param freeing where the input only grows, the promise by which open sessions are given up;
   *     empty where rows may be taken away
   * @param lateRows counts what does not come into a session
   */
  public SessionOperator(
      RowType input,
      int[] keys,
      int timestamp,
      int watermark,
      long gapMicros,
      Optional<Watermark> freeing,
      LateRows lateRows) {
    if (freeing.isPresent() && watermark < 0) {
      throw new IllegalArgumentException("rows without watermarks would be lost");
    }
    columns = input.size();
    this.timestamp = timestamp;
    this.watermark = watermark;
    gap = gapMicros;
    this.freeing = freeing;
    this.lateRows = lateRows;
    sessionKey = new SessionKey(input, keys, timestamp, watermark);
    rows = new SessionRows(open, gap);
    closedSessions = new ClosedSessions(closed, gap);
    builder = new BatchBuilder(outputType(input, timestamp, watermark), 16);
  }

  /** Returns the output's columns. */
  public static RowType outputType(RowType input, int timestamp, int watermark) {
    List<Field> fields = new ArrayList<>(input.fields());
    Type time = input.type(timestamp);
    fields.add(Field.required("window_start", time));
    fields.add(Field.required("window_end", time));
    if (watermark >= 0) {
      fields.remove(watermark);
    }
    return new RowType(fields);
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    sessionKey.prepare(delta);
    LongColumn times = delta.longs(timestamp);
    long[] passed = watermark < 0 ? null : delta.longs(watermark).values();
    long untimed = 0;
    for (int row = 0; row < delta.size(); row++) {
      long weight = delta.weight(row);
      if (freeing.isPresent() && weight < 0) {
        throw new IllegalStateException("a row was taken away from an input that only grows");
      }
      if (times.isNull(row)) {
        untimed++;
        continue;
      }
      int place = arrivals.size();
      if (place == weights.length) {
        weights = Arrays.copyOf(weights, 2 * place);
        watermarks = Arrays.copyOf(watermarks, 2 * place);
      }
      weights[place] = weight;
      watermarks[place] = passed == null ? Watermark.NONE : passed[row];
      sessionKey.write(delta, row, key);
      arrivals.add(key, place);
    }
    if (untimed > 0) {
      lateRows.addUntimed(untimed);
    }
    // A step may be a whole table: what is put aside must not grow with it.
    if (arrivals.bytes() > MOST_BYTES) {
      apply(out);
    }
  }

  @Override
  public void finish(Output out) {
    if (!arrivals.isEmpty()) {
      apply(out);
    }
    if (owed.size() > 0) {
      owed.removePrefix(new byte[0], 0, 0);
    }
    freeing.ifPresent(promise -> free(promise.current()));
  }

  private void apply(Output out) {
    arrivals.sort();
    for (int from = 0; from < arrivals.size(); ) {
      byte[] data = arrivals.data();
      int start = arrivals.start(from);
      partition.clear();
      partition.putBytes(data, start, sessionKey.partitionEnd(data, start) - start);
      int to = from + 1;
      while (to < arrivals.size()
          && arrivals.startsWith(to, partition.data(), 0, partition.length())) {
        to++;
      }
      change(from, to, out);
      from = to;
    }
    arrivals.clear();
    flush(out);
  }

  /** Applies the rows {@code from .. to)} of the step, all of one partition. */
  private void change(int from, int to, Output out) {
    changes.clear();
    intervals.clear();
    rows.select(partition);
    listBefore(from, to);
    for (long arrival : inOrderOfArrival(from, to)) {
      int index = (int) arrival;
      int place = (int) (arrival >>> 32);
      key.clear();
      key.putBytes(arrivals.data(), arrivals.start(index), arrivals.length(index));
      if (watermark < 0) {
        open.add(key, weights[place]);
      } else if (weights[place] > 0) {
        insert(time(index), weights[place], watermarks[place]);
      } else {
        retract(-weights[place]);
      }
    }
    listAfter();
    closedSessions.settle(changes, freeing.isEmpty());
    changes.consolidate();
    for (int i = 0; i < changes.size(); i++) {
      emit(i, out);
    }
  }

  private long time(int arrival) {
    return SessionKey.time(arrivals.data(), arrivals.start(arrival) + partition.length());
  }

  /** Returns the places of the rows in ascending order, each with its index in the lower half. */
  private long[] inOrderOfArrival(int from, int to) {
    long[] order = new long[to - from];
    for (int i = from; i < to; i++) {
      order[i - from] = arrivals.value(i) << 32 | i;
    }
    if (watermark >= 0) {
      Arrays.sort(order);
    }
    return order;
  }

  /** Lists, negative, the sessions that the step's rows may change; notes where there are any. */
  private void listBefore(int from, int to) {
    long listed = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long time = time(i);
      note(time, time);
      long at = Math.max(time - gap, listed);
      while (rows.seek(at) && rows.time() <= time + gap) {
        long first = rows.first(rows.time());
        long last = rows.last(first);
        rows.list(first, last, changes, -1);
        note(first, last);
        at = last + 1;
        listed = at;
      }
    }
  }

  private void note(long first, long last) {
    key.clear();
    SessionKey.putTime(first, key);
    intervals.add(key, last);
  }

  /** Lists the sessions that there are now where there were changes. */
  private void listAfter() {
    intervals.sort();
    for (int i = 0; i < intervals.size(); ) {
      long from = SessionKey.time(intervals.data(), intervals.start(i));
      long to = intervals.value(i);
      i++;
      while (i < intervals.size()
          && SessionKey.time(intervals.data(), intervals.start(i)) - to <= gap) {
        to = Math.max(to, intervals.value(i));
        i++;
      }
      while (rows.seek(from) && rows.time() <= to) {
        long first = rows.time();
        long last = rows.last(first);
        rows.list(first, last, changes, 1);
        from = last + 1;
      }
    }
  }

  /** Puts a row where it belongs: into open sessions, into one of its own, or among the late. */
  private void insert(long time, long weight, long passed) {
    long copies = weight;
    if (owed.size() > 0) {
      long settled = Math.min(copies, owed.weight(key));
      owed.add(key, -settled);
      copies -= settled;
      if (copies == 0) {
        return;
      }
    }
    // Both are looked at always: each closes a session that is over.
    boolean joins = joinsBefore(time, passed) | joinsAfter(time, passed);
    if (!joins && time + gap <= passed) {
      lateRows.addLate(copies);
      return;
    }
    open.add(key, copies);
    if (!joins && freeing.isPresent()) {
      deadlines.add(time + gap, partition, time);
    }
  }

  /** Returns whether an open session reaches the time from before; one that is over is closed. */
  private boolean joinsBefore(long time, long passed) {
    if (!rows.seekBefore(time + 1) || time - rows.time() > gap) {
      return false;
    }
    return isOpen(rows.time(), passed);
  }

  private boolean joinsAfter(long time, long passed) {
    if (!rows.seek(time + 1) || rows.time() - time > gap) {
      return false;
    }
    return isOpen(rows.time(), passed);
  }

  private boolean isOpen(long time, long passed) {
    if (time + gap > passed) {
      return true;
    }
    long last = rows.last(time);
    if (last + gap > passed) {
      return true;
    }
    long first = rows.first(time);
    closing.clear();
    rows.list(first, last, closing, 1);
    rows.remove(first, last);
    closedSessions.close(closing);
    return false;
  }

  private void retract(long weight) {
    long copies = weight;
    long there = Math.min(copies, open.weight(key));
    open.add(key, -there);
    copies -= there;
    while (copies > 0 && closedSessions.retract(key, partition.length(), changes)) {
      copies--;
    }
    owed.add(key, copies);
  }

  /** Gives up the sessions that no row to come can join. */
  private void free(long now) {
    while (deadlines.poll(now, partition)) {
      rows.select(partition);
      long time = deadlines.time();
      if (!rows.seek(time) || rows.time() != time) {
        continue;
      }
      long last = rows.last(time);
      if (last + gap <= now) {
        rows.remove(rows.first(time), last);
      } else {
        deadlines.add(last + gap, partition, last);
      }
    }
  }

  private void emit(int index, Output out) {
    byte[] data = changes.data();
    if (builder.isEmpty()) {
      sessionKey.target(builder);
    }
    int end = sessionKey.read(data, changes.start(index));
    int next = columns - (watermark < 0 ? 0 : 1);
    ((LongBuilder) builder.column(next)).appendLong(SessionKey.time(data, end));
    ((LongBuilder) builder.column(next + 1)).appendLong(SessionKey.time(data, end + Long.BYTES));
    builder.endRow(changes.value(index));
    if (builder.size() == BATCH_ROWS) {
      flush(out);
    }
  }

  private void flush(Output out) {
    if (!builder.isEmpty()) {
      out.emit(builder.build());
    }
  }

  @Override
  public void save(StateWriter writer) {
    open.save(writer.part("open"));
    closed.save(writer.part("closed"));
  }

  @Override
  public void restore(StateReader reader) {
    open.restore(reader.part("open"));
    closed.restore(reader.part("closed"));
    if (freeing.isPresent()) {
      restoreDeadlines();
    }
  }

  /** One entry a row would do; one for each timestamp of a partition is less. */
  private void restoreDeadlines() {
    OrderedTable.Cursor cursor = open.cursor();
    boolean there = cursor.first();
    while (there) {
      int end = sessionKey.partitionEnd(cursor.data(), cursor.start());
      partition.clear();
      partition.putBytes(cursor.data(), cursor.start(), end - cursor.start());
      long time = SessionKey.time(cursor.data(), end);
      rows.select(partition);
      long last = rows.last(time);
      deadlines.add(last + gap, partition, last);
      key.clear();
      key.putBytes(partition.data(), 0, partition.length());
      SessionKey.putTime(last + 1, key);
      there = cursor.seek(key);
    }
  }

  @Override
  public long stateRows() {
    return open.stateRows() + closed.stateRows();
  }

  @Override
  public long stateBytes() {
    return open.stateBytes() + closed.stateBytes() + deadlines.bytes();
  }
}
