package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * How rows are saved that only come: those of one key group that are saved together lie in one
 * entry, column by column, under a number of its own. So an epoch of many rows has few entries,
 * each with many rows, and what a store takes for an entry hardly counts.
 */
final class RowBlocks {
  /** How many rows a block has at most, and how many are best worked on at once. */
  static final int CHUNK = 1024;

  /** How many rows are ordered by key group at once. */
  private static final int PORTION = 1 << 18;

  private final RowType type;
  private final int[] keys;
  private final Encoder key = new Encoder();
  private final Encoder value = new Encoder();
  private final Encoder scratch = new Encoder();
  private long nextNumber;

  RowBlocks(RowType type, int[] keys) {
    this.type = type;
    this.keys = keys.clone();
  }

  /** Hears which blocks a store has. */
  @FunctionalInterface
  interface Listener {
    /** For rows that stay for good. */
    Listener NONE = (keyGroup, number) -> {};

    void saved(int keyGroup, long number);
  }

  /** Takes restored rows: whole blocks. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes rows.
     *
     * @param hashes of the rows' keys
     * @return who hears of their blocks
     */
    Listener take(Batch rows, long[] hashes);
  }

  /** Saves all rows that have not been. */
  void put(StateWriter writer, AppendArrangement rows, UnsavedRows unsaved, Listener listener) {
    while (unsaved.size() > 0) {
      int count = Math.min(unsaved.size(), PORTION);
      int[] numbers = new int[count];
      int[] keyGroups = new int[count];
      unsaved.take(numbers, keyGroups);
      new Portion(numbers, keyGroups).put(writer, rows, listener);
    }
  }

  /** Rows that are ordered by key group. */
  private final class Portion {
    private final int[] numbers;

    /** By key group: where the next one's rows start. */
    private final int[] ends = new int[KeyGroup.COUNT];

    Portion(int[] unordered, int[] keyGroups) {
      numbers = new int[unordered.length];
      for (int keyGroup : keyGroups) {
        ends[keyGroup]++;
      }
      int start = 0;
      for (int keyGroup = 0; keyGroup < ends.length; keyGroup++) {
        int count = ends[keyGroup];
        ends[keyGroup] = start;
        start += count;
      }
      for (int i = 0; i < unordered.length; i++) {
        numbers[ends[keyGroups[i]]++] = unordered[i];
      }
    }

    void put(StateWriter writer, AppendArrangement rows, Listener listener) {
      int keyGroup = 0;
      for (int from = 0; from < numbers.length; from += CHUNK) {
        int to = Math.min(numbers.length, from + CHUNK);
        Batch chunk = rows.gather(numbers, from, to, rows.weights(numbers, from, to));
        for (int start = from; start < to; ) {
          while (ends[keyGroup] <= start) {
            keyGroup++;
          }
          int end = Math.min(to, ends[keyGroup]);
          putBlock(writer, keyGroup, chunk, start - from, end - from);
          listener.saved(keyGroup, nextNumber++);
          start = end;
        }
      }
    }
  }

  private void putBlock(StateWriter writer, int keyGroup, Batch rows, int from, int to) {
    value.reset().putVarLong(to - from);
    for (int row = from; row < to; row++) {
      value.putVarLong(rows.weight(row));
    }
    for (int column = 0; column < rows.columnCount(); column++) {
      for (int row = from; row < to; row++) {
        FieldCodec.write(rows.column(column), row, value, scratch);
      }
    }
    writer.put(keyGroup, key(nextNumber), value.toBytes());
  }

  /** Deletes a block. */
  void delete(StateWriter writer, int keyGroup, long number) {
    writer.delete(keyGroup, key(number));
  }

  private byte[] key(long number) {
    key.reset().putLong(Long.reverseBytes(number));
    return key.toBytes();
  }

  void restore(StateReader reader, Taker taker) {
    Restoring restoring = new Restoring(taker);
    reader.scan(restoring::add);
    restoring.give();
  }

  /** Gathers restored rows and gives them on, some blocks at a time. */
  private final class Restoring {
    private final Taker taker;
    private final Decoder decoder = new Decoder();
    private ColumnBuilder[] builders = start();
    private final long[] numbers = new long[CHUNK];
    private final int[] blockStarts = new int[CHUNK];
    private long[] weights = new long[2 * CHUNK];
    private boolean allOnes = true;
    private int blocks;
    private int rows;

    Restoring(Taker taker) {
      this.taker = taker;
    }

    private ColumnBuilder[] start() {
      ColumnBuilder[] fresh = new ColumnBuilder[type.size()];
      Arrays.setAll(fresh, column -> ColumnBuilder.of(type.type(column), CHUNK));
      return fresh;
    }

    void add(byte[] keyBytes, byte[] valueBytes) {
      blockStarts[blocks] = rows;
      numbers[blocks] = Long.reverseBytes(decoder.reset(keyBytes).readLong());
      nextNumber = Math.max(nextNumber, numbers[blocks++] + 1);
      int count = (int) decoder.reset(valueBytes).readVarLong();
      for (int i = 0; i < count; i++) {
        weights[rows + i] = decoder.readVarLong();
        allOnes &= weights[rows + i] == 1;
      }
      for (int column = 0; column < builders.length; column++) {
        for (int i = 0; i < count; i++) {
          FieldCodec.read(type.type(column), decoder, builders[column]);
        }
      }
      rows += count;
      if (rows >= CHUNK) {
        give();
      }
    }

    void give() {
      Column[] columns = new Column[builders.length];
      Arrays.setAll(columns, column -> builders[column].build());
      Batch batch = new Batch(rows, columns, allOnes ? null : Arrays.copyOf(weights, rows));
      long[] hashes = new long[rows];
      RowHash.hash(batch, keys, hashes);
      Listener listener = taker.take(batch, hashes);
      for (int block = 0; block < blocks; block++) {
        listener.saved(KeyGroup.of(hashes[blockStarts[block]]), numbers[block]);
      }
      builders = start();
      allOnes = true;
      blocks = 0;
      rows = 0;
    }
  }
}
