package io.millrace.state;

import io.millrace.batch.Batch;
import java.util.List;

/**
 * Finds the rows of an arrangement that match a batch's by key, as pairs of numbers, a chunk at a
 * time: {@link #start}, then {@link #next} until it gives 0. The arrangement must not change in
 * between.
 */
public final class Probe {
  /** How many pairs a chunk holds at most. */
  public static final int CHUNK = 8_192;

  private final List<? extends Chains> parts;
  private int part;
  private Chains chains;
  private Batch batch;
  private int[] columns;
  private long[] hashes;
  private final int[] rows = new int[CHUNK];
  private final int[] records = new int[CHUNK];
  private int[] found = {};
  private int size;
  private int row;
  private int record;
  private boolean single;

  /**
   * @param parts of which all rows' chains are; they may be others whenever a probe starts
   */
  Probe(List<? extends Chains> parts) {
    this.parts = parts;
  }

  /**
   * Starts over with a batch.
   *
   * @param columns its columns that are to equal the key
   * @param hashes of these columns, one a row
   */
  public void start(Batch batch, int[] columns, long[] hashes) {
    this.batch = batch;
    this.columns = columns;
    this.hashes = hashes;
    size = batch.size();
    if (found.length < size) {
      found = new int[size];
    }
    part = -1;
    startPart();
  }

  /** Goes to the next part, if there is one. */
  private boolean startPart() {
    if (++part >= parts.size()) {
      batch = null;
      size = 0;
      row = 0;
      record = -1;
      single = true;
      return false;
    }
    chains = parts.get(part);
    chains.find(batch, columns, hashes, found);
    single = chains.areSingle();
    row = single ? 0 : -1;
    record = -1;
    return true;
  }

  /**
   * Fills the chunk with the next pairs, all of one part, in the order of the batch's rows; 0 says
   * the end.
   */
  public int next() {
    int count = nextOfPart();
    while (count == 0 && part < parts.size() && startPart()) {
      count = nextOfPart();
    }
    return count;
  }

  private int nextOfPart() {
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
