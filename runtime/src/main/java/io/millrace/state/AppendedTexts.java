package io.millrace.state;

import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.Nulls;
import io.millrace.type.Storage;
import io.millrace.type.Type;

/**
 * The values of an {@link AppendedColumn} that are bytes of any length, in a heap. Arrays, maps and
 * rows are encoded there.
 */
final class AppendedTexts {
  private final Type type;
  private final boolean nested;
  private final ByteHeap heap = new ByteHeap();
  private final SharedTexts shared = SharedTexts.ofRowsThatStay();
  private final Encoder scratch = new Encoder();
  private final LongBlocks references;
  private long[] gathered = {};

  AppendedTexts(Type type, AppendedRows.Blocks blocks) {
    this.type = type;
    nested = type.storage() != Storage.BYTES;
    references = new LongBlocks(blocks);
  }

  void adopt(Column column, int firstBlock, int count) {
    long[] put = new long[column.size()];
    if (column instanceof BytesColumn texts) {
      shared.put(heap, texts, null, put.length, put);
    } else {
      for (int row = 0; row < put.length; row++) {
        put[row] = put(column, row);
      }
    }
    references.adopt(put, put.length, firstBlock, count);
  }

  void open(int block) {
    references.open(block);
  }

  void put(int block, int at, Column column, int from, int count) {
    if (gathered.length < count) {
      gathered = new long[count];
    }
    for (int i = 0; i < count; i++) {
      gathered[i] = put(column, from + i);
    }
    references.put(block, at, gathered, 0, count);
  }

  private long put(Column column, int row) {
    if (column.isNull(row)) {
      return 0;
    }
    if (nested) {
      ValueCodec.write(column, row, scratch.reset());
      return heap.put(scratch.data(), 0, scratch.size());
    }
    BytesColumn texts = (BytesColumn) column;
    return shared.put(heap, texts.data(), texts.starts()[row], texts.lengths()[row]);
  }

  Column gather(int[] list, int from, int to, long[] nulls) {
    int size = to - from;
    if (gathered.length < size) {
      gathered = new long[size];
    }
    references.gather(list, from, size, gathered);
    return nested ? decode(size, nulls) : heap.column(gathered, size, nulls);
  }

  private Column decode(int size, long[] nulls) {
    ColumnBuilder builder = ColumnBuilder.of(type, size);
    Decoder decoder = new Decoder();
    for (int i = 0; i < size; i++) {
      if (Nulls.isNull(nulls, i)) {
        builder.appendNull();
      } else {
        heap.encode(gathered[i], scratch.reset());
        decoder.reset(scratch.data()).readLength();
        ValueCodec.read(type, decoder, builder);
      }
    }
    return builder.build();
  }

  long bytes() {
    return references.bytes() + heap.bytes() + shared.bytes();
  }
}
