package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of one file's pages serves the next file, when nobody looks at it any more. */
class PageMemoryTest {
  @TempDir Path directory;

  @Test
  void whatIsGivenBackIsTakenInOrder() {
    PageMemory memory = new PageMemory();
    PageMemory.Lease first = memory.lease();
    PageBuffers one = first.take();
    PageBuffers two = first.take();
    PageBuffers other = memory.lease().take();
    assertNotSame(one, two);
    assertNotSame(one, other);
    first.close();
    first.close();
    PageMemory.Lease second = memory.lease();
    assertSame(one, second.take());
    assertSame(two, second.take());
    assertNotSame(one, second.take());
    second.close();
    memory.release();
    assertNotSame(one, memory.lease().take());
  }

  @Test
  void rowsStayWhenTheNextFileIsRead() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(4);
      ReadResources resources = ReadResources.alone();
      List<Batch> read = new ArrayList<>();
      List<Object> expected = new ArrayList<>();
      Path before = null;
      for (int i = 0; i < 3; i++) {
        Path file = directory.resolve(seed + "-" + i + ".parquet");
        Batch batch = batches.batch(type, 1 + random.nextInt(seed % 10 == 0 ? 20_000 : 300));
        PageCompression compression = PageCompression.values()[random.nextInt(2)];
        write(file, type, compression, batch);
        expected.addAll(RowValues.rows(batch));
        // The file before is still open, and read in turns with this one.
        try (ParquetReader beside = open(before == null ? file : before, type, resources);
            ParquetReader reader = open(file, type, resources)) {
          for (Batch next = reader.next(); next != null; next = reader.next()) {
            read.add(next);
            beside.next();
          }
        }
        before = file;
      }
      List<Object> found = new ArrayList<>();
      read.forEach(batch -> found.addAll(RowValues.rows(batch)));
      assertTrue(expected.equals(found), "seed " + seed + " " + type);
    }
  }

  private static void write(Path file, RowType type, PageCompression compression, Batch batch) {
    try (ParquetWriter writer =
        ParquetWriter.create(file, ParquetColumn.of(type), Dialect.PARQUET, compression, false)) {
      writer.write(batch);
      writer.finish();
    }
  }

  private static ParquetReader open(Path file, RowType type, ReadResources resources) {
    return ParquetReader.open(
        ParquetFile.open(file),
        ParquetColumn.of(type),
        IntStream.range(0, type.size()).toArray(),
        Projection.whole(),
        List.of(),
        resources);
  }
}
