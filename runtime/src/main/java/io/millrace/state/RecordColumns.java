package io.millrace.state;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.batch.Nulls;
import io.millrace.batch.WideBuilder;
import io.millrace.type.Storage;

/**
 * Makes columns of records, and records of columns. Records lie anywhere, so what counts is how
 * many cache misses the processor can have under way: loops are short, look for the page of a
 * record only where there are several, and for nulls only where there may be some.
 */
final class RecordColumns {
  private final RecordStore records;
  private final Encoder scratch = new Encoder();
  private long[] slots = {};

  RecordColumns(RecordStore records) {
    this.records = records;
  }

  /** Reads the first slot of a field from many records, anything for those that are negative. */
  void slots(int field, int[] list, int from, int count, long[] values) {
    RecordLayout layout = records.layout();
    int slot = layout.slot(field);
    int width = layout.width();
    long[] only = records.onlyPage();
    if (only != null) {
      for (int i = 0; i < count; i++) {
        values[i] = only[Math.max(0, list[from + i]) * width + slot];
      }
      return;
    }
    long[][] pages = records.pages();
    int bits = records.pageBits();
    int mask = (1 << bits) - 1;
    for (int i = 0; i < count; i++) {
      int record = Math.max(0, list[from + i]);
      values[i] = pages[record >>> bits][(record & mask) * width + slot];
    }
  }

  /**
   * Writes values of a column into a field of different records.
   *
   * @param rows the column's rows, or null for all from the first
   */
  void write(int field, Column column, int[] rows, int[] list, int count) {
    if (column instanceof BytesColumn bytes) {
      writeBytes(field, bytes, rows, list, count);
      return;
    }
    if (column instanceof LongColumn longs && longs.nulls() == null) {
      for (int i = 0; i < count; i++) {
        records.writeLong(list[i], field, longs.values()[rows == null ? i : rows[i]]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      records.write(list[i], field, column, rows == null ? i : rows[i]);
    }
  }

  private void writeBytes(int field, BytesColumn column, int[] rows, int[] list, int count) {
    int slot = records.layout().slot(field);
    ByteHeap heap = records.heap();
    for (int i = 0; i < count; i++) {
      heap.free(records.slot(list[i], slot));
      records.setSlot(list[i], slot, 0);
    }
    long[] references = references(count);
    records.put(field, column, rows, count, references);
    for (int i = 0; i < count; i++) {
      if (column.isNull(rows == null ? i : rows[i])) {
        records.writeNull(list[i], field);
      } else {
        records.writeLong(list[i], field, references[i]);
      }
    }
  }

  /** Appends a field's value. */
  void append(int record, int field, ColumnBuilder out) {
    if (records.isNull(record, field)) {
      out.appendNull();
      return;
    }
    RecordLayout layout = records.layout();
    int slot = layout.slot(field);
    switch (layout.storage(field)) {
      case LONG -> ((LongBuilder) out).appendLong(records.slot(record, slot));
      case DOUBLE ->
          ((DoubleBuilder) out).appendDouble(Double.longBitsToDouble(records.slot(record, slot)));
      case WIDE ->
          ((WideBuilder) out)
              .appendWide(records.slot(record, slot), records.slot(record, slot + 1));
      case BYTES -> records.heap().append(records.slot(record, slot), (BytesBuilder) out);
      case ARRAY, MAP, ROW -> {
        records.heap().encode(records.slot(record, slot), scratch.reset());
        Decoder decoder = new Decoder().reset(scratch.data());
        decoder.readLength();
        ValueCodec.read(layout.types().get(field), decoder, out);
      }
    }
  }

  /** Appends a field's values of the records {@code list[from .. to)}, in that order. */
  void append(int field, int[] list, int from, int to, ColumnBuilder out) {
    if (out instanceof LongBuilder longs) {
      int slot = records.layout().slot(field);
      int nullWord = RecordLayout.nullWord(field);
      long nullBit = RecordLayout.nullBit(field);
      for (int i = from; i < to; i++) {
        long[] page = records.page(list[i]);
        int base = records.base(list[i]);
        if ((page[base + nullWord] & nullBit) == 0) {
          longs.appendLong(page[base + slot]);
        } else {
          longs.appendNull();
        }
      }
    } else {
      for (int i = from; i < to; i++) {
        append(list[i], field, out);
      }
    }
  }

  /** Returns a column of a field's values of the records {@code list[from .. to)}. */
  Column gather(int field, int[] list, int from, int to) {
    int size = to - from;
    if (records.layout().storage(field) == Storage.BYTES) {
      return bytes(field, list, from, size);
    } else if (records.layout().storage(field) != Storage.LONG) {
      ColumnBuilder builder = ColumnBuilder.of(records.layout().types().get(field), size);
      append(field, list, from, to, builder);
      return builder.build();
    }
    long[] values = new long[size];
    slots(field, list, from, size, values);
    return new LongColumn(values, nulls(field, list, from, size), size);
  }

  private BytesColumn bytes(int field, int[] list, int from, int size) {
    long[] references = references(size);
    slots(field, list, from, size, references);
    return records.heap().column(references, size, nulls(field, list, from, size));
  }

  private long[] references(int size) {
    if (slots.length < size) {
      slots = new long[size];
    }
    return slots;
  }

  private long[] nulls(int field, int[] list, int from, int size) {
    if (!records.mayBeNull(field)) {
      return null;
    }
    long[] nulls = null;
    for (int i = 0; i < size; i++) {
      if (records.isNull(list[from + i], field)) {
        nulls = nulls == null ? Nulls.allocate(size) : nulls;
        Nulls.set(nulls, i);
      }
    }
    return nulls;
  }
}
