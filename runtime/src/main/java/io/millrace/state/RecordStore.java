package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.type.Storage;
import io.millrace.zset.RowHash;
import java.util.Arrays;

/**
 * Rows kept as fixed-width records in pages of longs; a record is named by its number, from 0,
 * which is used again once it is free. Garbage collection sees pages, not rows. The first page
 * grows to 8 MiB, then there are more of that size.
 *
 * <p>Doubles are kept canonical (one zero, one NaN), so equal values have equal bits.
 *
 * <p>Each record has four flags: <em>live</em>; <em>dirty</em>, changed since {@link #clearDirty};
 * <em>saved</em>, known to the durable store; <em>marked</em>, for its owner. A record is on the
 * list of dirty records exactly while its dirty flag is set, even when it has been freed since.
 */
public final class RecordStore {
  private static final long LIVE = 1;
  private static final long DIRTY = 2;
  private static final long SAVED = 4;
  private static final long MARKED = 8;
  private static final int PAGE_LONGS = 1 << 20;
  private static final int FIRST_RECORDS = 16;

  private final RecordLayout layout;
  private final int width;
  private final int pageBits;
  private final int pageMask;
  private final boolean variable;

  private final long[] nullWords;
  private final long[] everNull;
  private final Encoder scratch = new Encoder();
  private final RecordColumns columns = new RecordColumns(this);
  private final RecordBytes recordBytes;
  private long[][] pages;
  private int limit;
  private int live;
  private int firstFree = -1;
  private int[] dirty = new int[16];
  private int dirtyCount;
  private boolean notesChanges = true;

  public RecordStore(RecordLayout layout) {
    this(layout, layout.fields());
  }

  /**
   * @param nullFrom the first of the fields, to the last, that are null in a new record
   */
  RecordStore(RecordLayout layout, int nullFrom) {
    this.layout = layout;
    width = layout.width();
    pageBits = Math.max(4, 31 - Integer.numberOfLeadingZeros(Math.max(1, PAGE_LONGS / width)));
    pageMask = (1 << pageBits) - 1;
    nullWords = new long[layout.headerWords()];
    recordBytes = new RecordBytes(layout);
    boolean anyVariable = false;
    for (int i = 0; i < layout.fields(); i++) {
      if (i >= nullFrom) {
        nullWords[RecordLayout.nullWord(i)] |= RecordLayout.nullBit(i);
      }
      anyVariable |= RecordLayout.isVariable(layout.storage(i));
    }
    everNull = nullWords.clone();
    variable = anyVariable;
    pages = new long[][] {new long[FIRST_RECORDS * width]};
  }

  public RecordLayout layout() {
    return layout;
  }

  /** Returns how many records are in use. */
  public int size() {
    return live;
  }

  /** Returns the number after the highest in use; numbers below it may be free. */
  public int limit() {
    return limit;
  }

  /** Returns roughly how many bytes of memory this takes. */
  public long bytes() {
    long longs = (long) (pages.length - 1) * (width << pageBits) + pages[0].length;
    return longs * 8 + recordBytes.bytes() + dirty.length * 4L;
  }

  /** Returns the page that holds a record; with {@link #base}, for loops over slots. */
  public long[] page(int record) {
    return pages[record >>> pageBits];
  }

  /**
   * Returns the page that holds all records, or null where there are several. Loops over many
   * records that miss the cache are faster where they need not look for the page of each.
   */
  public long[] onlyPage() {
    return pages.length == 1 ? pages[0] : null;
  }

  /** Returns where in its page a record starts. */
  public int base(int record) {
    return (record & pageMask) * width;
  }

  /** Returns the long in a slot, as {@link RecordLayout#ownedSlot} or {@code slot} gives it. */
  public long slot(int record, int slot) {
    return pages[record >>> pageBits][(record & pageMask) * width + slot];
  }

  public void setSlot(int record, int slot, long value) {
    pages[record >>> pageBits][(record & pageMask) * width + slot] = value;
  }

  /** Returns a new record: its fields 0, empty or null, every slot 0, not dirty. */
  public int allocate() {
    recordBytes.compactIfWasteful(this);
    live++;
    int record = firstFree;
    if (record >= 0) {
      long[] page = page(record);
      int base = base(record);
      firstFree = (int) page[base + 1];
      page[base + 1] = 0;
      initialize(page, base);
      return record;
    }
    record = limit++;
    if (record >>> pageBits == pages.length) {
      pages = Arrays.copyOf(pages, pages.length + 1);
      pages[pages.length - 1] = new long[width << pageBits];
    } else if (record < 1 << pageBits && base(record) == pages[0].length) {
      pages[0] = Arrays.copyOf(pages[0], Math.min(pages[0].length * 2, width << pageBits));
    }
    initialize(page(record), base(record));
    return record;
  }

  private void initialize(long[] page, int base) {
    page[base] |= LIVE;
    for (int word = 0; word < nullWords.length; word++) {
      page[base + word] |= nullWords[word];
    }
  }

  /** Gives a record up, with its bytes. */
  public void free(int record) {
    long[] page = page(record);
    int base = base(record);
    if (variable) {
      for (int field = 0; field < layout.fields(); field++) {
        if (RecordLayout.isVariable(layout.storage(field))) {
          heap().free(page[base + layout.slot(field)]);
        }
      }
    }
    long flags = page[base] & DIRTY;
    Arrays.fill(page, base, base + width, 0);
    page[base] = flags;
    page[base + 1] = firstFree;
    firstFree = record;
    live--;
  }

  public boolean isLive(int record) {
    return (slot(record, 0) & LIVE) != 0;
  }

  /** Puts a record on the list of dirty ones, if it is not there yet. */
  public void markDirty(int record) {
    if (!notesChanges) {
      return;
    }
    long[] page = page(record);
    int base = base(record);
    if ((page[base] & DIRTY) == 0) {
      page[base] |= DIRTY;
      if (dirtyCount == dirty.length) {
        dirty = Arrays.copyOf(dirty, dirtyCount * 2);
      }
      dirty[dirtyCount++] = record;
    }
  }

  public int dirtyCount() {
    return dirtyCount;
  }

  /** Returns a dirty record's number; it may have been freed since. */
  public int dirty(int index) {
    return dirty[index];
  }

  /** Empties the list of dirty records; those that live now count as saved. */
  public void clearDirty() {
    for (int i = 0; i < dirtyCount; i++) {
      long[] page = page(dirty[i]);
      int base = base(dirty[i]);
      page[base] &= ~DIRTY;
      if ((page[base] & LIVE) != 0) {
        page[base] |= SAVED;
      }
    }
    clearList();
  }

  /** Says that no durable store keeps the records: none is dirty from now on, nor saved. */
  public void keepNowhere() {
    notesChanges = false;
    for (int i = 0; i < dirtyCount; i++) {
      page(dirty[i])[base(dirty[i])] &= ~DIRTY;
    }
    clearList();
  }

  private void clearList() {
    dirtyCount = 0;
    if (dirty.length > 1 << 16) {
      dirty = new int[16];
    }
    if (live == 0 && pages.length > 1) {
      pages = new long[][] {new long[FIRST_RECORDS * width]};
      recordBytes.clear();
      limit = 0;
      firstFree = -1;
    }
  }

  /** Returns whether the durable store may know this record. */
  public boolean isSaved(int record) {
    return (slot(record, 0) & SAVED) != 0;
  }

  /** Says that the record is as the durable store has it. */
  public void setSaved(int record) {
    page(record)[base(record)] |= SAVED;
  }

  /** Sets the owner's mark and returns whether it was clear. */
  public boolean mark(int record) {
    long[] page = page(record);
    int base = base(record);
    long word = page[base];
    page[base] = word | MARKED;
    return (word & MARKED) == 0;
  }

  /**
   * Sets the owner's mark of many records.
   *
   * @param fresh takes the indexes in the list of those whose mark was clear, the first of each
   * @return how many these are
   */
  public int mark(int[] list, int count, int[] fresh) {
    long[] only = onlyPage();
    int freshCount = 0;
    for (int i = 0; i < count; i++) {
      int record = list[i];
      long[] page = only != null ? only : pages[record >>> pageBits];
      int base = (record & pageMask) * width;
      if ((page[base] & MARKED) == 0) {
        page[base] |= MARKED;
        fresh[freshCount++] = i;
      }
    }
    return freshCount;
  }

  /** Reads the first slot of a field from many records, anything for those that are negative. */
  void gather(int field, int[] list, int count, long[] values) {
    columns.slots(field, list, 0, count, values);
  }

  /** Returns whether any record has ever had a null in a field; may say so though none had. */
  boolean mayBeNull(int field) {
    return (everNull[RecordLayout.nullWord(field)] & RecordLayout.nullBit(field)) != 0;
  }

  /** Returns the pages and, for them, how a record's number falls into its page and its place. */
  long[][] pages() {
    return pages;
  }

  int pageBits() {
    return pageBits;
  }

  public boolean isMarked(int record) {
    return (slot(record, 0) & MARKED) != 0;
  }

  public void unmark(int record) {
    page(record)[base(record)] &= ~MARKED;
  }

  public boolean isNull(int record, int field) {
    return (slot(record, RecordLayout.nullWord(field)) & RecordLayout.nullBit(field)) != 0;
  }

  /** Makes a field null. */
  public void writeNull(int record, int field) {
    long[] page = page(record);
    int base = base(record);
    int slot = base + layout.slot(field);
    Storage storage = layout.storage(field);
    if (RecordLayout.isVariable(storage)) {
      heap().free(page[slot]);
    }
    page[slot] = 0;
    if (storage == Storage.WIDE) {
      page[slot + 1] = 0;
    }
    page[base + RecordLayout.nullWord(field)] |= RecordLayout.nullBit(field);
    everNull[RecordLayout.nullWord(field)] |= RecordLayout.nullBit(field);
  }

  /** Writes the batch columns {@code columns} of a row into the record's first fields. */
  public void write(int record, Batch batch, int[] columns, int row) {
    for (int i = 0; i < columns.length; i++) {
      write(record, i, batch.column(columns[i]), row);
    }
  }

  /** Writes a value that is not null into a field of storage LONG, or the bits of a DOUBLE. */
  public void writeLong(int record, int field, long value) {
    long[] page = page(record);
    int base = base(record);
    page[base + RecordLayout.nullWord(field)] &= ~RecordLayout.nullBit(field);
    page[base + layout.slot(field)] = value;
  }

  /** Writes a value into a field. */
  public void write(int record, int field, Column column, int row) {
    if (column.isNull(row)) {
      writeNull(record, field);
      return;
    }
    long[] page = page(record);
    int base = base(record);
    int slot = base + layout.slot(field);
    page[base + RecordLayout.nullWord(field)] &= ~RecordLayout.nullBit(field);
    if (column instanceof LongColumn longs) {
      page[slot] = longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      page[slot] = RowHash.canonicalBits(doubles.values()[row]);
    } else if (column instanceof WideColumn wide) {
      page[slot] = wide.high()[row];
      page[slot + 1] = wide.low()[row];
    } else if (column instanceof BytesColumn bytes) {
      replace(page, slot, field, bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    } else {
      Encoder encoded = encodeNested(column, row);
      replace(page, slot, field, encoded.data(), 0, encoded.size());
    }
  }

  /** Copies a field's value to another record. */
  public void copy(int from, int to, int field) {
    if (isNull(from, field)) {
      writeNull(to, field);
      return;
    }
    int slot = layout.slot(field);
    long word = slot(from, slot);
    if (RecordLayout.isVariable(layout.storage(field)) && !ByteHeap.isInline(word)) {
      int length = heap().length(word);
      writeBytes(to, field, heap().page(word), ByteHeap.start(word, length), length);
      return;
    }
    writeNull(to, field);
    writeLong(to, field, word);
    if (layout.storage(field) == Storage.WIDE) {
      setSlot(to, slot + 1, slot(from, slot + 1));
    }
  }

  /** Writes raw bytes into a field of variable storage. */
  public void writeBytes(int record, int field, byte[] source, int offset, int length) {
    long[] page = page(record);
    int base = base(record);
    page[base + RecordLayout.nullWord(field)] &= ~RecordLayout.nullBit(field);
    replace(page, base + layout.slot(field), field, source, offset, length);
  }

  /**
   * Returns the page with the bytes of a field of variable storage, more than 7 of them and not
   * null; they may be overwritten in place until the next write of any field.
   */
  public byte[] bytesPage(int record, int field) {
    return heap().page(slot(record, layout.slot(field)));
  }

  /** Returns where in {@link #bytesPage} the bytes start. */
  public int bytesStart(int record, int field) {
    long reference = slot(record, layout.slot(field));
    return ByteHeap.start(reference, heap().length(reference));
  }

  private void replace(long[] page, int slot, int field, byte[] source, int offset, int length) {
    heap().free(page[slot]);
    page[slot] = 0;
    recordBytes.compactIfWasteful(this);
    page[slot] = recordBytes.put(field, source, offset, length);
  }

  /** Puts texts of a column, all rows or these, for a field of records that has none now. */
  void put(int field, BytesColumn column, int[] rows, int count, long[] references) {
    recordBytes.compactIfWasteful(this);
    recordBytes.put(field, column, rows, count, references);
  }

  private Encoder encodeNested(Column column, int row) {
    ValueCodec.write(column, row, scratch.reset());
    return scratch;
  }

  /** Returns whether the record's first fields equal the batch columns {@code columns} of a row. */
  public boolean equal(int record, Batch batch, int[] columns, int row) {
    for (int i = 0; i < columns.length; i++) {
      if (!equal(record, i, batch.column(columns[i]), row)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a field equals a value: null equals null, 0.0 equals -0.0, NaN equals NaN. */
  public boolean equal(int record, int field, Column column, int row) {
    long[] page = page(record);
    int base = base(record);
    boolean isNull = (page[base + RecordLayout.nullWord(field)] & RecordLayout.nullBit(field)) != 0;
    if (isNull || column.isNull(row)) {
      return isNull && column.isNull(row);
    }
    int slot = base + layout.slot(field);
    if (column instanceof LongColumn longs) {
      return page[slot] == longs.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return page[slot] == RowHash.canonicalBits(doubles.values()[row]);
    } else if (column instanceof WideColumn wide) {
      return page[slot] == wide.high()[row] && page[slot + 1] == wide.low()[row];
    } else if (column instanceof BytesColumn bytes) {
      return heap().equal(page[slot], bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }
    Encoder encoded = encodeNested(column, row);
    return heap().equal(page[slot], encoded.data(), 0, encoded.size());
  }

  /** Returns whether a slot of storage BYTES holds the same as a row, neither of them null. */
  boolean equalBytes(long slot, BytesColumn bytes, int row) {
    return heap().equal(slot, bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
  }

  /**
   * Compares the values of one field, neither of them null, of two records: numbers by value (NaN
   * last), bytes as unsigned. Arrays, maps and rows have some order, the same every time.
   */
  public int compare(int left, int right, int field) {
    int slot = layout.slot(field);
    long leftWord = slot(left, slot);
    long rightWord = slot(right, slot);
    switch (layout.storage(field)) {
      case LONG:
        return Long.compare(leftWord, rightWord);
      case DOUBLE:
        return Double.compare(
            Double.longBitsToDouble(leftWord), Double.longBitsToDouble(rightWord));
      case WIDE:
        int order = Long.compare(leftWord, rightWord);
        return order != 0
            ? order
            : Long.compareUnsigned(slot(left, slot + 1), slot(right, slot + 1));
      case BYTES:
      case ARRAY:
      case MAP:
      case ROW:
        return heap().compare(leftWord, rightWord);
    }
    throw new AssertionError();
  }

  /** Compares a field with a value, neither of them null, in the order of the other compare. */
  public int compare(int record, int field, Column column, int row) {
    int slot = layout.slot(field);
    long word = slot(record, slot);
    if (column instanceof LongColumn longs) {
      return Long.compare(word, longs.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      long bits = RowHash.canonicalBits(doubles.values()[row]);
      return Double.compare(Double.longBitsToDouble(word), Double.longBitsToDouble(bits));
    } else if (column instanceof WideColumn wide) {
      int order = Long.compare(word, wide.high()[row]);
      return order != 0 ? order : Long.compareUnsigned(slot(record, slot + 1), wide.low()[row]);
    } else if (column instanceof BytesColumn bytes) {
      return heap().compare(word, bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
    }
    Encoder encoded = encodeNested(column, row);
    return heap().compare(word, encoded.data(), 0, encoded.size());
  }

  /**
   * Writes values of a column into a field of different records.
   *
   * @param rows the column's rows, or null for all from the first
   */
  public void write(int field, Column column, int[] rows, int[] list, int count) {
    columns.write(field, column, rows, list, count);
  }

  /** Appends a field's value. */
  public void append(int record, int field, ColumnBuilder out) {
    columns.append(record, field, out);
  }

  /** Appends a field's values of the records {@code records[from .. to)}, in that order. */
  public void append(int field, int[] records, int from, int to, ColumnBuilder out) {
    columns.append(field, records, from, to, out);
  }

  /** Returns a column of a field's values of the records {@code records[from .. to)}. */
  public Column gather(int field, int[] records, int from, int to) {
    return columns.gather(field, records, from, to);
  }

  /** Encodes the fields {@code from} (inclusive) to {@code to} (exclusive); equal ones alike. */
  public void encode(int record, int from, int to, Encoder out) {
    for (int field = from; field < to; field++) {
      RecordCodec.encode(this, record, field, out);
    }
  }

  /** Fills the fields {@code from} to {@code to} with what {@link #encode} wrote of them. */
  public void decode(int record, int from, int to, Decoder in) {
    for (int field = from; field < to; field++) {
      RecordCodec.decode(this, record, field, in);
    }
  }

  /** Returns where the fields of variable storage lie; replaced when it is compacted. */
  ByteHeap heap() {
    return recordBytes.heap();
  }
}
