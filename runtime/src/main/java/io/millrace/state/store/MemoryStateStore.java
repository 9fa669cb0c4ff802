package io.millrace.state.store;

import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store that lives as long as the object: for databases in memory and for tests. Closing it keeps
 * its contents, so that 'closing and opening again' can be tried without a disk.
 *
 * <p>A database in memory never restores state and need not pay for it twice: see {@link
 * #withoutState()}.
 */
public final class MemoryStateStore implements StateStore {
  private final boolean keepsState;
  private final TreeMap<byte[], byte[]> spaces = new TreeMap<>(Arrays::compareUnsigned);
  private final TreeMap<String, TreeMap<byte[], byte[]>> states = new TreeMap<>();
  private long lastEpoch;

  /** A store that keeps everything. */
  public MemoryStateStore() {
    this(true);
  }

  private MemoryStateStore(boolean keepsState) {
    this.keepsState = keepsState;
  }

  /** Returns a store that keeps the spaces but lets all state go. */
  public static MemoryStateStore withoutState() {
    return new MemoryStateStore(false);
  }

  @Override
  public EpochBatch begin(long epoch) {
    return new Epoch(epoch);
  }

  @Override
  public StateReader read(String stateName, int worker, int workers) {
    return new Reader(
        stateName, KeyGroup.first(worker, workers), KeyGroup.first(worker + 1, workers));
  }

  @Override
  public synchronized Optional<byte[]> find(String space, byte[] key) {
    return Optional.ofNullable(spaces.get(StoreKeys.space(space, key))).map(byte[]::clone);
  }

  @Override
  public void scan(String space, byte[] prefix, StateReader.Visitor visitor) {
    int skipped = StoreKeys.space(space, new byte[0]).length;
    byte[] first = StoreKeys.space(space, prefix);
    visit(spaces, first, StoreKeys.after(first), skipped, visitor);
  }

  /** Over a copy: a visitor may use the store. */
  private void visit(
      TreeMap<byte[], byte[]> entries,
      byte[] first,
      byte[] last,
      int skipped,
      StateReader.Visitor visitor) {
    TreeMap<byte[], byte[]> range;
    synchronized (this) {
      range = new TreeMap<>(entries.subMap(first, last));
    }
    range.forEach(
        (key, value) -> visitor.entry(Arrays.copyOfRange(key, skipped, key.length), value.clone()));
  }

  @Override
  public boolean keepsState() {
    return keepsState;
  }

  @Override
  public synchronized long lastEpoch() {
    return lastEpoch;
  }

  @Override
  public synchronized Set<String> stateNames() {
    return new TreeSet<>(states.keySet());
  }

  @Override
  public synchronized void dropState(String stateName) {
    states.remove(stateName);
    String parts = StateNames.part(stateName, "");
    states.keySet().removeIf(name -> name.startsWith(parts));
  }

  @Override
  public void close() {
    // The contents stay: this object is the disk.
  }

  private synchronized void commit(Epoch batch) {
    if (batch.epoch <= lastEpoch) {
      throw new IllegalStateException("epoch " + batch.epoch + " comes after " + lastEpoch);
    }
    batch.changes.forEach(Runnable::run);
    batch.changes.clear();
    lastEpoch = batch.epoch;
  }

  private TreeMap<byte[], byte[]> state(String name) {
    return states.computeIfAbsent(name, n -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private final class Epoch implements EpochBatch {
    private final long epoch;
    private final List<Runnable> changes = new ArrayList<>();

    Epoch(long epoch) {
      this.epoch = epoch;
    }

    private synchronized void add(Runnable change) {
      changes.add(change);
    }

    @Override
    public StateWriter state(String stateName) {
      return keepsState ? new Writer(stateName, this) : StateWriter.NOWHERE;
    }

    @Override
    public void put(String space, byte[] key, byte[] value) {
      byte[] copy = value.clone();
      byte[] spaceKey = StoreKeys.space(space, key);
      add(() -> spaces.put(spaceKey, copy));
    }

    @Override
    public void delete(String space, byte[] key) {
      byte[] spaceKey = StoreKeys.space(space, key);
      add(() -> spaces.remove(spaceKey));
    }

    @Override
    public void dropState(String stateName) {
      add(() -> MemoryStateStore.this.dropState(stateName));
    }

    @Override
    public void commit() {
      MemoryStateStore.this.commit(this);
    }
  }

  private final class Writer implements StateWriter {
    private final String name;
    private final Epoch epoch;

    Writer(String name, Epoch epoch) {
      this.name = name;
      this.epoch = epoch;
    }

    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      byte[] storeKey = StoreKeys.owned(0, keyGroup, key);
      byte[] copy = value.clone();
      epoch.add(() -> state(name).put(storeKey, copy));
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      byte[] storeKey = StoreKeys.owned(0, keyGroup, key);
      epoch.add(() -> state(name).remove(storeKey));
    }

    @Override
    public void clear() {
      epoch.dropState(name);
    }

    @Override
    public StateWriter part(String part) {
      return new Writer(StateNames.part(name, part), epoch);
    }
  }

  private final class Reader implements StateReader {
    private final String name;
    private final int from;
    private final int to;

    Reader(String name, int from, int to) {
      this.name = name;
      this.from = from;
      this.to = to;
    }

    @Override
    public void scan(Visitor visitor) {
      TreeMap<byte[], byte[]> entries;
      synchronized (MemoryStateStore.this) {
        entries = states.get(name);
      }
      if (entries != null && from < to) {
        visit(
            entries,
            StoreKeys.state(0, from),
            StoreKeys.state(0, to),
            StoreKeys.STATE_PREFIX,
            visitor);
      }
    }

    @Override
    public StateReader part(String part) {
      return new Reader(StateNames.part(name, part), from, to);
    }

    @Override
    public StateReader keyGroups(int first, int end) {
      return new Reader(name, Math.max(from, first), Math.min(to, end));
    }
  }
}
