package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;

/** A Z-set indexed by a key: its rows are named by numbers, which a {@link Probe} finds. */
public sealed interface Arrangement extends Durable
    permits RecordArrangement, AppendArrangement, SlicedArrangement {

  /** Returns a cursor over the rows that match a batch's; one for each operator will do. */
  Probe probe();

  long weight(int row);

  /** Returns whether every row is here once; may say no though it is so. */
  boolean isAllOnes();

  /** Returns of how many columns the rows are. */
  int columnCount();

  /** Returns the rows {@code list[from .. to)} of one chunk of a probe, with these weights. */
  default Batch gather(int[] list, int from, int to, long[] weights) {
    Column[] columns = new Column[columnCount()];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = gather(column, list, from, to);
    }
    return new Batch(to - from, columns, weights);
  }

  /** Returns one column of the rows {@code list[from .. to)} of one chunk of a probe. */
  Column gather(int column, int[] list, int from, int to);

  /**
   * Takes in rows that come for good, with their weights; where rows are never taken away.
   *
   * @param hashes of the key columns, one a row
   * @param inserted takes each row's number
   */
  void insert(Batch batch, long[] hashes, int[] inserted);

  /** Frees what the watermark has passed; where rows stay for good, nothing. */
  void expire(long watermark);
}
