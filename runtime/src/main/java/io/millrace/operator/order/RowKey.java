package io.millrace.operator.order;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.state.KeyBuffer;
import io.millrace.state.KeyGroup;
import io.millrace.state.SortKey;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;

/**
 * A whole row as a key of an ordered table: the key group, the partition's columns, the columns of
 * the order, then all the others so that different rows have different keys.
 */
public final class RowKey {
  /** How many bytes the key group takes. */
  static final int GROUP_BYTES = 2;

  private final int[] partition;
  private final SortKey partitionKey;
  private final SortKey orderKey;
  private final SortKey restKey;
  private final ColumnBuilder[] builders;
  private long[] hashes = new long[0];

  public RowKey(RowType type, int[] partition, List<SortColumn> order) {
    this.partition = partition.clone();
    int columns = type.size();
    builders = new ColumnBuilder[columns];
    boolean[] taken = new boolean[columns];
    for (int column : partition) {
      taken[column] = true;
    }
    partitionKey = SortKey.ascending(type, distinct(partition));
    // Within a partition its own columns order nothing; nor does a column named before.
    List<SortColumn> effective =
        order.stream()
            .filter(
                column -> {
                  boolean first = !taken[column.column()];
                  taken[column.column()] = true;
                  return first;
                })
            .toList();
    orderKey = sortKey(type, effective);
    int[] rest = new int[columns];
    int count = 0;
    for (int column = 0; column < columns; column++) {
      if (!taken[column]) {
        rest[count++] = column;
      }
    }
    restKey = SortKey.ascending(type, Arrays.copyOf(rest, count));
  }

  private static int[] distinct(int[] columns) {
    return Arrays.stream(columns).distinct().toArray();
  }

  /** Returns the key of an order. */
  public static SortKey sortKey(RowType type, List<SortColumn> order) {
    int[] columns = new int[order.size()];
    boolean[] descending = new boolean[order.size()];
    boolean[] nullsFirst = new boolean[order.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = order.get(i).column();
      descending[i] = order.get(i).descending();
      nullsFirst[i] = order.get(i).nullsFirst();
    }
    return new SortKey(type, columns, descending, nullsFirst);
  }

  /** Looks at a batch whose rows' keys are going to be asked for. */
  public void prepare(Batch batch) {
    if (hashes.length < batch.size()) {
      hashes = new long[batch.size()];
    }
    RowHash.hash(batch, partition, hashes);
  }

  /** Puts the key of a row of the prepared batch into the buffer, in place of what was there. */
  public void write(Batch batch, int row, KeyBuffer out) {
    out.clear();
    out.putShort(KeyGroup.of(hashes[row]));
    partitionKey.append(batch, row, out);
    orderKey.append(batch, row, out);
    restKey.append(batch, row, out);
  }

  /** Returns where the key group and the partition's columns end in the key that starts here. */
  public int partitionEnd(byte[] data, int start) {
    return partitionKey.skip(data, start + GROUP_BYTES);
  }

  /** Returns where the order's columns end. */
  public int orderEnd(byte[] data, int partitionEnd) {
    return orderKey.skip(data, partitionEnd);
  }

  /** Chooses the batch to which {@link #read} appends. */
  public void target(BatchBuilder target) {
    for (int i = 0; i < builders.length; i++) {
      builders[i] = target.column(i);
    }
  }

  /** Appends the row that a key stands for to the target's first columns; does not end the row. */
  public void read(byte[] data, int start) {
    int at = partitionKey.read(data, start + GROUP_BYTES, builders);
    at = orderKey.read(data, at, builders);
    restKey.read(data, at, builders);
  }
}
