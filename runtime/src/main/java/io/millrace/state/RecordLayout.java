package io.millrace.state;

import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.util.List;

/**
 * How a row lies in a record of fixed width: null bits and flags first, then a slot (one long) a
 * field, two for {@link Storage#WIDE}, then slots that belong to the owner (counts, links).
 *
 * <p>What varies in length is kept in a {@link ByteHeap}; its slot is a reference. Arrays, maps and
 * rows are bytes too, as {@link ValueCodec} writes them.
 */
public final class RecordLayout {
  /** The lowest bits of a record's first word: see {@link RecordStore}. */
  static final int FLAG_BITS = 4;

  private final List<Type> types;
  private final Storage[] storages;
  private final int[] slots;
  private final int firstOwned;
  private final int width;
  private final int headerWords;

  /**
   * @param types the fields
   * @param ownedSlots how many longs the owner keeps with each record; 0 in a new one
   */
  public RecordLayout(List<Type> types, int ownedSlots) {
    this.types = List.copyOf(types);
    storages = new Storage[types.size()];
    slots = new int[types.size()];
    headerWords = (types.size() + FLAG_BITS + 63) >>> 6;
    int slot = headerWords;
    for (int i = 0; i < slots.length; i++) {
      storages[i] = types.get(i).storage();
      slots[i] = slot;
      slot += storages[i] == Storage.WIDE ? 2 : 1;
    }
    firstOwned = slot;
    // A free record keeps the number of the next free one in its second word.
    width = Math.max(2, slot + ownedSlots);
  }

  public List<Type> types() {
    return types;
  }

  public int fields() {
    return slots.length;
  }

  public Storage storage(int field) {
    return storages[field];
  }

  /** Returns where a field's value lies, in longs from the record's start. */
  public int slot(int field) {
    return slots[field];
  }

  /** Returns where the owner's slot of this index lies, in longs from the record's start. */
  public int ownedSlot(int index) {
    return firstOwned + index;
  }

  /** Returns how many longs a record takes. */
  public int width() {
    return width;
  }

  /** Returns how many words at a record's start hold flags and null bits. */
  int headerWords() {
    return headerWords;
  }

  /** Returns which header word holds a field's null bit. */
  static int nullWord(int field) {
    return (field + FLAG_BITS) >>> 6;
  }

  /** Returns a field's null bit within its header word. */
  static long nullBit(int field) {
    return 1L << (field + FLAG_BITS);
  }

  /** Returns whether values of this storage lie in the heap. */
  static boolean isVariable(Storage storage) {
    return storage != Storage.LONG && storage != Storage.DOUBLE && storage != Storage.WIDE;
  }
}
