package io.millrace.state.store;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * State in a directory, in RocksDB: one write batch is one epoch, durable once its log is synced.
 *
 * <p>Tuned for a quick start and little memory: what is not yet in sorted files stays in the log on
 * closing and is read from there on opening. Loading the native library takes some 150 ms once a
 * process; see {@link #loadLibrary()}.
 */
public final class RocksStateStore implements StateStore {
  private static final int FORMAT = 1;
  private static final byte[] FORMAT_KEY = StoreKeys.meta("format");
  private static final byte[] EPOCH_KEY = StoreKeys.meta("epoch");
  private static final long MEMTABLE_BYTES = 16L << 20;
  private static final long CACHE_BYTES = 8L << 20;
  private static final int OPEN_FILES = 256;
  private static final int FILTER_BITS = 10;
  private static final int MOST_LOGS = 8;

  private final RocksErrors errors;
  private final DirectoryLock lock;
  private final List<AutoCloseable> resources = new ArrayList<>();
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private final StateNames names = new StateNames();
  private final RocksDB database;
  private final WriteOptions durable = keep(new WriteOptions().setSync(true));
  private final WriteOptions unsynced = keep(new WriteOptions());

  /** What has collected the changes of an epoch, for the next one. */
  private final Queue<WriteBatchEncoder> encoders = new ConcurrentLinkedQueue<>();

  private volatile long lastEpoch;
  private boolean closed;

  private RocksStateStore(Path directory, Path shown, DirectoryLock lock) throws RocksDBException {
    this.lock = lock;
    errors = new RocksErrors(shown);
    database = RocksDB.open(options(), directory.toString());
    try {
      checkFormat(shown);
      byte[] epoch = database.get(EPOCH_KEY);
      lastEpoch = epoch == null ? 0 : ByteBuffer.wrap(epoch).getLong();
      restoreNames();
      flushManyLogs(directory);
    } catch (RocksDBException | RuntimeException e) {
      database.close();
      closeResources();
      throw e;
    }
  }

  /**
   * Loads the native library. Opening a store does so by itself; calling this early, from a thread
   * with nothing better to do, takes the time off the first opening.
   */
  public static void loadLibrary() {
    RocksDB.loadLibrary();
  }

  /**
   * Opens the store in a directory, which is made if need be.
   *
   * @throws MillraceException DATABASE_LOCKED where it is open already, in this process or another;
   *     INSUFFICIENT_PRIVILEGE, DATA_CORRUPTED, IO_ERROR; FEATURE_NOT_SUPPORTED where a newer
   *     release wrote it
   */
  public static RocksStateStore open(Path directory) {
    return open(directory, directory);
  }

  /**
   * Opens the store of a database: see {@link #open(Path)}.
   *
   * @param shown the database's own directory, which errors name
   */
  public static RocksStateStore open(Path directory, Path shown) {
    loadLibrary();
    DirectoryLock lock = DirectoryLock.acquire(directory, shown);
    try {
      return new RocksStateStore(directory, shown, lock);
    } catch (RocksDBException e) {
      lock.close();
      throw new RocksErrors(shown).open(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Options options() {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(keep(new LRUCache(CACHE_BYTES)))
            .setFilterPolicy(keep(new BloomFilter(FILTER_BITS)))
            .setBlockSize(16 << 10);
    return keep(
        new Options()
            .setCreateIfMissing(true)
            .setTableFormatConfig(table)
            .setWriteBufferSize(MEMTABLE_BYTES)
            .setMaxOpenFiles(OPEN_FILES)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
            // A torn tail is an epoch that never happened; damage before the tail is an error.
            .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
            .setAvoidFlushDuringRecovery(true)
            .setAvoidFlushDuringShutdown(true)
            .setSkipStatsUpdateOnDbOpen(true)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2));
  }

  private <T extends AutoCloseable> T keep(T resource) {
    resources.add(resource);
    return resource;
  }

  private void checkFormat(Path directory) throws RocksDBException {
    byte[] format = database.get(FORMAT_KEY);
    if (format == null) {
      database.put(unsynced, FORMAT_KEY, new byte[] {FORMAT});
    } else if (format[0] != FORMAT) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "database '"
              + directory
              + "' has state format "
              + format[0]
              + ", this release knows format "
              + FORMAT
              + "; open it with the release that wrote it");
    }
  }

  private void restoreNames() throws RocksDBException {
    List<Integer> abandoned = new ArrayList<>();
    scanPrefix(
        StoreKeys.allNames(),
        (key, value) -> {
          int id = StoreKeys.idOfName(key);
          // A second id of a name is that of a new state whose epoch did not happen.
          if (!names.restore(new String(value, StandardCharsets.UTF_8), id)) {
            abandoned.add(id);
          }
        });
    if (!abandoned.isEmpty()) {
      WriteBatchEncoder changes = new WriteBatchEncoder();
      abandoned.forEach(id -> encodeDrop(id, changes));
      write(changes, unsynced);
    }
  }

  /** Each opening starts a log; without this, opening would read one for each opening before. */
  private void flushManyLogs(Path directory) throws RocksDBException {
    String[] logs = directory.toFile().list((parent, name) -> name.endsWith(".log"));
    if (logs != null && logs.length > MOST_LOGS) {
      try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
        database.flush(options);
      }
    }
  }

  private static void encodeDrop(int id, WriteBatchEncoder changes) {
    changes.deleteRange(StoreKeys.state(id, 0), StoreKeys.state(id, 0xFFFF));
    changes.delete(StoreKeys.name(id));
  }

  private void write(WriteBatchEncoder changes, WriteOptions options) throws RocksDBException {
    try (WriteBatch batch = changes.build()) {
      database.write(options, batch);
    }
  }

  @Override
  public EpochBatch begin(long epoch) {
    if (epoch <= lastEpoch) {
      throw new IllegalStateException("epoch " + epoch + " is not after epoch " + lastEpoch);
    }
    return new Epoch(epoch);
  }

  @Override
  public StateReader read(String stateName, int worker, int workers) {
    return new Reader(
        stateName, KeyGroup.first(worker, workers), KeyGroup.first(worker + 1, workers));
  }

  @Override
  public Optional<byte[]> find(String space, byte[] key) {
    enter();
    try {
      return Optional.ofNullable(database.get(StoreKeys.space(space, key)));
    } catch (RocksDBException e) {
      throw errors.read(e);
    } finally {
      leave();
    }
  }

  @Override
  public void scan(String space, byte[] prefix, StateReader.Visitor visitor) {
    enter();
    try {
      int skipped = StoreKeys.space(space, new byte[0]).length;
      scanPrefix(
          StoreKeys.space(space, prefix),
          (key, value) -> visitor.entry(Arrays.copyOfRange(key, skipped, key.length), value));
    } catch (RocksDBException e) {
      throw errors.read(e);
    } finally {
      leave();
    }
  }

  private void scanPrefix(byte[] prefix, StateReader.Visitor visitor) throws RocksDBException {
    scanRange(prefix, StoreKeys.after(prefix), visitor);
  }

  /** Visits the entries from {@code first} (inclusive) to {@code last} (exclusive). */
  private void scanRange(byte[] first, byte[] last, StateReader.Visitor visitor)
      throws RocksDBException {
    try (Slice bound = new Slice(last);
        ReadOptions options =
            new ReadOptions().setIterateUpperBound(bound).setFillCache(false).setAsyncIo(false);
        RocksIterator entries = database.newIterator(options)) {
      for (entries.seek(first); entries.isValid(); entries.next()) {
        visitor.entry(entries.key(), entries.value());
      }
      entries.status();
    }
  }

  @Override
  public boolean keepsState() {
    return true;
  }

  @Override
  public long lastEpoch() {
    return lastEpoch;
  }

  @Override
  public Set<String> stateNames() {
    return names.all();
  }

  @Override
  public void dropState(String stateName) {
    enter();
    try {
      WriteBatchEncoder changes = new WriteBatchEncoder();
      names.drop(stateName).forEach(id -> encodeDrop(id, changes));
      write(changes, durable);
    } catch (RocksDBException e) {
      throw errors.commit(lastEpoch, e);
    } finally {
      leave();
    }
  }

  private void enter() {
    life.readLock().lock();
    if (closed) {
      life.readLock().unlock();
      throw new IllegalStateException("the store is closed");
    }
  }

  private void leave() {
    life.readLock().unlock();
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        database.close();
        closeResources();
        lock.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private void closeResources() {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("a native resource could not be closed", e);
      }
    }
  }

  private final class Epoch implements EpochBatch {
    private final long epoch;
    private WriteBatchEncoder changes;

    Epoch(long epoch) {
      this.epoch = epoch;
      changes = Objects.requireNonNullElseGet(encoders.poll(), WriteBatchEncoder::new);
    }

    @Override
    public StateWriter state(String stateName) {
      enter();
      try {
        return new Writer(stateName, names.findOrCreate(stateName, this::register), this);
      } finally {
        leave();
      }
    }

    /** At once: the log keeps the order, so no entry can be there without its name. */
    private void register(String name, int id) {
      try {
        database.put(unsynced, StoreKeys.name(id), name.getBytes(StandardCharsets.UTF_8));
      } catch (RocksDBException e) {
        throw errors.commit(epoch, e);
      }
    }

    @Override
    public synchronized void put(String space, byte[] key, byte[] value) {
      changes.put(StoreKeys.space(space, key), value);
    }

    @Override
    public synchronized void delete(String space, byte[] key) {
      changes.delete(StoreKeys.space(space, key));
    }

    @Override
    public synchronized void dropState(String stateName) {
      names.drop(stateName).forEach(id -> encodeDrop(id, changes));
    }

    synchronized void putState(int id, int keyGroup, byte[] key, byte[] value) {
      changes.putState(id, keyGroup, key, value);
    }

    synchronized void deleteState(int id, int keyGroup, byte[] key) {
      changes.deleteState(id, keyGroup, key);
    }

    @Override
    public synchronized void commit() {
      enter();
      try {
        if (epoch <= lastEpoch) {
          throw new IllegalStateException("epoch " + epoch + " comes after " + lastEpoch);
        }
        changes.put(EPOCH_KEY, ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
        write(changes, durable);
        lastEpoch = epoch;
        changes.clear();
        encoders.add(changes);
        changes = null;
      } catch (RocksDBException e) {
        throw errors.commit(epoch, e);
      } finally {
        leave();
      }
    }
  }

  private record Writer(String name, int id, Epoch epoch) implements StateWriter {
    @Override
    public void put(int keyGroup, byte[] key, byte[] value) {
      epoch.putState(id, keyGroup, key, value);
    }

    @Override
    public void delete(int keyGroup, byte[] key) {
      epoch.deleteState(id, keyGroup, key);
    }

    @Override
    public void clear() {
      epoch.dropState(name);
    }

    @Override
    public StateWriter part(String part) {
      return epoch.state(StateNames.part(name, part));
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
      int id = names.find(name);
      if (id < 0 || from >= to) {
        return;
      }
      enter();
      try {
        scanRange(
            StoreKeys.state(id, from),
            StoreKeys.state(id, to),
            (key, value) ->
                visitor.entry(Arrays.copyOfRange(key, StoreKeys.STATE_PREFIX, key.length), value));
      } catch (RocksDBException e) {
        throw errors.read(e);
      } finally {
        leave();
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
