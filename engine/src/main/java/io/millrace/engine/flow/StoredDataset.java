package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.BatchStream;
import io.millrace.lake.DeferredTable;
import io.millrace.lake.LakeTable;
import io.millrace.lake.PreparedCommit;
import io.millrace.lake.TableSnapshot;
import io.millrace.operator.time.Watermark;
import io.millrace.thread.SpareThreads;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The contents of a table or a materialized view: a versioned table on disk as of the last epoch
 * that changed it, and in memory the changes since: those that are being written, and those after
 * them.
 *
 * <p>Changed by the stepping thread alone; {@link #prepare} and {@link #commit} are for the thread
 * that writes epochs.
 */
public final class StoredDataset implements Dataset {
  /** How often a version is prepared because another writer came first. */
  private static final int ATTEMPTS = 10;

  private final String name;
  private final DeferredTable lake;
  private final Watermark watermark;
  private final SpareThreads spare;
  private final PagePool pool = new PagePool();
  private final Tail tail = new Tail();
  private TailPages pages = new TailPages(pool);
  private Optional<Sealed> sealed = Optional.empty();
  private Optional<TableSnapshot> snapshot;
  private volatile TableSnapshot written;
  private String operation = STREAMING;

  /** What a version is called in the table's history when a feed or a view made it. */
  public static final String STREAMING = "STREAMING UPDATE";

  /** About what a row takes in a file. */
  private static final long ROW_BYTES = 16;

  /**
   * @param watermark the promise of the rows' source; {@link Watermark#NONE} where there is none
   * @param spare threads that may help who reads
   */
  public StoredDataset(String name, LakeTable lake, Watermark watermark, SpareThreads spare) {
    this(name, DeferredTable.of(lake), watermark, spare);
  }

  /** The same of a table that is made with the first rows written to it. */
  public StoredDataset(String name, DeferredTable lake, Watermark watermark, SpareThreads spare) {
    this.name = name;
    this.lake = lake;
    this.watermark = watermark;
    this.spare = spare;
    this.snapshot = lake.snapshot();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RowType type() {
    return lake.type();
  }

  @Override
  public Watermark watermark() {
    return watermark;
  }

  /** Returns the versioned table, for its history and its earlier versions. */
  public LakeTable lake() {
    return lake.get();
  }

  synchronized void append(Batch delta, String operationName) {
    if (tail.isEmpty()) {
      operation = operationName;
    }
    tail.add(pages.keep(delta));
  }

  /** Returns whether it surely holds no row. */
  synchronized boolean isEmpty() {
    return tail.isEmpty()
        && sealed.isEmpty()
        && snapshot.map(TableSnapshot::rowCount).orElse(0L) == 0;
  }

  @Override
  public synchronized ReadPoint readPoint() {
    ReadPoint point = passingPoint();
    point.hold();
    return point;
  }

  @Override
  public synchronized ReadPoint passingPoint() {
    List<Batch> changes = tail.view();
    if (sealed.isEmpty()) {
      return readPoint(snapshot, changes, List.of(pages));
    }
    List<Batch> before = sealed.get().deltas();
    List<Batch> both = new ArrayList<>(before.size() + changes.size());
    both.addAll(before);
    both.addAll(changes);
    return readPoint(snapshot, both, List.of(sealed.get().pages(), pages));
  }

  /** Returns the rows of an earlier version. */
  public ReadPoint readPoint(TableSnapshot snapshot) {
    return readPoint(Optional.of(snapshot), List.of(), List.of());
  }

  private ReadPoint readPoint(
      Optional<TableSnapshot> version, List<Batch> changes, List<TailPages> pages) {
    return new ReadPoint() {
      @Override
      public boolean hold() {
        return pages.stream().allMatch(TailPages::hold);
      }

      @Override
      public void scan(int[] columns, Consumer<Batch> take) {
        if (!hold()) {
          throw new IllegalStateException("rows are read that nobody has held");
        }
        version.ifPresent(snapshot -> scanVersion(snapshot, columns, take));
        for (Batch delta : changes) {
          take.accept(delta.select(columns));
        }
      }

      @Override
      public long size() {
        long rows = changes.stream().mapToLong(Batch::size).sum();
        return version.map(TableSnapshot::byteCount).orElse(0L) + rows * ROW_BYTES;
      }

      @Override
      public boolean takesAway() {
        return !changes.stream().allMatch(Batch::isInsertOnly);
      }
    };
  }

  private void scanVersion(TableSnapshot version, int[] columns, Consumer<Batch> take) {
    try (BatchStream stream = version.scan(columns, List.of(), spare)) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        take.accept(batch);
      }
    }
  }

  /** Returns about how much memory the changes since the last cut take. */
  synchronized long changedBytes() {
    return tail.bytes();
  }

  /** The changes that one epoch makes durable. */
  record Sealed(List<Batch> deltas, TailPages pages, String operation) {}

  /** Ends what belongs to an epoch; changes after it are the next one's. */
  synchronized Optional<Sealed> seal() {
    if (tail.isEmpty()) {
      return Optional.empty();
    }
    sealed = Optional.of(new Sealed(tail.view(), pages, operation));
    tail.clear();
    pages = new TailPages(pool);
    return sealed;
  }

  /**
   * Writes the files of the next version; nothing is visible yet. Empty where the changes cancel
   * out.
   */
  Optional<PreparedCommit> prepare(Sealed changes) {
    PreparedCommit prepared = lake.get().prepare(changes.deltas(), changes.operation());
    return prepared.isEmpty() ? Optional.empty() : Optional.of(prepared);
  }

  /** Makes the version that {@link #prepare} wrote files for. */
  void commit(PreparedCommit prepared, String application, long epoch) {
    LakeTable table = lake.get();
    PreparedCommit next = prepared;
    for (int attempt = 1; next != null; attempt++) {
      try {
        table.commit(next, application, epoch);
        next = null;
      } catch (MillraceException e) {
        if (e.code() != ErrorCode.TRANSACTION_STATE || attempt == ATTEMPTS) {
          throw e;
        }
        // Another writer came first: the change goes on top of what that one made.
        next = table.prepareAgain(next);
      }
    }
    written = table.snapshot();
  }

  /** Takes the version for the changes that became part of it. */
  synchronized void settle() {
    if (written != null) {
      snapshot = Optional.of(written);
      written = null;
    }
    sealed = Optional.empty();
  }

  /** Makes a version that an epoch before a crash meant to make, unless it is there already. */
  public void recover(PreparedCommit prepared, String application, long epoch) {
    OptionalLong committed = lake.get().committedEpoch(application);
    if (committed.isEmpty() || committed.getAsLong() < epoch) {
      commit(prepared, application, epoch);
      settle();
    }
  }
}
