package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.state.AppendArrangement;
import io.millrace.state.Arrangement;
import io.millrace.state.Probe;
import io.millrace.state.RecordArrangement;
import io.millrace.state.SlicedArrangement;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.Storage;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/** One input of a join: its arrangement, and the batch of it that is being worked on. */
final class JoinSide {
  final Join.Side input;
  final JoinKeys keys;

  /** Whether it matters which rows have a match. */
  final boolean isTallied;

  /** Null once it is forgotten, as all below. */
  Arrangement arrangement;

  /** The same where rows are taken away or counted by, else null. */
  private RecordArrangement changing;

  Probe probe;

  /** Null where nothing is tallied. */
  MatchTally tally;

  /** Whether the store has been told that all is forgotten. */
  private boolean isCleared;

  /** Whether no more rows of it come. */
  boolean hasEnded;

  /** The hashes of the batch's keys. */
  long[] hashes = {};

  /** What each of the batch's rows matches, where that is tallied. */
  long[] matches = {};

  /**
   * For each column, the key that it is, where equal values cannot be told apart, or -1: joined
   * rows then have it from the other side.
   */
  final int[] keyEqualTo;

  private int[] located = {};

  /**
   * @param tallied whether it matters that rows have a match
   * @param whenMatched whether rows are then given out when they have one, or when they have none
   */
  JoinSide(Join.Side input, boolean[] nullSafe, boolean tallied, boolean whenMatched) {
    this.input = input;
    isTallied = tallied;
    keys = new JoinKeys(input.keys(), nullSafe);
    boolean keepsAll = input.insertOnly() && input.expiry().isEmpty();
    if (keepsAll && !tallied) {
      changing = null;
      arrangement = new AppendArrangement(input.type(), input.keys());
    } else if (input.insertOnly() && !tallied) {
      changing = null;
      int time = input.expiry().orElseThrow().column();
      arrangement = new SlicedArrangement(input.type(), input.keys(), time);
    } else {
      changing = new RecordArrangement(input.type(), input.keys(), input.insertOnly(), tallied);
      arrangement = changing;
      input.expiry().ifPresent(expiry -> changing.expireBy(expiry.column()));
      if (keepsAll) {
        changing.keepAll();
      }
    }
    probe = arrangement.probe();
    keyEqualTo = new int[input.type().size()];
    Arrays.fill(keyEqualTo, -1);
    for (int i = 0; i < input.keys().length; i++) {
      Storage storage = input.type().type(input.keys()[i]).storage();
      if (storage == Storage.LONG || storage == Storage.BYTES || storage == Storage.WIDE) {
        keyEqualTo[input.keys()[i]] = i;
      }
    }
    tally = tallied ? new MatchTally(changing, whenMatched) : null;
  }

  /** Starts on a batch, all of whose keys can match. */
  void begin(Batch batch) {
    int size = batch.size();
    if (hashes.length < size) {
      hashes = new long[size];
      located = new int[size];
    }
    RowHash.hash(batch, input.keys(), hashes);
    if (isTallied) {
      matches = new long[size];
    }
  }

  /** Takes the batch into the arrangement. */
  void gather(Batch batch) {
    if (input.insertOnly()) {
      insert(batch);
    } else {
      update(batch);
    }
  }

  private void insert(Batch batch) {
    arrangement.insert(batch, hashes, located);
    if (tally != null) {
      for (int row = 0; row < batch.size(); row++) {
        tally.enter(located[row], matches[row]);
      }
    }
  }

  private void update(Batch batch) {
    changing.locate(batch, hashes, located);
    for (int row = 0; row < batch.size(); row++) {
      boolean made = located[row] < 0;
      int record = made ? ~located[row] : located[row];
      if (tally != null && made) {
        tally.enter(record, matches[row]);
      } else if (tally != null) {
        tally.touch(record);
      }
      changing.add(record, batch.weight(row));
    }
    if (tally == null) {
      changing.sweep();
    }
  }

  /** Forgets all rows: nothing will come any more that they could meet. */
  void forget() {
    arrangement = null;
    changing = null;
    probe = null;
    tally = null;
  }

  /** Frees what can be forgotten. */
  void expire() {
    if (arrangement != null) {
      input.expiry().ifPresent(expiry -> arrangement.expire(expiry.watermark().current()));
    }
  }

  void save(StateWriter writer) {
    if (arrangement != null) {
      arrangement.save(writer);
    } else if (!isCleared) {
      writer.clear();
      isCleared = true;
    }
  }

  void restore(StateReader reader) {
    arrangement.restore(reader);
  }

  long stateRows() {
    return arrangement == null ? 0 : arrangement.stateRows();
  }

  long stateBytes() {
    return arrangement == null ? 0 : arrangement.stateBytes();
  }
}
