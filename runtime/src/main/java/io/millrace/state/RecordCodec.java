package io.millrace.state;

/** Fields of records as bytes: a byte that says whether there is a value, then the value. */
final class RecordCodec {
  private static final int NULL = 0;
  private static final int PRESENT = 1;

  private RecordCodec() {}

  static void encode(RecordStore store, int record, int field, Encoder out) {
    if (store.isNull(record, field)) {
      out.putByte(NULL);
      return;
    }
    out.putByte(PRESENT);
    int slot = store.layout().slot(field);
    switch (store.layout().storage(field)) {
      case LONG -> out.putVarLong(store.slot(record, slot));
      case DOUBLE -> out.putLong(store.slot(record, slot));
      case WIDE -> {
        out.putLong(store.slot(record, slot));
        out.putLong(store.slot(record, slot + 1));
      }
      case BYTES, ARRAY, MAP, ROW -> store.heap().encode(store.slot(record, slot), out);
    }
  }

  static void decode(RecordStore store, int record, int field, Decoder in) {
    if (in.readByte() == NULL) {
      store.writeNull(record, field);
      return;
    }
    switch (store.layout().storage(field)) {
      case LONG -> store.writeLong(record, field, in.readVarLong());
      case DOUBLE -> store.writeLong(record, field, in.readLong());
      case WIDE -> {
        store.writeLong(record, field, in.readLong());
        store.setSlot(record, store.layout().slot(field) + 1, in.readLong());
      }
      case BYTES, ARRAY, MAP, ROW -> {
        int length = in.readLength();
        store.writeBytes(record, field, in.data(), in.position(), length);
        in.skip(length);
      }
    }
  }
}
