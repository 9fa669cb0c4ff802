package io.millrace.operator.session;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.operator.Output;
import io.millrace.state.IntervalTable;
import io.millrace.state.RecordStore;
import io.millrace.zset.RowEquality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sessions that a step has touched so far, each once, with what they were before the step. */
final class TouchedSessions {
  /** So many sessions are finished at a time, few enough for their records to stay in the cache. */
  private static final int CHUNK = 2048;

  private static final int KEPT = 1 << 18;

  private final IntervalTable sessions;
  private final RecordStore records;
  private final SessionResults results;
  private final int rowCount;
  private final int fate;

  private int[] list = new int[64];
  private long[] hashes = new long[64];
  private long[] formerStarts = new long[64];
  private long[] formerLasts = new long[64];
  private boolean[] wasThere = new boolean[64];
  private int count;

  /** What the sessions gave out last, as many of them as a chunk has in each. */
  private final List<ColumnBuilder[]> formerResults = new ArrayList<>();

  private int captured;

  /**
   * @param rowCount the slot with a session's number of rows
   * @param fate the slot that is greater than 0 where another session has a session's rows
   */
  TouchedSessions(IntervalTable sessions, SessionResults results, int rowCount, int fate) {
    this.sessions = sessions;
    this.results = results;
    this.rowCount = rowCount;
    this.fate = fate;
    records = sessions.records();
  }

  /** Notes a session, before it changes, if the step has not touched it yet. */
  void add(int session, long hash) {
    if (!records.mark(session)) {
      return;
    }
    records.markDirty(session);
    if (count == list.length) {
      list = Arrays.copyOf(list, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
      formerStarts = Arrays.copyOf(formerStarts, 2 * count);
      formerLasts = Arrays.copyOf(formerLasts, 2 * count);
      wasThere = Arrays.copyOf(wasThere, 2 * count);
    }
    list[count] = session;
    hashes[count] = hash;
    formerStarts[count] = sessions.from(session);
    formerLasts[count] = sessions.to(session);
    wasThere[count++] = records.slot(session, rowCount) > 0;
  }

  int size() {
    return count;
  }

  int session(int index) {
    return list[index];
  }

  long hash(int index) {
    return hashes[index];
  }

  /** Keeps the results of the sessions noted since the last time; none has changed its own yet. */
  void capture() {
    while (captured < count) {
      int chunk = captured / CHUNK;
      int end = Math.min(count, (chunk + 1) * CHUNK);
      if (chunk == formerResults.size()) {
        formerResults.add(results.builders(chunk == 0 ? 64 : 2 * CHUNK));
      }
      results.append(list, captured, end, formerResults.get(chunk));
      captured = end;
    }
  }

  /** Gives out the old and the new rows of the sessions where they differ. */
  void emitChanges(Output out) {
    for (int from = 0; from < count; from += CHUNK) {
      emitChanges(from, Math.min(count, from + CHUNK), formerResults.get(from / CHUNK), out);
    }
  }

  /**
   * @param values all the old results; takes the new ones of the sessions that are there still
   */
  private void emitChanges(int from, int to, ColumnBuilder[] values, Output out) {
    int[] there = new int[to - from];
    int size = 0;
    for (int i = from; i < to; i++) {
      there[size] = list[i];
      size += records.slot(list[i], fate) > 0 ? 0 : 1;
    }
    results.append(there, 0, size, values);
    Column[] columns = SessionResults.build(values);
    Changes changes = new Changes(to - from + size);
    int next = to - from;
    for (int i = from; i < to; i++) {
      int session = list[i];
      boolean is = records.slot(session, fate) <= 0;
      int row = is ? next++ : -1;
      if (is && wasThere[i] && isUnchanged(i, columns, i - from, row)) {
        continue;
      }
      if (wasThere[i]) {
        changes.add(session, formerStarts[i], formerLasts[i], i - from, -1);
      }
      if (is) {
        changes.add(session, sessions.from(session), sessions.to(session), row, 1);
      }
    }
    changes.emit(columns, out);
  }

  private boolean isUnchanged(int index, Column[] columns, int before, int now) {
    int session = list[index];
    if (formerStarts[index] != sessions.from(session)
        || formerLasts[index] != sessions.to(session)) {
      return false;
    }
    for (Column column : columns) {
      if (!RowEquality.equal(column, before, column, now)) {
        return false;
      }
    }
    return true;
  }

  /** Rows of a delta in the making. */
  private final class Changes {
    private final int[] owners;
    private final long[] starts;
    private final long[] lasts;
    private final int[] rows;
    private final long[] weights;
    private boolean insertOnly = true;
    private int size;

    Changes(int capacity) {
      owners = new int[capacity];
      starts = new long[capacity];
      lasts = new long[capacity];
      rows = new int[capacity];
      weights = new long[capacity];
    }

    void add(int session, long start, long last, int row, long weight) {
      owners[size] = session;
      starts[size] = start;
      lasts[size] = last;
      rows[size] = row;
      weights[size++] = weight;
      insertOnly &= weight > 0;
    }

    void emit(Column[] columns, Output out) {
      if (size == 0) {
        return;
      }
      Column[] gathered = new Column[columns.length];
      for (int i = 0; i < columns.length; i++) {
        gathered[i] = columns[i].gather(rows, size);
      }
      Batch delta =
          results.rows(owners, size, starts, lasts, gathered, insertOnly ? null : weights);
      out.emit(delta);
    }
  }

  /** Starts again with none, once they have been dealt with. */
  void clear() {
    for (int i = 0; i < count; i++) {
      if (records.isLive(list[i])) {
        records.unmark(list[i]);
      }
    }
    count = 0;
    captured = 0;
    formerResults.clear();
    if (list.length > KEPT) {
      list = new int[64];
      hashes = new long[64];
      formerStarts = new long[64];
      formerLasts = new long[64];
      wasThere = new boolean[64];
    }
  }
}
