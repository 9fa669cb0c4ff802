package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * How rows are saved that only come: each under a number of its own, since equal rows are different
 * ones, as a {@link RecordArrangement} saves them.
 */
final class NumberedRowCodec {
  /** How many rows are best worked on at once. */
  static final int CHUNK = 1024;

  private final RowType type;
  private final int[] keys;

  /** In which order the columns are saved: the key's first. */
  private final int[] savedColumns;

  private final Encoder key = new Encoder();
  private final Encoder value = new Encoder();
  private final Encoder scratch = new Encoder();

  NumberedRowCodec(RowType type, int[] keys) {
    this.type = type;
    this.keys = keys.clone();
    savedColumns = RecordArrangement.fieldColumns(type.size(), keys);
  }

  /** Takes restored rows, with the hashes of their keys and their numbers. */
  @FunctionalInterface
  interface Taker {
    void take(Batch rows, long[] hashes, long[] numbers);
  }

  /** Saves rows under the numbers from one on. */
  void put(StateWriter writer, Batch rows, long first) {
    long[] hashes = hashes(rows);
    for (int row = 0; row < rows.size(); row++) {
      value.reset().putVarLong(rows.weight(row));
      for (int column : savedColumns) {
        FieldCodec.write(rows.column(column), row, value, scratch);
      }
      writer.put(KeyGroup.of(hashes[row]), key(first + row), value.toBytes());
    }
  }

  /** Deletes rows that were saved under these numbers. */
  void delete(StateWriter writer, int[] keyGroups, long[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      writer.delete(keyGroups[i], key(numbers[i]));
    }
  }

  long[] hashes(Batch rows) {
    long[] hashes = new long[rows.size()];
    RowHash.hash(rows, keys, hashes);
    return hashes;
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

  /** Gathers restored rows and gives them on a chunk at a time. */
  private final class Restoring {
    private final Taker taker;
    private final Decoder decoder = new Decoder();
    private final long[] numbers = new long[CHUNK];
    private ColumnBuilder[] builders = start();
    private long[] weights = new long[CHUNK];
    private boolean allOnes = true;
    private int count;

    Restoring(Taker taker) {
      this.taker = taker;
    }

    private ColumnBuilder[] start() {
      ColumnBuilder[] fresh = new ColumnBuilder[type.size()];
      Arrays.setAll(fresh, column -> ColumnBuilder.of(type.type(column), CHUNK));
      return fresh;
    }

    void add(byte[] keyBytes, byte[] valueBytes) {
      numbers[count] = Long.reverseBytes(decoder.reset(keyBytes).readLong());
      decoder.reset(valueBytes);
      weights[count] = decoder.readVarLong();
      allOnes &= weights[count++] == 1;
      for (int column : savedColumns) {
        // A column that is the key twice was saved twice.
        boolean again = builders[column].size() == count;
        FieldCodec.read(
            type.type(column),
            decoder,
            again ? ColumnBuilder.of(type.type(column), 1) : builders[column]);
      }
      if (count == CHUNK) {
        give();
      }
    }

    void give() {
      Column[] columns = new Column[builders.length];
      Arrays.setAll(columns, column -> builders[column].build());
      Batch batch = new Batch(count, columns, allOnes ? null : weights);
      taker.take(batch, hashes(batch), numbers);
      builders = start();
      weights = new long[CHUNK];
      allOnes = true;
      count = 0;
    }
  }
}
