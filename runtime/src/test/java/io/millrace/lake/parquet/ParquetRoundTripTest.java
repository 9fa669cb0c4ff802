package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.batch.Batch;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
