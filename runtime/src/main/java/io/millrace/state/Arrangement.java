package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Z-set indexed by a key: the records of a key's rows form a chain, whose head a directory finds.
 *
 * <p>A row's record is found among its chain's; where a chain is long (a hot key), by a second
 * directory over whole rows, in which only such chains' rows are. Where rows are never taken away,
 * none is looked for: each gets a record of its own.
 *
 * <p>Changing: {@link #insert}; or, where rows may go, {@link #locate} the batch's rows, {@link
 * #add} their weights, then {@link #sweep} away what weighs nothing. Reading: {@link #probe}.
 * Fields lie in the order key first; {@link #gather} gives them back in the order of the row type.
 */
public final class Arrangement implements Durable {
  /** The chain length from which on a key is hot. */
  private static final int HOT = 16;

  private static final int CHUNK = 1024;
  private static final int NONE = -1;

  /** In a chain's head, the link back is this bit, perhaps the next, and the chain's length. */
  private static final int HEAD = Integer.MIN_VALUE;

  private static final int HOT_BIT = 1 << 30;
  private static final int LENGTH = HOT_BIT - 1;

  private final RowType type;
  private final int[] keys;
  private final boolean insertOnly;
  private final boolean tallied;

  /** Which column of the row type each field is. */
  private final int[] fieldColumns;

  private final int[] columnFields;
  private final int[] keyFields;
  private final int[] allFields;
  private final RecordStore records;
  private final HashDirectory heads;
  private final HashDirectory hotRows;
  private final int weightSlot;
  private final int linkSlot;
  private final int tallySlot;
  private final int idSlot;

  private ExpiryIndex expiries;
  private long nextId;

  /** Whether no record has ever been seen to weigh anything but 1 between changes. */
  private boolean allOnes = true;

  private int[] headOf = {};
  private int[] zeros = new int[16];
  private int zeroCount;
  private long[] rowHashes = {};
  private final Encoder encoder = new Encoder();
  private final List<byte[]> removedKeys = new ArrayList<>();
  private final List<Integer> removedGroups = new ArrayList<>();

  /**
   * @param type the rows
   * @param keys the columns that are the key; none puts all rows in one chain
   * @param insertOnly whether rows are never taken away
   * @param tallied whether each record has a {@link #tally}
   */
  public Arrangement(RowType type, int[] keys, boolean insertOnly, boolean tallied) {
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
    keyFields = upTo(keys.length);
    allFields = upTo(fieldColumns.length);
    RecordLayout layout =
        new RecordLayout(
            type.select(fieldColumns).types(), 2 + (tallied ? 1 : 0) + (insertOnly ? 1 : 0));
    records = new RecordStore(layout);
    heads = new HashDirectory(records);
    hotRows = new HashDirectory(records);
    weightSlot = layout.ownedSlot(0);
    linkSlot = layout.ownedSlot(1);
    tallySlot = layout.ownedSlot(2);
    idSlot = layout.ownedSlot(tallied ? 3 : 2);
  }

  private static int[] fieldColumns(int columns, int[] keys) {
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

  private static int[] upTo(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** Lists rows by this column, so that {@link #expire} finds them; before the first row. */
  public void expireBy(int column) {
    expiries = new ExpiryIndex(records, columnFields[column]);
  }

  public RecordStore records() {
    return records;
  }

  public long weight(int record) {
    return records.slot(record, weightSlot);
  }

  /** Returns whether every row is here once; may say no though it is so. */
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

  /**
   * Makes a record for each row, with the row's weight; where rows are never taken away.
   *
   * @param hashes of the key columns, one a row
   * @param inserted takes each row's record
   */
  public void insert(Batch batch, long[] hashes, int[] inserted) {
    int size = batch.size();
    findHeads(batch, hashes);
    for (int row = 0; row < size; row++) {
      int head = headOf[row];
      int record = head;
      if (!startChain(head)) {
        record = records.allocate();
        records.write(record, batch, keys, row);
        link(record, head);
      }
      long[] page = records.page(record);
      int base = records.base(record);
      page[base + idSlot] = nextId++;
      page[base + weightSlot] = batch.weight(row);
      records.markDirty(record);
      inserted[row] = record;
    }
    for (int field = keys.length; field < fieldColumns.length; field++) {
      write(field, batch.column(fieldColumns[field]), inserted);
    }
    allOnes &= batch.weights() == null;
    if (expiries != null) {
      for (int row = 0; row < size; row++) {
        expiries.add(inserted[row]);
      }
    }
  }

  /** Writes a column into these records. */
  private void write(int field, Column column, int[] list) {
    int size = column.size();
    if (column instanceof LongColumn longs && longs.nulls() == null) {
      long[] values = longs.values();
      for (int row = 0; row < size; row++) {
        records.writeLong(list[row], field, values[row]);
      }
    } else {
      for (int row = 0; row < size; row++) {
        records.write(list[row], field, column, row);
      }
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
    heads.findOrInsert(batch, keys, hashes, headOf);
  }

  private void locateRows(Batch batch, int[] located) {
    boolean hashed = false;
    for (int row = 0; row < batch.size(); row++) {
      int head = headOf[row];
      if (startChain(head)) {
        writeRest(head, batch, row);
        located[row] = ~head;
        continue;
      }
      boolean hot = isHot(head);
      if (hot && !hashed) {
        rowHashes = hashRows(batch);
        hashed = true;
      }
      int record =
          hot
              ? hotRows.find(batch, fieldColumns, row, rowHashes[row])
              : findInChain(head, batch, row);
      if (record >= 0) {
        located[row] = record;
        continue;
      }
      record = records.allocate();
      records.write(record, batch, keys, row);
      writeRest(record, batch, row);
      link(record, head);
      if (hot) {
        hotRows.insert(record, rowHashes[row]);
      } else if (length(head) > HOT) {
        heat(head);
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
    for (int record = head; record >= 0; record = next(record)) {
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

  // Chains.

  int next(int record) {
    return (int) records.slot(record, linkSlot);
  }

  private int previous(int record) {
    return (int) (records.slot(record, linkSlot) >>> 32);
  }

  private void setLinks(int record, int previous, int next) {
    records.setSlot(record, linkSlot, (long) previous << 32 | next & 0xFFFFFFFFL);
  }

  private int length(int head) {
    return previous(head) & LENGTH;
  }

  private boolean isHot(int head) {
    return (previous(head) & HOT_BIT) != 0;
  }

  /** Makes a head that the directory has just made a chain of one; returns whether it was. */
  private boolean startChain(int head) {
    if (previous(head) < 0) {
      return false;
    }
    setLinks(head, HEAD | 1, NONE);
    return true;
  }

  private void link(int record, int head) {
    int second = next(head);
    setLinks(record, head, second);
    if (second >= 0) {
      setLinks(second, record, next(second));
    }
    setLinks(head, previous(head) + 1, record);
  }

  /** Enters all rows of a chain into the directory of hot rows. */
  private void heat(int head) {
    int[] chain = new int[length(head)];
    int count = 0;
    for (int record = head; record >= 0; record = next(record)) {
      chain[count++] = record;
    }
    long[] hashes = new long[count];
    RowHash.hash(fields(allFields, chain, 0, count), allFields, hashes);
    for (int i = 0; i < count; i++) {
      hotRows.insert(chain[i], hashes[i]);
    }
    setLinks(head, previous(head) | HOT_BIT, next(head));
  }

  private void unlink(int record, int head, long hash) {
    int next = next(record);
    if (record != head) {
      int previous = previous(record);
      setLinks(previous, previous(previous), next);
      if (next >= 0) {
        setLinks(next, previous, next(next));
      }
      setLinks(head, previous(head) - 1, next(head));
      return;
    }
    heads.remove(head, hash);
    if (next >= 0) {
      setLinks(next, previous(head) - 1, next(next));
      heads.insert(next, hash);
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
      Batch keyed = fields(keyFields, chunk, 0, size);
      RowHash.hash(keyed, keyFields, hashes);
      for (int i = 0; i < size; i++) {
        remove(chunk[i], keyed, i, hashes[i]);
      }
    }
  }

  private void remove(int record, Batch keyed, int row, long hash) {
    int head = heads.find(keyed, keyFields, row, hash);
    if (isHot(head)) {
      long[] rowHash = new long[1];
      RowHash.hash(fields(allFields, new int[] {record}, 0, 1), allFields, rowHash);
      hotRows.remove(record, rowHash[0]);
    }
    unlink(record, head, hash);
    if (records.isSaved(record)) {
      removedKeys.add(durableKey(record));
      removedGroups.add(KeyGroup.of(hash));
    }
    records.free(record);
  }

  // Reading.

  /** Returns a cursor over the rows that match a batch's; one for each operator will do. */
  public Probe probe() {
    return new Probe(this, heads);
  }

  /** Returns the rows of the records {@code list[from .. to)}, with these weights. */
  public Batch gather(int[] list, int from, int to, long[] weights) {
    Column[] columns = new Column[type.size()];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = gather(column, list, from, to);
    }
    return new Batch(to - from, columns, weights);
  }

  /** Returns one column of the rows of the records {@code list[from .. to)}. */
  public Column gather(int column, int[] list, int from, int to) {
    return records.gather(columnFields[column], list, from, to);
  }

  private Batch fields(int[] fields, int[] list, int from, int to) {
    Column[] columns = new Column[fields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = records.gather(fields[i], list, from, to);
    }
    return new Batch(to - from, columns, null);
  }

  // Durability: insert-only rows are known by a number, since equal ones are different records;
  // others by the row itself.

  private byte[] durableKey(int record) {
    encoder.reset();
    if (insertOnly) {
      encoder.putLong(Long.reverseBytes(records.slot(record, idSlot)));
    } else {
      records.encode(record, 0, allFields.length, encoder);
    }
    return encoder.toBytes();
  }

  private byte[] durableValue(int record) {
    encoder.reset();
    encoder.putVarLong(weight(record));
    if (tallied) {
      encoder.putVarLong(tally(record));
    }
    if (insertOnly) {
      records.encode(record, 0, allFields.length, encoder);
    }
    return encoder.toBytes();
  }

  @Override
  public void save(StateWriter writer) {
    for (int i = 0; i < removedKeys.size(); i++) {
      writer.delete(removedGroups.get(i), removedKeys.get(i));
    }
    removedKeys.clear();
    removedGroups.clear();
    int[] chunk = new int[CHUNK];
    long[] hashes = new long[CHUNK];
    int size = 0;
    for (int i = 0; i < records.dirtyCount(); i++) {
      int record = records.dirty(i);
      if (records.isLive(record)) {
        chunk[size++] = record;
      }
      if (size == CHUNK || size > 0 && i == records.dirtyCount() - 1) {
        RowHash.hash(fields(keyFields, chunk, 0, size), keyFields, hashes);
        for (int j = 0; j < size; j++) {
          writer.put(KeyGroup.of(hashes[j]), durableKey(chunk[j]), durableValue(chunk[j]));
        }
        size = 0;
      }
    }
    records.clearDirty();
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
    records.decode(record, 0, allFields.length, insertOnly ? value : key);
    records.setSaved(record);
    return record;
  }

  private void enter(int[] chunk, int size) {
    Batch keyed = fields(keyFields, chunk, 0, size);
    long[] hashes = new long[size];
    RowHash.hash(keyed, keyFields, hashes);
    for (int i = 0; i < size; i++) {
      int record = chunk[i];
      int head = heads.find(keyed, keyFields, i, hashes[i]);
      if (head < 0) {
        heads.insert(record, hashes[i]);
        startChain(record);
      } else {
        link(record, head);
        if (isHot(head)) {
          long[] rowHash = new long[1];
          RowHash.hash(fields(allFields, chunk, i, i + 1), allFields, rowHash);
          hotRows.insert(record, rowHash[0]);
        } else if (!insertOnly && length(head) > HOT) {
          heat(head);
        }
      }
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
    return records.bytes()
        + heads.bytes()
        + hotRows.bytes()
        + (expiries == null ? 0 : expiries.bytes());
  }
}
