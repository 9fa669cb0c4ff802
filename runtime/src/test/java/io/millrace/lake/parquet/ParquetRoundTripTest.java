package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read: any type, nested, null, empty, over pages and batches. */
class ParquetRoundTripTest {
  @TempDir Path directory;

  @Test
  void randomRowsOfRandomTypes() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(6);
      Dialect dialect = random.nextBoolean() ? Dialect.PARQUET : Dialect.DELTA;
      Path file = directory.resolve(seed + ".parquet");
      List<List<Object>> expected = new ArrayList<>();
      List<ParquetColumn> columns = ParquetColumn.of(type);
      try (ParquetWriter writer = ParquetWriter.create(file, columns, dialect, false)) {
        for (int i = random.nextInt(4); i > 0; i--) {
          Batch batch = batches.batch(type, random.nextInt(seed % 10 == 0 ? 15_000 : 300));
          writer.write(batch);
          expected.addAll(RowValues.rows(batch));
        }
        assertEquals(expected.size(), writer.finish().rows());
      }
      int[] all = IntStream.range(0, type.size()).toArray();
      assertRows("seed " + seed + " " + type, expected, file, columns, all);
    }
  }

  @Test
  void aReopenedWriterWritesWhatANewOneWrites() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(6);
      List<ParquetColumn> columns = ParquetColumn.of(type);
      Path again = directory.resolve(seed + "-again.parquet");
      Path anew = directory.resolve(seed + "-anew.parquet");
      Batch rows = batches.batch(type, random.nextInt(seed % 10 == 0 ? 25_000 : 300));
      Path other = directory.resolve(seed + "-other.parquet");
      ParquetWriter reopened = ParquetWriter.create(other, columns, Dialect.DELTA, false);
      reopened.write(batches.batch(type, random.nextInt(seed % 10 == 0 ? 25_000 : 300)));
      assertThrows(IllegalStateException.class, () -> reopened.reopen(again));
      reopened.finish();
      reopened.close();
      reopened.reopen(again);
      reopened.write(rows);
      WrittenFile afterOther = reopened.finish();
      reopened.close();
      try (ParquetWriter writer = ParquetWriter.create(anew, columns, Dialect.DELTA, false)) {
        writer.write(rows);
        WrittenFile alone = writer.finish();
        assertEquals(alone.rows(), afterOther.rows());
        assertEquals(alone.bytes(), afterOther.bytes(), "seed " + seed);
        for (int i = 0; i < alone.leaves().size(); i++) {
          LeafStatistics expected = alone.leaves().get(i);
          LeafStatistics found = afterOther.leaves().get(i);
          String message = "seed " + seed + " " + expected.path();
          assertEquals(expected.nulls(), found.nulls(), message);
          assertTrue(Objects.deepEquals(expected.min(), found.min()), message);
          assertTrue(Objects.deepEquals(expected.max(), found.max()), message);
        }
      }
      assertEquals(-1, Files.mismatch(anew, again), "seed " + seed + " " + type);
    }
  }

  private static void assertRows(
      String message,
      List<List<Object>> expected,
      Path file,
      List<ParquetColumn> columns,
      int[] projection) {
    int at = 0;
    try (ParquetReader reader =
        ParquetReader.open(ParquetFile.open(file), columns, projection, List.of())) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        assertNull(batch.weights());
        assertEquals(at, reader.batchPosition(), message);
        for (int row = 0; row < batch.size(); row++) {
          assertEquals(expected.get(at++), RowValues.row(batch, row), message + " row " + row);
        }
      }
    }
    assertEquals(expected.size(), at, message);
  }
}
