package io.millrace.lake.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.lake.BatchStream;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableSnapshot;
import io.millrace.lake.parquet.RandomBatches;
import io.millrace.lake.parquet.RowValues;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernel's own engine, with its own Parquet reader, sees the rows that we see: data files, deletion
 * vectors, column mapping, partitions, checkpoints.
 */
class KernelCrossTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("part", Type.INTEGER),
          Field.required("n", Type.BIGINT),
          Field.of("text", Type.VARCHAR),
          Field.of("amount", new Type.DecimalType(25, 4)),
          Field.of("price", new Type.DecimalType(12, 2)),
          Field.of("at", Type.TIMESTAMP),
          Field.of("instant", Type.TIMESTAMPTZ),
          Field.of("day", Type.DATE),
          Field.of("ratio", Type.REAL),
          Field.of("flag", Type.BOOLEAN),
          Field.of("list", new Type.ArrayType(Type.VARCHAR)),
          Field.of("map", new Type.MapType(Type.VARCHAR, Type.BIGINT)),
          Field.of(
              "row",
              new Type.StructType(
                  List.of(
                      Field.of("a", Type.SMALLINT),
                      Field.of("b", new Type.ArrayType(Type.DOUBLE))))));

  @TempDir Path directory;

  @Test
  void kernelReadsOurTables() throws IOException {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      Path path = directory.resolve("t" + seed);
      List<String> partition = seed % 2 == 0 ? List.of() : List.of("part");
      LakeTable table = LakeTable.create(path, TYPE, partition, Clock.systemUTC(), false);
      for (int step = 0; step < 27; step++) {
        BatchBuilder delta = new BatchBuilder(TYPE, 64);
        Batch fresh = batches.batch(TYPE, 1 + random.nextInt(20));
        for (int row = 0; row < fresh.size(); row++) {
          // Few partitions, or there would be a file for each row.
          delta.append(fresh, row, 1 + random.nextInt(2));
        }
        Batch there = all(table.snapshot());
        for (int row = 0; row < there.size(); row++) {
          if (random.nextInt(8) == 0) {
            delta.append(there, row, -1);
          }
        }
        table.commit(table.prepare(few(delta.build()), "STREAMING UPDATE"), "test", step);
      }
      int version = random.nextInt(28);
      assertSame(path, table.snapshot(version), "seed " + seed + " version " + version);
      assertSame(path, table.snapshot(), "seed " + seed);
      table.close();
    }
  }

  /** Returns the rows with at most four values in the first column. */
  private static Batch few(Batch batch) {
    io.millrace.batch.LongColumn first = batch.longs(0);
    long[] values = new long[batch.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.floorMod(first.values()[i], 4);
    }
    io.millrace.batch.Column[] columns = new io.millrace.batch.Column[batch.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    columns[0] = new io.millrace.batch.LongColumn(values, first.nulls(), values.length);
    return batch.withColumns(columns);
  }

  private static Batch all(TableSnapshot snapshot) {
    List<Batch> batches = new ArrayList<>();
    batches.add(BatchBuilder.empty(snapshot.type()));
    int[] columns = IntStream.range(0, snapshot.type().size()).toArray();
    try (BatchStream stream = snapshot.scan(columns, List.of())) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        batches.add(batch);
      }
    }
    return BatchBuilder.concat(snapshot.type(), batches);
  }

  private static void assertSame(Path path, TableSnapshot ours, String message) throws IOException {
    Map<List<Object>, Integer> expected = new HashMap<>();
    RowValues.rows(all(ours)).forEach(row -> expected.merge(row, 1, Integer::sum));
    Map<List<Object>, Integer> found = new HashMap<>();
    Engine engine = DefaultEngine.create(new LocalFileIO(false));
    Snapshot snapshot =
        TableManager.loadSnapshot(path.toString()).atVersion(ours.version()).build(engine);
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType schema = ScanStateRow.getPhysicalDataReadSchema(state);
    boolean vectors = false;
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            Row file = rows.next();
            vectors |= InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file) != null;
            FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
            CloseableIterator<ColumnarBatch> physical =
                engine
                    .getParquetHandler()
                    .readParquetFiles(
                        Utils.singletonCloseableIterator(status), schema, Optional.empty())
                    .map(FileReadResult::getData);
            try (CloseableIterator<FilteredColumnarBatch> logical =
                Scan.transformPhysicalData(engine, state, file, physical)) {
              while (logical.hasNext()) {
                RowValues.rows(KernelColumns.toBatch(logical.next()))
                    .forEach(row -> found.merge(row, 1, Integer::sum));
              }
            }
          }
        }
      }
    }
    assertEquals(expected, found, message);
    assertTrue(vectors || ours.version() < 10, message + " has no deletion vector");
  }
}
