package io.millrace.state;

import io.millrace.batch.Batch;

/**
 * Finds the rows of an arrangement that match a batch's by key, as pairs of numbers, a chunk at a
 * time: {@link #start}, then {@link #next} until it gives 0. The arrangement must not change in
 * between.
 */
public final class Probe {
  /** How many pairs a chunk holds at most. */
  public static final int CHUNK = 8_192;

  private final Chains chains;
  private final int[] rows = new int[CHUNK];
  private final int[] records = new int[CHUNK];
  private int[] found = {};
  private int size;
  private int row;
  private int record;
  private boolean single;

  Probe(Chains chains) {
    this.chains = chains;
  }

  /**
   * Starts over with a batch.
   *
   * @param columns its columns that are to equal the key
   * @param hashes of these columns, one a row
   */
  public void start(Batch batch, int[] columns, long[] hashes) {
    size = batch.size();
    if (found.length < size) {
      found = new int[size];
    }
    chains.find(batch, columns, hashes, found);
    single = chains.areSingle();
    row = single ? 0 : -1;
    record = -1;
  }

  /** Fills the chunk with the next pairs, in the order of the batch's rows; 0 says the end. */
  public int next() {
    return single ? nextOfSingle() : nextOfChains();
  }

  /** Takes the records as they were found, without reading any. */
  private int nextOfSingle() {
    int count = 0;
    while (count == 0 && row < size) {
      int to = Math.min(size, row + CHUNK);
      for (int i = row; i < to; i++) {
        rows[count] = i;
        records[count] = found[i];
        count += ~found[i] >>> 31;
      }
      row = to;
    }
    return count;
  }

  private int nextOfChains() {
    int count = 0;
    while (true) {
      while (record >= 0) {
        if (count == CHUNK) {
          return count;
        }
        rows[count] = row;
        records[count++] = record;
        record = chains.next(record);
      }
      if (++row >= size) {
        row = size;
        return count;
      }
      record = found[row];
    }
  }

  /** Returns the batch's rows of the chunk's pairs. */
  public int[] rows() {
    return rows;
  }

  /** Returns the arrangement's records of the chunk's pairs. */
  public int[] records() {
    return records;
  }
}
