package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.ColumnRange;
import io.millrace.lake.parquet.ReadResources;
import io.millrace.thread.SpareThreads;
import io.millrace.type.RowType;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * A table at one version: immutable, and good while later versions are committed. Several threads
 * may scan at once, each with its own stream.
 */
public final class TableSnapshot {
  private final FileCache cache;
  private final TableView view;

  /**
   * @param view its files in the order in which their rows came
   */
  TableSnapshot(FileCache cache, TableView view) {
    this.cache = cache;
    this.view = view;
  }

  TableView view() {
    return view;
  }

  public long version() {
    return view.version();
  }

  /** Returns when the version was committed. */
  public Instant timestamp() {
    return Instant.ofEpochMilli(view.timestamp());
  }

  public RowType type() {
    return view.type();
  }

  /** Returns how many rows there are, duplicates counted. */
  public long rowCount() {
    long rows = 0;
    for (DataFile file : view.files()) {
      long deleted = file.vector() == null ? 0 : file.vector().cardinality();
      rows += cache.rows(file) - deleted;
    }
    return rows;
  }

  /** Returns how many data files there are. */
  public int fileCount() {
    return view.files().size();
  }

  /** Returns how many bytes the data files take. */
  public long byteCount() {
    return view.files().stream().mapToLong(DataFile::size).sum();
  }

  /**
   * Reads rows in the order in which they were inserted, duplicates as often as they are there.
   *
   * @param columns the indexes of the columns to read, in the order wanted; may be empty, then the
   *     batches have rows but no columns
   * @param pruning files and row groups without a row in these ranges are left out; rows outside
   *     may still come
   */
  public BatchStream scan(int[] columns, List<ColumnRange> pruning) {
    return scan(columns, pruning, SpareThreads.NONE);
  }

  /**
   * Reads rows as {@link #scan(int[], List)} does.
   *
   * @param spare threads that may help the one that reads
   */
  public BatchStream scan(int[] columns, List<ColumnRange> pruning, SpareThreads spare) {
    return new Stream(columns.clone(), List.copyOf(pruning), spare);
  }

  private final class Stream implements BatchStream {
    private final int[] columns;
    private final List<ColumnRange> pruning;
    private final ReadResources resources;
    private final Iterator<DataFile> files = view.files().iterator();
    private FileScan scan;

    Stream(int[] columns, List<ColumnRange> pruning, SpareThreads spare) {
      this.columns = columns;
      this.pruning = pruning;
      resources = ReadResources.of(spare);
    }

    @Override
    public Batch next() {
      while (true) {
        if (scan != null) {
          Batch batch = scan.next();
          if (batch != null) {
            return batch;
          }
          close();
        }
        DataFile file;
        do {
          if (!files.hasNext()) {
            return null;
          }
          file = files.next();
        } while (!mayMatch(file));
        scan = FileScan.live(cache, view, file, columns, pruning, resources);
      }
    }

    /** Returns whether the values of a file's partition lie within the ranges. */
    private boolean mayMatch(DataFile file) {
      for (ColumnRange range : pruning) {
        if (view.partitionColumns().contains(range.column())) {
          Column value =
              PartitionValues.constant(
                  view.type().type(range.column()),
                  file.partition().get(view.columns().get(range.column()).name()),
                  1);
          if (value.isNull(0) || !mayMatch(value, range)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean mayMatch(Column value, ColumnRange range) {
      if (value instanceof LongColumn longs) {
        return !(range.min() instanceof Long min && longs.values()[0] < min)
            && !(range.max() instanceof Long max && longs.values()[0] > max);
      } else if (value instanceof DoubleColumn doubles) {
        return !(range.min() instanceof Double min && doubles.values()[0] < min)
            && !(range.max() instanceof Double max && doubles.values()[0] > max);
      }
      return true;
    }

    @Override
    public void close() {
      if (scan != null) {
        scan.close();
        scan = null;
      }
    }
  }
}
