package io.millrace.operator.session;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.aggregate.Accumulators;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.aggregate.AggregateOperator;
import io.millrace.operator.time.LateRows;
import io.millrace.operator.time.Watermark;
import io.millrace.state.Durable;
import io.millrace.state.IntervalTable;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * GROUP BY session, of an input that only grows: what a {@link SessionOperator} and an {@link
 * AggregateOperator} by its keys, window_start and window_end give together, without the rows.
 * Sessions that become one make their accumulators one.
 *
 * <p>Input: distributed by the keys; the watermarks that rows carry never go back. Which session a
 * row is in, what is late and what is counted is as the {@link SessionOperator} has it. Output: at
 * the end of a step, the old row of each session that has changed with weight -1 and its new row
 * with +1; on close, a session's row when the watermark has passed its end, once, and nothing
 * before.
 *
 * <p>State: one record a session, until the watermark has passed its end. Cost: a look-up for each
 * row, and for a key with several sessions the logarithm of their number.
 */
public final class SessionAggregateOperator extends StatefulOperator {
  /** The fate of a session that takes no more rows; one that was merged has the other's number. */
  private static final long CLOSED = -1;

  private final int[] keys;
  private final int timestamp;
  private final int watermark;
  private final long gap;
  private final SessionAggregates aggregates;
  private final Watermark freeing;
  private final LateRows lateRows;
  private final Accumulators accumulators;
  private final IntervalTable sessions;
  private final RecordStore records;
  private final int fate;
  private final SessionResults results;
  private final TouchedSessions touched;
  private final SessionExpiry expiry;

  private long[] hashes = {};

  /** Each row's session, or -1; before that, the root of its key's sessions, or -1. */
  private int[] rowSessions = {};

  private boolean merged;

  /**
   * @param input the rows it takes
   * @param aggregates of which {@link #supports} is true
   * @param freeing the promise by which sessions are over; empty where they stay, which on close
   *     they may not
   * @param lateRows counts what does not come into a session
   */
  public SessionAggregateOperator(
      RowType input,
      SessionWindow window,
      SessionAggregates aggregates,
      Optional<Watermark> freeing,
      LateRows lateRows) {
    keys = window.keys().clone();
    timestamp = window.timestamp();
    watermark = window.watermark();
    gap = window.gapMicros();
    this.aggregates = aggregates;
    this.freeing = freeing.orElse(null);
    this.lateRows = lateRows;
    if (freeing.isPresent() && watermark < 0) {
      throw new IllegalArgumentException("rows without watermarks would be lost");
    } else if (freeing.isEmpty() && aggregates.onClose()) {
      throw new IllegalArgumentException("only sessions that are freed can close");
    }
    accumulators = new Accumulators(aggregates.arguments(), aggregates.calls(), true);
    sessions =
        new IntervalTable(
            input.select(keys).types(), accumulators.fields(), accumulators.slots(), 2);
    records = sessions.records();
    accumulators.bind(records, sessions.firstValue(), sessions.slot(0));
    fate = sessions.slot(accumulators.slots());
    results = new SessionResults(sessions, gap, aggregates, accumulators.results());
    touched = new TouchedSessions(sessions, results, accumulators.rowCount(), fate);
    expiry = new SessionExpiry(sessions, gap, sessions.slot(accumulators.slots() + 1));
  }

  /** Returns whether these aggregates' accumulators can be merged, of rows that only come. */
  public static boolean supports(RowType arguments, List<AggregateCall> calls) {
    return new Accumulators(arguments, calls, true).canMerge();
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    if (!delta.isInsertOnly()) {
      throw new IllegalStateException("a row was taken away from an input that only grows");
    }
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      rowSessions = new int[size];
    }
    RowHash.hash(delta, keys, hashes);
    sessions.find(delta, keys, hashes, rowSessions);
    int taken = assign(delta);
    follow(size);
    if (!aggregates.onClose()) {
      touched.capture();
    }
    if (taken == size) {
      aggregate(delta);
    } else if (taken > 0) {
      aggregate(taken(delta, taken));
    }
  }

  /** Finds each row's session, in order of arrival; returns how many rows have one. */
  private int assign(Batch delta) {
    LongColumn times = delta.longs(timestamp);
    long[] passed = watermark < 0 ? null : delta.longs(watermark).values();
    int taken = 0;
    long untimed = 0;
    for (int row = 0; row < delta.size(); row++) {
      int session = -1;
      if (times.isNull(row)) {
        untimed++;
      } else {
        session =
            session(delta, row, times.values()[row], passed == null ? Watermark.NONE : passed[row]);
      }
      rowSessions[row] = session;
      taken += session < 0 ? 0 : 1;
    }
    if (untimed > 0) {
      lateRows.addUntimed(untimed);
    }
    return taken;
  }

  /** Returns the session that a row joins or starts, or -1 where it is late. */
  private int session(Batch delta, int row, long time, long passed) {
    long hash = hashes[row];
    int root = rowSessions[row];
    if (root < 0 || !sessions.isRoot(root)) {
      // Rows before this one have made the key's first session, or another the root.
      root = sessions.find(delta, keys, row, hash);
    }
    int before = sessions.floor(root, time);
    int after = sessions.higher(root, time);
    before = before >= 0 && time - sessions.to(before) <= gap ? before : -1;
    after = after >= 0 && sessions.from(after) - time <= gap ? after : -1;
    // Both are looked at always: what is over is closed even where the other takes the row.
    if (before >= 0 && sessions.to(before) + gap <= passed) {
      root = close(before, hash, root);
      before = -1;
    }
    if (after >= 0 && sessions.to(after) + gap <= passed) {
      root = close(after, hash, root);
      after = -1;
    }
    if (before >= 0 && after >= 0) {
      merge(before, after, hash, root);
      return before;
    }
    int session = Math.max(before, after);
    if (session >= 0) {
      touched.add(session, hash);
      sessions.setEnds(
          session, Math.min(time, sessions.from(session)), Math.max(time, sessions.to(session)));
    } else if (time + gap > passed) {
      session = sessions.insert(delta, keys, row, hash, root, time);
      touched.add(session, hash);
      if (freeing != null) {
        expiry.add(session);
      }
    } else {
      lateRows.addLate(delta.weight(row));
    }
    return session;
  }

  /** Ends a session that no row may join any more; returns the root of the others, or -1. */
  private int close(int session, long hash, int root) {
    touched.add(session, hash);
    records.setSlot(session, fate, CLOSED);
    return sessions.detach(session, hash, root);
  }

  private void merge(int session, int other, long hash, int root) {
    touched.add(session, hash);
    touched.add(other, hash);
    if (!aggregates.onClose()) {
      touched.capture();
    }
    accumulators.merge(session, other);
    int rowCount = accumulators.rowCount();
    records.setSlot(
        session, rowCount, records.slot(session, rowCount) + records.slot(other, rowCount));
    long last = sessions.to(other);
    sessions.detach(other, hash, root);
    sessions.setEnds(session, sessions.from(session), last);
    records.setSlot(other, fate, session + 1L);
    merged = true;
  }

  /**
   * Gives the rows of sessions that were merged, after the rows had come, to where they are now.
   */
  private void follow(int rows) {
    if (!merged) {
      return;
    }
    merged = false;
    for (int row = 0; row < rows; row++) {
      int session = rowSessions[row];
      while (session >= 0 && records.slot(session, fate) > 0) {
        session = (int) records.slot(session, fate) - 1;
      }
      rowSessions[row] = session;
    }
  }

  /** Returns the rows that are in a session; their sessions and hashes move along. */
  private Batch taken(Batch delta, int count) {
    int[] rows = new int[count];
    int next = 0;
    for (int row = 0; row < delta.size(); row++) {
      if (rowSessions[row] >= 0) {
        rowSessions[next] = rowSessions[row];
        hashes[next] = hashes[row];
        rows[next++] = row;
      }
    }
    return delta.gather(rows, count);
  }

  private void aggregate(Batch delta) {
    int rowCount = accumulators.rowCount();
    long[] weights = delta.weights();
    int size = delta.size();
    long[] only = records.onlyPage();
    for (int row = 0; row < size; row++) {
      int session = rowSessions[row];
      long[] page = only != null ? only : records.page(session);
      page[records.base(session) + rowCount] += weights == null ? 1 : weights[row];
    }
    Batch arguments =
        aggregates.transform().isPresent() ? aggregates.transform().get().apply(delta) : delta;
    accumulators.process(arguments, rowSessions, hashes);
  }

  @Override
  public void finish(Output out) {
    if (!aggregates.onClose()) {
      touched.emitChanges(out);
    }
    settle(out);
    if (freeing != null) {
      int[] due = expiry.takeDue(freeing.current());
      if (aggregates.onClose()) {
        results.emitFinal(due, due.length, out);
      }
      sessions.remove(due, due.length);
    }
  }

  /** Frees the sessions that were closed or merged within the step. */
  private void settle(Output out) {
    int[] closed = {};
    int count = 0;
    for (int i = 0; aggregates.onClose() && i < touched.size(); i++) {
      if (records.slot(touched.session(i), fate) == CLOSED) {
        if (count == closed.length) {
          closed = Arrays.copyOf(closed, Math.max(16, 2 * count));
        }
        closed[count++] = touched.session(i);
      }
    }
    results.emitFinal(closed, count, out);
    for (int i = 0; i < touched.size(); i++) {
      if (records.slot(touched.session(i), fate) != 0) {
        sessions.free(touched.session(i), touched.hash(i));
      }
    }
    touched.clear();
  }

  @Override
  protected Durable state() {
    return sessions;
  }

  @Override
  public void restore(StateReader reader) {
    super.restore(reader);
    for (int session = 0; freeing != null && session < records.limit(); session++) {
      if (records.isLive(session)) {
        expiry.add(session);
      }
    }
  }

  @Override
  public long stateBytes() {
    return super.stateBytes() + expiry.bytes();
  }
}
