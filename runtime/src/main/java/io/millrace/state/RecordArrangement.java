package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.Arrays;
import java.util.List;

/**
 * An arrangement whose rows may go: a record for each, found by key and by row (see {@link
 * RowChains}). Where rows are never taken away, none is looked for: each gets a record of its own.
 *
 * <p>Changing: {@link #insert}; or, where rows may go, {@link #locate} the batch's rows, {@link
 * #add} their weights, then {@link #sweep} away what weighs nothing. Reading: {@link #probe}.
 * Fields lie in the order key first; {@link #gather} gives them back in the order of the row type.
 */
public final class RecordArrangement implements Arrangement {
  private static final int CHUNK = 1024;
  private static final int NONE = -1;

  private final RowType type;
  private final int[] keys;
  private final boolean insertOnly;
  private final boolean tallied;

  /** Which column of the row type each field is. */
  private final int[] fieldColumns;

  private final int[] columnFields;
  private final RecordStore records;
  private final RowChains chains;
  private final int weightSlot;
  private final int tallySlot;
  private final int idSlot;

  private ExpiryIndex expiries;
  private int expiryColumn;
  private long nextId;

  /** Whether no record has ever been seen to weigh anything but 1 between changes. */
  private boolean allOnes = true;

  private int[] headOf = {};
  private int[] zeros = new int[16];
  private int zeroCount;
  private long[] rowHashes = {};
  private final UnsavedRecords unsaved;

  /**
   * @param type the rows
   * @param keys the columns that are the key; none puts all rows in one chain
   * @param insertOnly whether rows are never taken away
   * @param tallied whether each record has a {@link #tally}
   */
  public RecordArrangement(RowType type, int[] keys, boolean insertOnly, boolean tallied) {
    this.type = type;
    this.keys = keys.clone();
    this.insertOnly = insertOnly;
    this.tallied = tallied;
    fieldColumns = fieldColumns(type.size(), keys);
    columnFields = new int[type.size()];
    for (int field = 0; field < fieldColumns.length; field++) {
      // A column that is the key twice is two fields; either serves.
      columnFields[fieldColumns[field]] = field;
    }
    RecordLayout layout =
        new RecordLayout(
            type.select(fieldColumns).types(), 2 + (tallied ? 1 : 0) + (insertOnly ? 1 : 0));
    records = new RecordStore(layout);
    chains = new RowChains(records, keys.length, layout.ownedSlot(1), !insertOnly);
    weightSlot = layout.ownedSlot(0);
    tallySlot = layout.ownedSlot(2);
    idSlot = layout.ownedSlot(tallied ? 3 : 2);
    unsaved = new UnsavedRecords(records, new Coding());
  }

  static int[] fieldColumns(int columns, int[] keys) {
    int[] fields = Arrays.copyOf(keys, keys.length + columns);
    int count = keys.length;
    for (int column = 0; column < columns; column++) {
      boolean isKey = false;
      for (int key : keys) {
        isKey |= key == column;
      }
      if (!isKey) {
        fields[count++] = column;
      }
    }
    return Arrays.copyOf(fields, count);
  }

  /** Lists rows by this column, so that {@link #expire} finds them; before the first row. */
  public void expireBy(int column) {
    expiries = new ExpiryIndex(records, columnFields[column]);
    expiryColumn = column;
  }

  /** Says that no row will ever be taken away, nor expire; before the first row. */
  public void keepAll() {
    chains.keepAll();
  }

  public RecordStore records() {
    return records;
  }

  @Override
  public long weight(int record) {
    return records.slot(record, weightSlot);
  }

  @Override
  public boolean isAllOnes() {
    return allOnes;
  }

  /** Returns the owner's number for a record, 0 in a new one; durable. */
  public long tally(int record) {
    return records.slot(record, tallySlot);
  }

  public void addTally(int record, long summand) {
    records.setSlot(record, tallySlot, tally(record) + summand);
    records.markDirty(record);
  }

  /** Adds to a record's weight. */
  public void add(int record, long weight) {
    long[] page = records.page(record);
    int slot = records.base(record) + weightSlot;
    page[slot] += weight;
    if (page[slot] != 1) {
      allOnes &= page[slot] == 0 && !tallied;
    }
    if (page[slot] == 0) {
      if (zeroCount == zeros.length) {
        zeros = Arrays.copyOf(zeros, zeroCount * 2);
      }
      zeros[zeroCount++] = record;
    }
    records.markDirty(record);
  }

  /** Makes a record for each row. */
  @Override
  public void insert(Batch batch, long[] hashes, int[] inserted) {
    int size = batch.size();
    findHeads(batch, hashes);
    for (int row = 0; row < size; row++) {
      int head = headOf[row];
      int record = head;
      if (!chains.start(head)) {
        record = records.allocate();
        records.write(record, batch, keys, row);
        chains.link(record, head);
      }
      long[] page = records.page(record);
      int base = records.base(record);
      page[base + idSlot] = nextId++;
      page[base + weightSlot] = batch.weight(row);
      records.markDirty(record);
      inserted[row] = record;
    }
    for (int field = keys.length; field < fieldColumns.length; field++) {
      records.write(field, batch.column(fieldColumns[field]), null, inserted, size);
    }
    allOnes &= batch.weights() == null;
    if (expiries != null) {
      expiries.add(inserted, (LongColumn) batch.column(expiryColumn));
    }
  }

  /**
   * Finds or makes the record of each row.
   *
   * @param hashes of the key columns, one a row
   * @param located takes each row's record, or its complement where it was made just now, of weight
   *     0
   */
  public void locate(Batch batch, long[] hashes, int[] located) {
    findHeads(batch, hashes);
    locateRows(batch, located);
    if (expiries != null) {
      list(batch.size(), located);
    }
  }

  private void findHeads(Batch batch, long[] hashes) {
    if (headOf.length < batch.size()) {
      headOf = new int[batch.size()];
    }
    chains.heads().findOrInsert(batch, keys, hashes, headOf);
  }

  private void locateRows(Batch batch, int[] located) {
    boolean hashed = false;
    for (int row = 0; row < batch.size(); row++) {
      int head = headOf[row];
      if (chains.start(head)) {
        writeRest(head, batch, row);
        located[row] = ~head;
        continue;
      }
      boolean hot = chains.isHot(head);
      if (hot && !hashed) {
        rowHashes = hashRows(batch);
        hashed = true;
      }
      int record =
          hot
              ? chains.findHot(batch, fieldColumns, row, rowHashes[row])
              : findInChain(head, batch, row);
      if (record >= 0) {
        located[row] = record;
        continue;
      }
      record = records.allocate();
      records.write(record, batch, keys, row);
      writeRest(record, batch, row);
      if (hot) {
        chains.linkHot(record, head, rowHashes[row]);
      } else {
        chains.link(record, head);
      }
      located[row] = ~record;
    }
  }

  private long[] hashRows(Batch batch) {
    long[] hashes = rowHashes.length < batch.size() ? new long[batch.size()] : rowHashes;
    RowHash.hash(batch, fieldColumns, hashes);
    return hashes;
  }

  private void writeRest(int record, Batch batch, int row) {
    for (int field = keys.length; field < fieldColumns.length; field++) {
      records.write(record, field, batch.column(fieldColumns[field]), row);
    }
  }

  private int findInChain(int head, Batch batch, int row) {
    for (int record = head; record >= 0; record = chains.next(record)) {
      boolean equal = true;
      for (int field = keys.length; field < fieldColumns.length && equal; field++) {
        equal = records.equal(record, field, batch.column(fieldColumns[field]), row);
      }
      if (equal) {
        return record;
      }
    }
    return NONE;
  }

  private void list(int size, int[] located) {
    for (int row = 0; row < size; row++) {
      if (located[row] < 0) {
        expiries.add(~located[row]);
      }
    }
  }

  /** Removes the records whose weight has become 0 and still is. */
  public void sweep() {
    if (zeroCount == 0) {
      return;
    }
    int count = 0;
    for (int i = 0; i < zeroCount; i++) {
      if (weight(zeros[i]) == 0) {
        zeros[count++] = zeros[i];
      }
    }
    remove(zeros, count);
    zeroCount = 0;
  }

  /** Removes the rows whose value in the column of {@link #expireBy} has been passed. */
  @Override
  public void expire(long watermark) {
    int[] due = expiries.takeDue(watermark);
    remove(due, due.length);
  }

  /** Removes records, some perhaps listed twice. */
  private void remove(int[] list, int count) {
    long[] hashes = new long[Math.min(count, CHUNK)];
    int[] chunk = new int[hashes.length];
    for (int from = 0; from < count; ) {
      int size = 0;
      while (from < count && size < chunk.length) {
        int record = list[from++];
        // The mark of a record met before in this list went with it, or is set just now.
        if (records.isLive(record) && records.mark(record)) {
          chunk[size++] = record;
        }
      }
      Batch keyed = chains.keys(chunk, size, hashes);
      for (int i = 0; i < size; i++) {
        remove(chunk[i], keyed, i, hashes[i]);
      }
    }
  }

  private void remove(int record, Batch keyed, int row, long hash) {
    chains.remove(record, keyed, row, hash);
    unsaved.delete(record, hash);
    records.free(record);
  }

  // Reading.

  @Override
  public Probe probe() {
    return new Probe(List.of(chains));
  }

  @Override
  public int columnCount() {
    return type.size();
  }

  @Override
  public Column gather(int column, int[] list, int from, int to) {
    return records.gather(columnFields[column], list, from, to);
  }

  /**
   * Insert-only rows are known by a number, since equal ones are different records; others by the
   * row itself.
   */
  private final class Coding implements UnsavedRecords.Coding {
    @Override
    public void hash(int[] list, int count, long[] hashes) {
      chains.keys(list, count, hashes);
    }

    @Override
    public void encodeKey(int record, Encoder out) {
      if (insertOnly) {
        out.putLong(Long.reverseBytes(records.slot(record, idSlot)));
      } else {
        records.encode(record, 0, fieldColumns.length, out);
      }
    }

    @Override
    public void encodeValue(int record, Encoder out) {
      out.putVarLong(weight(record));
      if (tallied) {
        out.putVarLong(tally(record));
      }
      if (insertOnly) {
        records.encode(record, 0, fieldColumns.length, out);
      }
    }
  }

  @Override
  public void save(StateWriter writer) {
    unsaved.save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    Decoder key = new Decoder();
    Decoder value = new Decoder();
    int[] chunk = new int[CHUNK];
    int[] size = {0};
    reader.scan(
        (keyBytes, valueBytes) -> {
          chunk[size[0]++] = decode(key.reset(keyBytes), value.reset(valueBytes));
          if (size[0] == CHUNK) {
            enter(chunk, CHUNK);
            size[0] = 0;
          }
        });
    enter(chunk, size[0]);
  }

  private int decode(Decoder key, Decoder value) {
    int record = records.allocate();
    records.setSlot(record, weightSlot, value.readVarLong());
    allOnes &= weight(record) == 1;
    if (tallied) {
      records.setSlot(record, tallySlot, value.readVarLong());
    }
    if (insertOnly) {
      long id = Long.reverseBytes(key.readLong());
      records.setSlot(record, idSlot, id);
      nextId = Math.max(nextId, id + 1);
    }
    records.decode(record, 0, fieldColumns.length, insertOnly ? value : key);
    records.setSaved(record);
    return record;
  }

  private void enter(int[] chunk, int size) {
    long[] hashes = new long[size];
    Batch keyed = chains.keys(chunk, size, hashes);
    for (int i = 0; i < size; i++) {
      int record = chunk[i];
      chains.enter(record, keyed, i, hashes[i]);
      if (expiries != null) {
        expiries.add(record);
      }
    }
  }

  @Override
  public long stateRows() {
    return records.size();
  }

  @Override
  public long stateBytes() {
    return records.bytes() + chains.bytes() + (expiries == null ? 0 : expiries.bytes());
  }
}
