package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.operator.Output;
import io.millrace.state.RecordArrangement;
import io.millrace.state.RecordStore;
import java.util.Arrays;

/**
 * Counts for each row of an arrangement the weight of what it matches, and says at the end of a
 * step which rows have come to be, or ceased to be, matched: net, whatever happened in between.
 */
final class MatchTally {
  private final RecordArrangement arrangement;
  private final RecordStore records;
  private final boolean whenMatched;
  private int[] touched = new int[16];
  private long[] before = new long[16];
  private int count;

  /**
   * @param arrangement a tallied one
   * @param whenMatched whether rows are given out when they have a match, or when they have none
   */
  MatchTally(RecordArrangement arrangement, boolean whenMatched) {
    this.arrangement = arrangement;
    this.records = arrangement.records();
    this.whenMatched = whenMatched;
  }

  /** Takes in a new record with what it matches. */
  void enter(int record, long matches) {
    records.mark(record);
    remember(record, 0);
    arrangement.addTally(record, matches);
  }

  /** Remembers, before a record's weight or tally changes, how often its row is given out. */
  void touch(int record) {
    if (records.mark(record)) {
      remember(record, given(record));
    }
  }

  private void remember(int record, long given) {
    if (count == touched.length) {
      touched = Arrays.copyOf(touched, count * 2);
      before = Arrays.copyOf(before, count * 2);
    }
    touched[count] = record;
    before[count++] = given;
  }

  /** Counts a match. */
  void add(int record, long weight) {
    touch(record);
    arrangement.addTally(record, weight);
  }

  private long given(int record) {
    return arrangement.tally(record) != 0 == whenMatched ? arrangement.weight(record) : 0;
  }

  /**
   * Ends the step: calls for the rows whose weight in what is given out has changed, in chunks, and
   * removes from the arrangement what weighs nothing.
   */
  void finish(int chunkRows, Output changes) {
    long[] weights = null;
    int kept = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      int record = touched[i];
      records.unmark(record);
      long change = given(record) - before[i];
      if (change != 0) {
        if (weights == null) {
          weights = new long[chunkRows];
          from = kept;
        }
        weights[kept - from] = change;
        touched[kept++] = record;
        if (kept - from == chunkRows) {
          emit(from, kept, weights, changes);
          weights = null;
        }
      }
    }
    if (weights != null) {
      emit(from, kept, weights, changes);
    }
    count = 0;
    if (touched.length > 1 << 16) {
      touched = new int[16];
      before = new long[16];
    }
    arrangement.sweep();
  }

  private void emit(int from, int to, long[] weights, Output changes) {
    Batch rows = arrangement.gather(touched, from, to, Arrays.copyOf(weights, to - from));
    changes.emit(rows);
  }
}
