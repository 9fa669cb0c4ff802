package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.type.RowType;
import io.millrace.zset.RowHash;

/**
 * Rows that nobody looks for: a record for each, which its owner lists, and which a durable store
 * knows by a number, since equal rows are different records. Saved as those of a {@link
 * RecordArrangement} that only grows.
 *
 * <p>Fields lie in the order key first; {@link #gather} gives them back in the order of the row
 * type.
 */
public final class NumberedRows implements Durable {
  private static final int CHUNK = 1024;

  /** What a saved row weighs. */
  private static final long WEIGHT = 1;

  private final int keyCount;

  /** Which column of the row type each field is. */
  private final int[] fieldColumns;

  private final int[] columnFields;
  private final RecordStore records;
  private final int numberSlot;
  private long nextNumber;

  private final Coding coding = new Coding();
  private final UnsavedRecords unsaved;

  /**
   * @param type the rows
   * @param keys the different columns that decide a row's key group
   */
  public NumberedRows(RowType type, int[] keys) {
    keyCount = keys.length;
    fieldColumns = RecordArrangement.fieldColumns(type.size(), keys);
    columnFields = new int[type.size()];
    for (int field = 0; field < fieldColumns.length; field++) {
      columnFields[fieldColumns[field]] = field;
    }
    RecordLayout layout = new RecordLayout(type.select(fieldColumns).types(), 1);
    records = new RecordStore(layout);
    numberSlot = layout.ownedSlot(0);
    unsaved = new UnsavedRecords(records, coding);
  }

  public RecordStore records() {
    return records;
  }

  /** Returns which field each column of the row type is. */
  public int[] columnFields() {
    return columnFields.clone();
  }

  /**
   * Makes a record for each row, whatever it weighs.
   *
   * @param inserted takes the records
   */
  public void insert(Batch batch, int[] inserted) {
    int size = batch.size();
    for (int row = 0; row < size; row++) {
      int record = records.allocate();
      records.setSlot(record, numberSlot, nextNumber++);
      records.markDirty(record);
      inserted[row] = record;
    }
    for (int field = 0; field < fieldColumns.length; field++) {
      records.write(field, batch.column(fieldColumns[field]), null, inserted, size);
    }
  }

  /** Removes different records. */
  public void remove(int[] list, int count) {
    long[] hashes = new long[Math.min(count, CHUNK)];
    int[] saved = new int[hashes.length];
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (records.isSaved(list[i])) {
        saved[size++] = list[i];
      }
      if (size == CHUNK || size > 0 && i == count - 1) {
        coding.hash(saved, size, hashes);
        for (int j = 0; j < size; j++) {
          unsaved.delete(saved[j], hashes[j]);
        }
        size = 0;
      }
    }
    for (int i = 0; i < count; i++) {
      records.free(list[i]);
    }
  }

  /** Returns the rows of the records {@code list[from .. to)}, with these weights. */
  public Batch gather(int[] list, int from, int to, long[] weights) {
    Column[] columns = new Column[columnFields.length];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = records.gather(columnFields[column], list, from, to);
    }
    return new Batch(to - from, columns, weights);
  }

  private final class Coding implements UnsavedRecords.Coding {
    @Override
    public void hash(int[] list, int count, long[] hashes) {
      int[] keys = new int[keyCount];
      Column[] columns = new Column[keyCount];
      for (int field = 0; field < keyCount; field++) {
        keys[field] = field;
        columns[field] = records.gather(field, list, 0, count);
      }
      RowHash.hash(new Batch(count, columns, null), keys, hashes);
    }

    @Override
    public void encodeKey(int record, Encoder out) {
      out.putLong(Long.reverseBytes(records.slot(record, numberSlot)));
    }

    @Override
    public void encodeValue(int record, Encoder out) {
      out.putVarLong(WEIGHT);
      records.encode(record, 0, fieldColumns.length, out);
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
    reader.scan(
        (keyBytes, valueBytes) -> {
          long number = Long.reverseBytes(key.reset(keyBytes).readLong());
          nextNumber = Math.max(nextNumber, number + 1);
          value.reset(valueBytes).readVarLong();
          int record = records.allocate();
          records.setSlot(record, numberSlot, number);
          records.decode(record, 0, fieldColumns.length, value);
          records.setSaved(record);
        });
  }

  @Override
  public long stateRows() {
    return records.size();
  }

  @Override
  public long stateBytes() {
    return records.bytes();
  }
}
