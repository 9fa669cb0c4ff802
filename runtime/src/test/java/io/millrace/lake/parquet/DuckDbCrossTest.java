package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads what we write, and we read what DuckDB writes, in every codec and page version. */
class DuckDbCrossTest {
  @TempDir Path directory;

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:");
  }

  private static List<List<Object>> read(Path file, RowType type) {
    List<ParquetColumn> columns = ParquetColumn.of(type);
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader =
        ParquetReader.open(
            ParquetFile.open(file),
            columns,
            IntStream.range(0, columns.size()).toArray(),
            List.of())) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        rows.addAll(RowValues.rows(batch));
      }
    }
    return rows;
  }

  @Test
  void rowsSurviveTheWayThroughDuckDb() throws SQLException {
    String[] codecs = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw"};
    String[] versions = {"V1", "V2"};
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int seed = 0; seed < 60; seed++) {
        Random random = new Random(seed);
        RandomBatches batches = new RandomBatches(seed + 1000);
        RowType type = batches.rowType(5);
        Path ours = directory.resolve("ours" + seed + ".parquet");
        Path theirs = directory.resolve("theirs" + seed + ".parquet");
        List<List<Object>> expected = new ArrayList<>();
        try (ParquetWriter writer =
            ParquetWriter.create(ours, ParquetColumn.of(type), Dialect.PARQUET, false)) {
          Batch batch = batches.batch(type, 1 + random.nextInt(seed % 6 == 0 ? 9000 : 500));
          writer.write(batch);
          expected.addAll(RowValues.rows(batch));
          writer.finish();
        }
        String codec = codecs[random.nextInt(codecs.length)];
        String version = versions[random.nextInt(versions.length)];
        statement.execute(
            "COPY (SELECT * FROM read_parquet('"
                + ours
                + "')) TO '"
                + theirs
                + "' (FORMAT parquet, COMPRESSION "
                + codec
                + ", PARQUET_VERSION "
                + version
                + ", ROW_GROUP_SIZE 2048)");
        String where = "seed " + seed + " " + codec + " " + version + " " + type;
        List<List<Object>> found;
        try {
          found = read(theirs, type);
        } catch (MillraceException e) {
          throw new AssertionError(where, e);
        }
        assertEquals(expected.size(), found.size(), where);
        for (int row = 0; row < found.size(); row++) {
          assertEquals(expected.get(row), found.get(row), where + " row " + row);
        }
      }
    }
  }

  @Test
  void duckDbSeesOurValues() throws SQLException {
    RowType type =
        RowType.of(
            Field.of("n", Type.BIGINT),
            Field.of("t", Type.VARCHAR),
            Field.of("d", new Type.DecimalType(30, 3)),
            Field.of("day", Type.DATE),
            Field.of("at", Type.TIMESTAMP),
            Field.of("id", Type.UUID));
    Path file = directory.resolve("values.parquet");
    io.millrace.batch.BatchBuilder builder = new io.millrace.batch.BatchBuilder(type, 2);
    ((io.millrace.batch.LongBuilder) builder.column(0)).appendLong(-7);
    ((io.millrace.batch.BytesBuilder) builder.column(1)).appendText("Grüße");
    ((io.millrace.batch.WideBuilder) builder.column(2))
        .appendBig(new java.math.BigInteger("-123456789012345678901234567"));
    ((io.millrace.batch.LongBuilder) builder.column(3)).appendLong(19_844);
    ((io.millrace.batch.LongBuilder) builder.column(4)).appendLong(1_714_564_800_123_456L);
    ((io.millrace.batch.BytesBuilder) builder.column(5))
        .appendBytes(java.util.HexFormat.of().parseHex("0123456789abcdef0123456789abcdef"), 0, 16);
    builder.endRow(1);
    for (int i = 0; i < 6; i++) {
      builder.column(i).appendNull();
    }
    builder.endRow(1);
    try (ParquetWriter writer =
        ParquetWriter.create(file, ParquetColumn.of(type), Dialect.PARQUET, false)) {
      writer.write(builder.build());
      writer.finish();
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT n::VARCHAR || '|' || t || '|' || d::VARCHAR || '|' || day::VARCHAR || '|'"
                    + " || \"at\"::VARCHAR || '|' || id::VARCHAR FROM read_parquet('"
                    + file
                    + "')")) {
      assertTrue(rows.next());
      assertEquals(
          "-7|Grüße|-123456789012345678901234.567|2024-05-01|2024-05-01 12:00:00.123456"
              + "|01234567-89ab-cdef-0123-456789abcdef",
          rows.getString(1));
      assertTrue(rows.next());
      assertEquals(null, rows.getString(1));
    }
  }

  @Test
  void foreignTypesBecomeOurs() throws SQLException {
    Path file = directory.resolve("foreign.parquet");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 200::UTINYINT a, 60000::USMALLINT b, 4000000000::UINTEGER c,"
              + " 18446744073709551615::UBIGINT d, TIMESTAMP_NS '2024-05-01 12:00:00.123456789' e,"
              + " TIMESTAMP_MS '1969-12-31 23:59:59.999' f, 1.5::FLOAT g, 'x'::BLOB h,"
              + " TIME '12:34:56.789' i, 'b'::ENUM('a', 'b') j) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    RowType type = ParquetSchema.of(file);
    assertEquals(
        List.of(
            Type.SMALLINT,
            Type.INTEGER,
            Type.BIGINT,
            new Type.DecimalType(20, 0),
            Type.TIMESTAMP,
            new Type.TimestampType(3, false),
            Type.REAL,
            Type.VARBINARY,
            Type.TIME,
            Type.VARCHAR),
        type.types());
    assertEquals(
        List.of(
            Arrays.asList(
                200L,
                60000L,
                4_000_000_000L,
                new java.math.BigInteger("18446744073709551615"),
                1_714_564_800_123_456L,
                -1000L,
                1.5,
                ByteBuffer.wrap(new byte[] {'x'}),
                45_296_789_000L,
                ByteBuffer.wrap("b".getBytes(StandardCharsets.UTF_8)))),
        read(file, type));
  }

  @Test
  void rowGroupsOutsideTheRangeAreLeftOut() throws SQLException {
    Path file = directory.resolve("groups.parquet");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i, i::VARCHAR t FROM range(100000) r(i)) TO '"
              + file
              + "' (FORMAT parquet, ROW_GROUP_SIZE 10240)");
    }
    List<ParquetColumn> columns = ParquetColumn.of(ParquetSchema.of(file));
    try (ParquetReader reader =
        ParquetReader.open(
            ParquetFile.open(file),
            columns,
            new int[] {1},
            List.of(ColumnRange.longs(0, 55_000, 55_001)))) {
      long rows = 0;
      Batch first = reader.next();
      assertEquals("51200", first.bytes(0).text(0));
      assertEquals(51_200, reader.batchPosition());
      for (Batch batch = first; batch != null; batch = reader.next()) {
        rows += batch.size();
      }
      assertEquals(10_240, rows);
    }
  }

  @Test
  void anUnknownCodecIsNamed() throws SQLException {
    Path file = directory.resolve("brotli.parquet");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (SELECT 1 a) TO '" + file + "' (FORMAT parquet, COMPRESSION brotli)");
    }
    MillraceException e =
        assertThrows(MillraceException.class, () -> read(file, ParquetSchema.of(file)));
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, e.code());
    assertTrue(e.getMessage().contains("BROTLI"), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
