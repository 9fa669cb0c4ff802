package io.millrace.bench.peers.flink;

import java.util.stream.IntStream;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Files read by name; only the columns, and where the format can the fields, that are needed. */
final class OrderedFilesSource implements ScanTableSource, SupportsProjectionPushDown {
  private final String path;
  private final DecodingFormat<BulkFormat<RowData, FileSourceSplit>> format;
  private final DataType physical;
  private int[][] projection;

  OrderedFilesSource(
      String path, DecodingFormat<BulkFormat<RowData, FileSourceSplit>> format, DataType physical) {
    this.path = path;
    this.format = format;
    this.physical = physical;
    int columns = DataType.getFieldCount(physical);
    projection = IntStream.range(0, columns).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public boolean supportsNestedProjection() {
    return projectable().supportsNestedProjection();
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    projection = projectedFields;
  }

  private ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>> projectable() {
    return (ProjectableDecodingFormat<BulkFormat<RowData, FileSourceSplit>>) format;
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    BulkFormat<RowData, FileSourceSplit> reader =
        projectable().createRuntimeDecoder(context, physical, projection);
    return SourceProvider.of(
        FileSource.forBulkFileFormat(reader, new Path(path))
            .setFileEnumerator(NonSplittingRecursiveEnumerator::new)
            .setSplitAssigner(InOrder::new)
            .build());
  }

  @Override
  public DynamicTableSource copy() {
    OrderedFilesSource copy = new OrderedFilesSource(path, format, physical);
    copy.projection = projection;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "ordered files " + path + Projection.of(projection);
  }
}
