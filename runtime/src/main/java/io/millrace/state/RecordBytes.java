package io.millrace.state;

import io.millrace.batch.BytesColumn;
import io.millrace.type.Type;

/** Where the fields of variable storage of records lie. */
final class RecordBytes {
  private final RecordLayout layout;

  /** Of the fields that are text: what puts them into the heap; the others have null. */
  private final SharedTexts[] texts;

  private ByteHeap heap;

  RecordBytes(RecordLayout layout) {
    this.layout = layout;
    texts = new SharedTexts[layout.fields()];
    clear();
  }

  /** Forgets all bytes. */
  void clear() {
    heap = new ByteHeap();
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          layout.types().get(i) instanceof Type.TextType ? SharedTexts.ofRowsThatMayGo() : null;
    }
  }

  /** Returns the heap; another after a compaction. */
  ByteHeap heap() {
    return heap;
  }

  /** Returns how many bytes of memory this takes. */
  long bytes() {
    long bytes = heap.bytes();
    for (SharedTexts shared : texts) {
      bytes += shared == null ? 0 : shared.bytes();
    }
    return bytes;
  }

  /** Puts bytes for a field and returns their reference. */
  long put(int field, byte[] source, int offset, int length) {
    SharedTexts shared = texts[field];
    return shared == null
        ? heap.put(source, offset, length)
        : shared.put(heap, source, offset, length);
  }

  /** Puts texts of a column for a field; see {@link SharedTexts}. */
  void put(int field, BytesColumn column, int[] rows, int count, long[] references) {
    SharedTexts shared = texts[field];
    if (shared != null) {
      shared.put(heap, column, rows, count, references);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      references[i] = heap.put(column.data(), column.starts()[row], column.lengths()[row]);
    }
  }

  /** Copies what lives into a new heap, where more than half of the old one is garbage. */
  void compactIfWasteful(RecordStore records) {
    if (!heap.isWasteful()) {
      return;
    }
    ByteHeap former = heap;
    clear();
    for (int field = 0; field < layout.fields(); field++) {
      if (RecordLayout.isVariable(layout.storage(field))) {
        int slot = layout.slot(field);
        for (int record = 0; record < records.limit(); record++) {
          if (records.isLive(record)) {
            records.setSlot(record, slot, adopt(field, former, records.slot(record, slot)));
          }
        }
      }
    }
  }

  private long adopt(int field, ByteHeap former, long reference) {
    if (ByteHeap.isInline(reference)) {
      return reference;
    }
    int length = former.length(reference);
    return put(field, former.page(reference), ByteHeap.start(reference, length), length);
  }
}
