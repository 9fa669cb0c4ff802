package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * An arrangement of rows that only come and never go: they lie in columns as they came ({@link
 * AppendedRows}); a record for each key names the row of it that came last, and each row the one
 * before it.
 */
public final class AppendArrangement implements Arrangement {
  private static final int CHUNK = 1024;
  private static final int PAGE_BITS = 14;

  private final RowType type;
  private final int[] keys;

  /** In which order the columns are saved: the key's first. */
  private final int[] savedColumns;

  private final AppendedRows rows;

  /** The keys, and in their own slot the number of the last row plus 1. */
  private final RecordStore heads;

  private final KeyDirectory directory;
  private final int lastSlot;

  /** By number: the row of the same key that came before, or -1. */
  private int[][] before = {};

  private int[] headOf = {};

  private final UnsavedRows unsaved = new UnsavedRows();
  private long nextId;

  /**
   * @param type the rows
   * @param keys the columns that are the key; none puts all rows in one chain
   */
  public AppendArrangement(RowType type, int[] keys) {
    this.type = type;
    this.keys = keys.clone();
    savedColumns = RecordArrangement.fieldColumns(type.size(), keys);
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
    unsaved.add(inserted, batch.size());
  }

  private void enter(Batch batch, long[] hashes, int[] numbers) {
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
    return new Probe(new Lists());
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

  // Durability: a row is known by a number of its own, since equal rows are different ones, and
  // saved as a RecordArrangement saves it.

  @Override
  public void save(StateWriter writer) {
    if (!writer.isKept()) {
      unsaved.keepNowhere();
      return;
    }
    int[] chunk = new int[CHUNK];
    long[] hashes = new long[CHUNK];
    Encoder key = new Encoder();
    Encoder value = new Encoder();
    Encoder scratch = new Encoder();
    for (int count = unsaved.take(chunk); count > 0; count = unsaved.take(chunk)) {
      Column[] columns = new Column[type.size()];
      for (int column = 0; column < columns.length; column++) {
        columns[column] = rows.gather(column, chunk, 0, count);
      }
      RowHash.hash(new Batch(count, columns, null), keys, hashes);
      for (int i = 0; i < count; i++) {
        key.reset().putLong(Long.reverseBytes(nextId++));
        value.reset().putVarLong(rows.weight(chunk[i]));
        for (int column : savedColumns) {
          FieldCodec.write(columns[column], i, value, scratch);
        }
        writer.put(KeyGroup.of(hashes[i]), key.toBytes(), value.toBytes());
      }
    }
  }

  @Override
  public void restore(StateReader reader) {
    Restoring restoring = new Restoring();
    reader.scan(restoring::add);
    restoring.enter();
  }

  /** Gathers restored rows and enters them a chunk at a time. */
  private final class Restoring {
    private final Decoder decoder = new Decoder();
    private final int[] numbers = new int[CHUNK];
    private final long[] hashes = new long[CHUNK];
    private ColumnBuilder[] builders = start();
    private long[] weights = new long[CHUNK];
    private boolean allOnes = true;
    private int count;

    private ColumnBuilder[] start() {
      ColumnBuilder[] fresh = new ColumnBuilder[type.size()];
      Arrays.setAll(fresh, column -> ColumnBuilder.of(type.type(column), CHUNK));
      return fresh;
    }

    void add(byte[] key, byte[] value) {
      nextId = Math.max(nextId, Long.reverseBytes(decoder.reset(key).readLong()) + 1);
      decoder.reset(value);
      weights[count] = decoder.readVarLong();
      allOnes &= weights[count++] == 1;
      for (int i = 0; i < savedColumns.length; i++) {
        int column = savedColumns[i];
        // A column that is the key twice was saved twice.
        boolean again = builders[column].size() == count;
        FieldCodec.read(
            type.type(column),
            decoder,
            again ? ColumnBuilder.of(type.type(column), 1) : builders[column]);
      }
      if (count == CHUNK) {
        enter();
      }
    }

    void enter() {
      Column[] columns = new Column[builders.length];
      Arrays.setAll(columns, column -> builders[column].build());
      Batch batch = new Batch(count, columns, allOnes ? null : weights);
      RowHash.hash(batch, keys, hashes);
      AppendArrangement.this.enter(batch, hashes, numbers);
      builders = start();
      weights = new long[CHUNK];
      allOnes = true;
      count = 0;
    }
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
