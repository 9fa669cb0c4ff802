package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.ColumnRange;
import io.millrace.lake.parquet.ParquetReader;
import io.millrace.lake.parquet.ReadResources;
import io.millrace.type.Projection;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** The rows of one data file: those that are not deleted, or those at given positions. */
final class FileScan implements BatchStream {
  private final DataFile file;
  private final TableView view;
  private final int[] projection;
  private final int[] partitionOf;
  private final ParquetReader reader;
  private final RoaringBitmap positions;
  private final boolean wanted;
  private int[] kept = new int[0];
  private long lastStart;
  private int[] lastKept;

  /**
   * @param positions null for every row
   * @param wanted whether rows at the positions are returned, or all others
   */
  private FileScan(
      FileCache cache,
      TableView view,
      DataFile file,
      int[] projection,
      List<ColumnRange> ranges,
      RoaringBitmap positions,
      boolean wanted,
      ReadResources resources) {
    this.file = file;
    this.view = view;
    this.projection = projection;
    this.positions = positions;
    this.wanted = wanted;
    partitionOf = new int[projection.length];
    int[] inFile = new int[projection.length];
    int count = 0;
    for (int i = 0; i < projection.length; i++) {
      partitionOf[i] = view.partitionColumns().indexOf(projection[i]);
      if (partitionOf[i] < 0) {
        inFile[count++] = projection[i];
      }
    }
    List<ColumnRange> fileRanges =
        ranges.stream().filter(r -> !view.partitionColumns().contains(r.column())).toList();
    reader =
        ParquetReader.open(
            cache.footer(file),
            view.columns(),
            Arrays.copyOf(inFile, count),
            Projection.whole(),
            fileRanges,
            resources);
  }

  /** Opens a scan of the rows that are not deleted. */
  static FileScan live(
      FileCache cache,
      TableView view,
      DataFile file,
      int[] projection,
      List<ColumnRange> ranges,
      ReadResources resources) {
    return new FileScan(
        cache, view, file, projection, ranges, cache.deleted(file), false, resources);
  }

  /** Opens a scan of the rows at these positions, deleted or not. */
  static FileScan at(
      FileCache cache, TableView view, DataFile file, int[] projection, RoaringBitmap positions) {
    return new FileScan(
        cache, view, file, projection, List.of(), positions, true, ReadResources.alone());
  }

  @Override
  public Batch next() {
    while (true) {
      Batch batch = reader.next();
      if (batch == null) {
        return null;
      }
      lastStart = reader.batchPosition();
      lastKept = null;
      int rows = batch.size();
      int count = select(rows);
      if (count == 0) {
        continue;
      }
      Batch complete = withPartition(batch);
      return count == rows ? complete : complete.gather(kept, count);
    }
  }

  /** Returns where in the file row {@code row} of the last batch lies. */
  int position(int row) {
    return (int) (lastStart + (lastKept == null ? row : lastKept[row]));
  }

  /** Finds which rows of the batch to keep; returns how many. */
  private int select(int rows) {
    if (positions == null) {
      return rows;
    }
    int marked = (int) positions.rangeCardinality(lastStart, lastStart + rows);
    int count = wanted ? marked : rows - marked;
    if (count == rows || count == 0) {
      return count;
    }
    kept = new int[count];
    lastKept = kept;
    PeekableIntIterator marks = positions.getIntIterator();
    marks.advanceIfNeeded((int) lastStart);
    int at = 0;
    if (wanted) {
      while (at < count) {
        kept[at++] = (int) (marks.next() - lastStart);
      }
      return count;
    }
    int row = 0;
    while (marks.hasNext() && marks.peekNext() < lastStart + rows) {
      int marker = (int) (marks.next() - lastStart);
      while (row < marker) {
        kept[at++] = row++;
      }
      row++;
    }
    while (row < rows) {
      kept[at++] = row++;
    }
    return count;
  }

  private Batch withPartition(Batch batch) {
    if (view.partitionColumns().isEmpty()) {
      return batch;
    }
    Column[] columns = new Column[projection.length];
    int at = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          partitionOf[i] < 0
              ? batch.column(at++)
              : PartitionValues.constant(
                  view.type().type(projection[i]),
                  file.partition().get(view.columns().get(projection[i]).name()),
                  batch.size());
    }
    return new Batch(batch.size(), columns, null);
  }

  @Override
  public void close() {
    reader.close();
  }
}
