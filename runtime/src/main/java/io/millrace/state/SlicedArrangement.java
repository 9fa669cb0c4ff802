package io.millrace.state;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An arrangement of rows that only come, and go behind a watermark: in slices of rows that came one
 * after the other, each an {@link AppendArrangement}, which goes whole when all its times have been
 * passed. Keeping a row costs what it costs where rows stay for good, and freeing one nothing; a
 * probe looks into every slice, and a slice holds an eighth of all rows at most, or a few.
 *
 * <p>A row's number is that of its slice's slot, and its own there.
 */
public final class SlicedArrangement implements Arrangement {
  private static final int LOCAL_BITS = 25;
  private static final int LOCAL = (1 << LOCAL_BITS) - 1;
  private static final int SLOTS = 1 << Integer.SIZE - 1 - LOCAL_BITS;

  /** A slice with fewer rows is not full. */
  private static final int FEWEST_ROWS = 1 << 12;

  /** A full slice has this part of all rows. */
  private static final int SHARE = 8;

  private final RowType type;
  private final int[] keys;
  private final int timeColumn;
  private final RowBlocks blocks;
  private final Slice[] slots = new Slice[SLOTS];

  /** The slices, the oldest first; rows go into the last. */
  private final List<Slice> slices = new ArrayList<>();

  private long size;
  private int[] local = {};

  private boolean isKept = true;

  /** What a store has of slices that are gone. */
  private final List<Saved> removed = new ArrayList<>();

  /** Blocks that a store has: their key groups and numbers. */
  private static final class Saved implements RowBlocks.Listener {
    private int[] keyGroups = {};
    private long[] numbers = {};
    private int count;

    @Override
    public void saved(int keyGroup, long number) {
      if (count == numbers.length) {
        keyGroups = Arrays.copyOf(keyGroups, Math.max(16, 2 * count));
        numbers = Arrays.copyOf(numbers, keyGroups.length);
      }
      keyGroups[count] = keyGroup;
      numbers[count++] = number;
    }

    void delete(RowBlocks blocks, StateWriter writer) {
      for (int i = 0; i < count; i++) {
        blocks.delete(writer, keyGroups[i], numbers[i]);
      }
    }

    long bytes() {
      return keyGroups.length * 12L;
    }
  }

  /**
   * @param type the rows
   * @param keys the columns that are the key; none puts all rows in one chain
   * @param timeColumn a timestamp; rows where it is null may go at any time
   */
  public SlicedArrangement(RowType type, int[] keys, int timeColumn) {
    this.type = type;
    this.keys = keys.clone();
    this.timeColumn = timeColumn;
    blocks = new RowBlocks(type, keys);
  }

  private final class Slice implements Chains {
    final int base;
    final AppendArrangement rows = new AppendArrangement(type, keys);
    private final Chains chains = rows.chains();
    private final UnsavedRows unsaved = new UnsavedRows();

    /** The latest time. */
    private long latest = Long.MIN_VALUE;

    /** What a store has of these rows. */
    private final Saved saved = new Saved();

    Slice(int slot) {
      base = slot << LOCAL_BITS;
      if (!isKept) {
        unsaved.keepNowhere();
      }
    }

    void enter(Batch batch, long[] hashes, int[] numbers) {
      rows.enter(batch, hashes, numbers);
      LongColumn times = (LongColumn) batch.column(timeColumn);
      for (int row = 0; row < batch.size(); row++) {
        if (!times.isNull(row)) {
          latest = Math.max(latest, times.values()[row]);
        }
      }
    }

    boolean hasRoom(int count) {
      return rows.limit() + count < LOCAL - AppendedRows.BLOCK;
    }

    @Override
    public void find(Batch batch, int[] columns, long[] hashes, int[] found) {
      chains.find(batch, columns, hashes, found);
      for (int row = 0; row < batch.size(); row++) {
        found[row] = global(found[row]);
      }
    }

    @Override
    public boolean areSingle() {
      return chains.areSingle();
    }

    @Override
    public int next(int row) {
      return global(chains.next(row & LOCAL));
    }

    private int global(int row) {
      return row < 0 ? row : row | base;
    }

    void save(StateWriter writer) {
      blocks.put(writer, rows, unsaved, saved);
    }

    long bytes() {
      return rows.stateBytes() + saved.bytes();
    }
  }

  @Override
  public void insert(Batch batch, long[] hashes, int[] inserted) {
    Slice slice = enter(batch, hashes);
    slice.unsaved.add(local, hashes, batch.size());
    for (int row = 0; row < batch.size(); row++) {
      inserted[row] = local[row] | slice.base;
    }
  }

  /** Takes in rows; their numbers in the slice are {@link #local}. */
  private Slice enter(Batch batch, long[] hashes) {
    if (local.length < batch.size()) {
      local = new int[batch.size()];
    }
    Slice slice = sliceFor(batch.size());
    slice.enter(batch, hashes, local);
    size += batch.size();
    return slice;
  }

  private Slice sliceFor(int count) {
    Slice last = slices.isEmpty() ? null : slices.get(slices.size() - 1);
    boolean isFull = last == null || last.rows.stateRows() >= Math.max(FEWEST_ROWS, size / SHARE);
    if (isFull && slices.size() < SLOTS || last != null && !last.hasRoom(count)) {
      last = new Slice(freeSlot());
      slots[last.base >>> LOCAL_BITS] = last;
      slices.add(last);
    }
    return last;
  }

  private int freeSlot() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slots[slot] == null) {
        return slot;
      }
    }
    throw new MillraceException(
        ErrorCode.OUT_OF_MEMORY,
        "a join keeps more than " + ((long) SLOTS << LOCAL_BITS) + " rows behind a watermark");
  }

  /** Frees slices of which every row's time is at or below the watermark. */
  @Override
  public void expire(long watermark) {
    slices.removeIf(slice -> slice.latest <= watermark && free(slice));
  }

  private boolean free(Slice slice) {
    if (slice.saved.count > 0) {
      removed.add(slice.saved);
    }
    slots[slice.base >>> LOCAL_BITS] = null;
    size -= slice.rows.stateRows();
    return true;
  }

  @Override
  public Probe probe() {
    return new Probe(slices);
  }

  @Override
  public long weight(int row) {
    return sliceOf(row).rows.weight(row & LOCAL);
  }

  private Slice sliceOf(int row) {
    return slots[row >>> LOCAL_BITS];
  }

  @Override
  public boolean isAllOnes() {
    for (Slice slice : slices) {
      if (!slice.rows.isAllOnes()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int columnCount() {
    return type.size();
  }

  @Override
  public Column gather(int column, int[] list, int from, int to) {
    if (from == to) {
      return new AppendArrangement(type, keys).gather(column, list, from, to);
    }
    Slice slice = sliceOf(list[from]);
    if (local.length < to - from) {
      local = new int[to - from];
    }
    for (int i = from; i < to; i++) {
      if ((list[i] & ~LOCAL) != slice.base) {
        throw new IllegalArgumentException("rows of several slices");
      }
      local[i - from] = list[i] & LOCAL;
    }
    return slice.rows.gather(column, local, 0, to - from);
  }

  @Override
  public void save(StateWriter writer) {
    if (!writer.isKept()) {
      isKept = false;
      slices.forEach(slice -> slice.unsaved.keepNowhere());
      return;
    }
    removed.forEach(rows -> rows.delete(blocks, writer));
    removed.clear();
    slices.forEach(slice -> slice.save(writer));
  }

  @Override
  public void restore(StateReader reader) {
    blocks.restore(reader, (batch, hashes) -> enter(batch, hashes).saved);
  }

  @Override
  public long stateRows() {
    return size;
  }

  @Override
  public long stateBytes() {
    return slices.stream().mapToLong(Slice::bytes).sum();
  }
}
