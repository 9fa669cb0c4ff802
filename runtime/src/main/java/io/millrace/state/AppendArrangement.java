package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.type.RowType;
import java.util.Arrays;
import java.util.List;

/**
 * An arrangement of rows that only come and never go: they lie in columns as they came ({@link
 * AppendedRows}); a record for each key names the row of it that came last, and each row the one
 * before it.
 */
public final class AppendArrangement implements Arrangement {
  private static final int PAGE_BITS = 14;

  private final RowType type;
  private final int[] keys;

  private final AppendedRows rows;

  /** The keys, and in their own slot the number of the last row plus 1. */
  private final RecordStore heads;

  private final KeyDirectory directory;
  private final int lastSlot;

  /** By number: the row of the same key that came before, or -1. */
  private int[][] before = {};

  private int[] headOf = {};

  private final UnsavedRows unsaved = new UnsavedRows();
  private final RowBlocks blocks;

  /**
   * @param type the rows
   * @param keys the columns that are the key; none puts all rows in one chain
   */
  public AppendArrangement(RowType type, int[] keys) {
    this.type = type;
    this.keys = keys.clone();
    blocks = new RowBlocks(type, keys);
    rows = new AppendedRows(type);
    RecordLayout layout = new RecordLayout(type.select(keys).types(), 1);
    heads = new RecordStore(layout, keys.length);
    heads.keepNowhere();
    directory = new KeyDirectory(heads, keys.length);
    lastSlot = layout.ownedSlot(0);
  }

  @Override
  public long weight(int row) {
    return rows.weight(row);
  }

  @Override
  public boolean isAllOnes() {
    return rows.isAllOnes();
  }

  @Override
  public void insert(Batch batch, long[] hashes, int[] inserted) {
    enter(batch, hashes, inserted);
    unsaved.add(inserted, hashes, batch.size());
  }

  @Override
  public void expire(long watermark) {}

  /** Takes in rows that a store has, or that the caller saves. */
  void enter(Batch batch, long[] hashes, int[] numbers) {
    int size = batch.size();
    if (headOf.length < size) {
      headOf = new int[size];
    }
    directory.findOrInsert(batch, keys, hashes, headOf);
    rows.append(batch, numbers);
    while (before.length << PAGE_BITS < rows.limit()) {
      before = Arrays.copyOf(before, before.length + 1);
      before[before.length - 1] = new int[1 << PAGE_BITS];
    }
    for (int row = 0; row < size; row++) {
      int head = headOf[row];
      long[] page = heads.page(head);
      int last = heads.base(head) + lastSlot;
      int number = numbers[row];
      before[number >>> PAGE_BITS][number & (1 << PAGE_BITS) - 1] = (int) page[last] - 1;
      page[last] = number + 1L;
    }
  }

  @Override
  public Probe probe() {
    return new Probe(List.of(chains()));
  }

  Chains chains() {
    return new Lists();
  }

  /** Returns a number greater than those of all rows. */
  int limit() {
    return rows.limit();
  }

  private final class Lists implements Chains {
    @Override
    public void find(Batch batch, int[] columns, long[] hashes, int[] found) {
      directory.find(batch, columns, hashes, found);
      for (int row = 0; row < batch.size(); row++) {
        found[row] = found[row] < 0 ? -1 : (int) heads.slot(found[row], lastSlot) - 1;
      }
    }

    @Override
    public boolean areSingle() {
      return heads.size() == rows.size();
    }

    @Override
    public int next(int row) {
      return before[row >>> PAGE_BITS][row & (1 << PAGE_BITS) - 1];
    }
  }

  @Override
  public int columnCount() {
    return type.size();
  }

  @Override
  public Column gather(int column, int[] list, int from, int to) {
    return rows.gather(column, list, from, to);
  }

  @Override
  public void save(StateWriter writer) {
    if (!writer.isKept()) {
      unsaved.keepNowhere();
      return;
    }
    blocks.put(writer, this, unsaved, RowBlocks.Listener.NONE);
  }

  /** Returns the weights of the rows {@code list[from .. to)}, or null where each is 1. */
  long[] weights(int[] list, int from, int to) {
    if (isAllOnes()) {
      return null;
    }
    long[] weights = new long[to - from];
    for (int i = from; i < to; i++) {
      weights[i - from] = rows.weight(list[i]);
    }
    return weights;
  }

  @Override
  public void restore(StateReader reader) {
    int[] entered = new int[2 * RowBlocks.CHUNK];
    blocks.restore(
        reader,
        (batch, hashes) -> {
          enter(batch, hashes, entered);
          return RowBlocks.Listener.NONE;
        });
  }

  @Override
  public long stateRows() {
    return rows.size();
  }

  @Override
  public long stateBytes() {
    return rows.bytes()
        + heads.bytes()
        + directory.bytes()
        + ((long) before.length << PAGE_BITS + 2);
  }
}
