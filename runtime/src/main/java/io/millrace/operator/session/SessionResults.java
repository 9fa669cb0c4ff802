package io.millrace.operator.session;

import io.millrace.aggregate.Accumulator;
import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.operator.Output;
import io.millrace.state.IntervalTable;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyLog;
import java.util.List;

/** Makes rows of sessions: keys, start and end as asked, then each aggregate's result. */
final class SessionResults {
  private final IntervalTable sessions;
  private final long gap;
  private final SessionAggregates aggregates;
  private final List<Accumulator> accumulators;
  private final KeyBuffer key = new KeyBuffer();
  private final KeyLog order = new KeyLog();

  SessionResults(
      IntervalTable sessions,
      long gap,
      SessionAggregates aggregates,
      List<Accumulator> accumulators) {
    this.sessions = sessions;
    this.gap = gap;
    this.aggregates = aggregates;
    this.accumulators = accumulators;
  }

  /** Returns builders of the results. */
  ColumnBuilder[] builders(int capacity) {
    ColumnBuilder[] builders = new ColumnBuilder[accumulators.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = ColumnBuilder.of(aggregates.calls().get(i).resultType(), capacity);
    }
    return builders;
  }

  /** Appends the present results of the sessions {@code list[from .. to)}. */
  void append(int[] list, int from, int to, ColumnBuilder[] builders) {
    for (int i = 0; i < builders.length; i++) {
      accumulators.get(i).append(list, from, to, builders[i]);
    }
  }

  static Column[] build(ColumnBuilder[] builders) {
    Column[] columns = new Column[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    return columns;
  }

  /**
   * Returns rows.
   *
   * @param list the sessions, of which the keys are taken
   * @param starts the sessions' first times
   * @param lasts the sessions' last times
   * @param results one a session
   */
  Batch rows(int[] list, int count, long[] starts, long[] lasts, Column[] results, long[] weights) {
    int[] output = aggregates.output();
    Column[] columns = new Column[output.length + results.length];
    for (int i = 0; i < output.length; i++) {
      columns[i] =
          switch (output[i]) {
            case SessionAggregates.START -> new LongColumn(starts, null, count);
            case SessionAggregates.END -> new LongColumn(ends(lasts, count), null, count);
            default -> sessions.records().gather(output[i], list, 0, count);
          };
    }
    System.arraycopy(results, 0, columns, output.length, results.length);
    return new Batch(count, columns, weights);
  }

  private long[] ends(long[] lasts, int count) {
    long[] ends = new long[count];
    for (int i = 0; i < count; i++) {
      ends[i] = lasts[i] + gap;
    }
    return ends;
  }

  /** Gives out the rows of sessions that are over, in the order of their ends. */
  void emitFinal(int[] list, int count, Output out) {
    if (count == 0) {
      return;
    }
    order.clear();
    for (int i = 0; i < count; i++) {
      key.clear();
      SessionKey.putTime(sessions.to(list[i]), key);
      order.add(key, list[i]);
    }
    order.sort();
    int[] sorted = new int[count];
    long[] starts = new long[count];
    long[] lasts = new long[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = (int) order.value(i);
      starts[i] = sessions.from(sorted[i]);
      lasts[i] = sessions.to(sorted[i]);
    }
    ColumnBuilder[] results = builders(count);
    append(sorted, 0, count, results);
    out.emit(rows(sorted, count, starts, lasts, build(results), null));
  }
}
