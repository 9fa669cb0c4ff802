package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.thread.SpareThreads;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files read by 1, 2 and 5 threads have the same rows, in the same batches, and the same errors.
 */
@Timeout(300)
class SideBySideTest {
  private final SpareThreads one = new SpareThreads(1);
  private final SpareThreads four = new SpareThreads(4);
  private final List<SpareThreads> numbers = List.of(SpareThreads.NONE, one, four);
  @TempDir Path directory;

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    one.close();
    four.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("millrace-spare-")) {
        thread.join(30_000);
        assertFalse(thread.isAlive(), thread.getName());
      }
    }
  }

  private static ParquetReader open(Path path, SpareThreads spare) {
    ParquetFile file = ParquetFile.open(path);
    List<ParquetColumn> columns = ParquetColumn.of(ParquetSchema.of(file));
    return open(file, columns, spare);
  }

  private static ParquetReader open(
      ParquetFile file, List<ParquetColumn> columns, SpareThreads spare) {
    int[] all = IntStream.range(0, columns.size()).toArray();
    return ParquetReader.open(
        file, columns, all, Projection.whole(), List.of(), ReadResources.of(spare));
  }

  /** Returns the rows of each batch, and the error at the end, if there is one. */
  private static List<Object> read(ParquetReader reader) {
    List<Object> events = new ArrayList<>();
    try (reader) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        events.add(reader.batchPosition());
        events.add(RowValues.rows(batch));
      }
    } catch (MillraceException e) {
      events.add(e.code() + " " + e.getMessage());
    }
    return events;
  }

  private void assertSameWithAnyNumber(String message, Path file) {
    List<Object> expected = read(open(file, SpareThreads.NONE));
    assertEquals(expected, read(open(file, one)), message);
    assertEquals(expected, read(open(file, four)), message);
  }

  private Path random(int seed, int rows) {
    Random random = new Random(seed);
    RandomBatches batches = new RandomBatches(seed);
    RowType type = batches.rowType(24);
    Path file = directory.resolve(seed + ".parquet");
    PageCompression compression = PageCompression.values()[random.nextInt(2)];
    try (ParquetWriter writer =
        ParquetWriter.create(file, ParquetColumn.of(type), Dialect.PARQUET, compression, false)) {
      writer.write(batches.batch(type, rows));
      writer.write(batches.batch(type, random.nextInt(5000)));
      writer.finish();
    }
    return file;
  }

  @Test
  void randomRowsOfRandomTypes() {
    for (int seed = 0; seed < 30; seed++) {
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(24);
      Path file = directory.resolve("round" + seed + ".parquet");
      List<ParquetColumn> columns = ParquetColumn.of(type);
      List<List<Object>> expected = new ArrayList<>();
      try (ParquetWriter writer = ParquetWriter.create(file, columns, Dialect.DELTA, false)) {
        for (int i = 0; i < 2; i++) {
          Batch batch = batches.batch(type, 9000);
          writer.write(batch);
          expected.addAll(RowValues.rows(batch));
        }
        writer.finish();
      }
      for (SpareThreads spare : numbers) {
        List<List<Object>> rows = new ArrayList<>();
        try (ParquetReader reader = open(ParquetFile.open(file), columns, spare)) {
          for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            assertEquals(rows.size(), reader.batchPosition());
            rows.addAll(RowValues.rows(batch));
          }
        }
        assertEquals(expected, rows, "seed " + seed + " with " + spare.count() + " " + type);
      }
    }
  }

  @Test
  void allCodecsOverSeveralRowGroups() throws SQLException {
    String columns =
        "SELECT i, i % 7 = 0 b, i * 1.5 d, 'text ' || i t, 'few ' || i % 5 f,"
            + " CASE WHEN i % 3 > 0 THEN i * 31 END n, CASE WHEN i > 20000 THEN 'late ' || i END l,"
            + " [i, i + 1, NULL] a, {'x': i, 'y': repeat('y', (i % 40)::INT)} s,"
            + " MAP {'k' || i % 3: i} m, (i * 7)::DECIMAL(30, 2) w, hash(i)::VARCHAR h"
            + " FROM range(50000) r(i)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli")) {
        for (String version : List.of("V1", "V2")) {
          Path file = directory.resolve(codec + version + ".parquet");
          statement.execute(
              "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s, ROW_GROUP_SIZE 20480)"
                  .formatted(columns, file, codec, version));
          assertEquals(3, ParquetFile.open(file).metadata.getRow_groups().size());
          assertSameWithAnyNumber(codec + version, file);
        }
      }
    }
    List<Object> brotli = read(open(directory.resolve("brotliV1.parquet"), four));
    assertEquals(1, brotli.size());
    assertTrue(brotli.get(0).toString().startsWith("FEATURE_NOT_SUPPORTED"), brotli.toString());
  }

  @Test
  void allEncodingsOfTheReferenceWriter() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m {" + MixedGroups.SCHEMA + " required float g; repeated int64 h; }");
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    for (WriterVersion version : WriterVersion.values()) {
      Path file = directory.resolve(version + ".parquet");
      try (var writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file))
              .withType(type)
              .withConf(new PlainParquetConfiguration())
              .withWriterVersion(version)
              .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
              .withByteStreamSplitEncoding(version == WriterVersion.PARQUET_2_0)
              .withRowGroupSize(300_000L)
              .withPageSize(20_000)
              .build()) {
        for (int i = 0; i < 60_000; i++) {
          Group group = groups.newGroup();
          MixedGroups.fill(group, i);
          group.append("g", i / 7f);
          for (int j = 0; j < i % 3; j++) {
            group.append("h", (long) i * j);
          }
          writer.write(group);
        }
      }
      assertTrue(ParquetFile.open(file).metadata.getRow_groups().size() > 1);
      assertSameWithAnyNumber(version.toString(), file);
    }
  }

  /** One changed byte in each column in turn, or in two of them. */
  @Test
  void aDamagedColumnIsTheSameError() throws IOException {
    int found = 0;
    for (int seed = 0; seed < 4; seed++) {
      Path file = random(seed, 12_000);
      byte[] content = Files.readAllBytes(file);
      var chunks = ParquetFile.open(file).metadata.getRow_groups().get(0).getColumns();
      Random random = new Random(seed);
      for (int column = 0; column < chunks.size(); column++) {
        byte[] damaged = content.clone();
        damage(damaged, chunks.get(column).getMeta_data(), random);
        if (random.nextBoolean()) {
          damage(damaged, chunks.get(random.nextInt(chunks.size())).getMeta_data(), random);
        }
        Path copy = directory.resolve("damaged.parquet");
        Files.write(copy, damaged);
        String where = "seed " + seed + " column " + column;
        assertSameWithAnyNumber(where, copy);
        List<Object> events = read(open(copy, four));
        if (events.get(events.size() - 1) instanceof String error) {
          found++;
          assertTrue(error.contains("damaged.parquet"), error);
          assertSaysTheSameAgain(copy);
        }
      }
    }
    assertTrue(found > 20, "found " + found);
  }

  private static void damage(byte[] content, ColumnMetaData column, Random random) {
    int at = (int) column.getData_page_offset();
    int end = (int) Math.min(content.length, at + Math.max(1, column.getTotal_compressed_size()));
    content[at + random.nextInt(end - at)] ^= (byte) (1 << random.nextInt(8));
  }

  /** Rows behind the damage are not taken for those that belong beside the others' rows. */
  private void assertSaysTheSameAgain(Path file) {
    for (SpareThreads spare : numbers) {
      try (ParquetReader reader = open(file, spare)) {
        MillraceException first =
            assertThrows(
                MillraceException.class,
                () -> {
                  for (Batch batch = reader.next(); batch != null; ) {
                    batch = reader.next();
                  }
                });
        assertSame(first, assertThrows(MillraceException.class, reader::next));
      }
    }
  }

  @Test
  void readersThatShareThreadsAndStopHalfway() throws Exception {
    Path file = random(3, 30_000);
    List<Object> expected = read(open(file, SpareThreads.NONE));
    assertTrue(expected.size() > 6, "batches: " + expected.size() / 2);
    ExecutorService callers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Boolean>> ends = new ArrayList<>();
      for (int caller = 0; caller < 3; caller++) {
        int seed = caller;
        Callable<Boolean> reading =
            () -> {
              Random random = new Random(seed);
              for (int i = 0; i < 15; i++) {
                try (ParquetReader reader = open(file, numbers.get(1 + random.nextInt(2)))) {
                  for (int at = 0; at < random.nextInt(expected.size() / 2); at++) {
                    assertEquals(expected.get(2 * at + 1), RowValues.rows(reader.next()));
                  }
                }
              }
              return true;
            };
        ends.add(callers.submit(reading));
      }
      for (Future<Boolean> end : ends) {
        assertTrue(end.get());
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void threadsThatAreClosedMeanwhileAreNoLoss() {
    Path file = random(3, 30_000);
    List<Object> expected = read(open(file, SpareThreads.NONE));
    try (ParquetReader reader = open(file, four)) {
      for (int i = 0; i < expected.size(); i += 2) {
        assertEquals(expected.get(i + 1), RowValues.rows(reader.next()));
        four.close();
      }
    }
  }

  @Test
  void anInterruptedReaderIsCanceled() {
    Path file = random(3, 30_000);
    for (SpareThreads spare : numbers) {
      try (ParquetReader reader = open(file, spare)) {
        Thread.currentThread().interrupt();
        MillraceException e = assertThrows(MillraceException.class, reader::next);
        assertEquals(ErrorCode.QUERY_CANCELED, e.code());
        assertEquals("'" + file + "' was not read: canceled", e.getMessage());
        assertTrue(Thread.interrupted());
      }
      try (ParquetReader reader = open(file, spare)) {
        assertNotNull(reader.next());
      }
    }
  }
}
